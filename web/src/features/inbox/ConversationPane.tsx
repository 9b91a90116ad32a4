/** The open conversation: head, timeline, composer; the customer beside it. */
import { useMediaQuery } from '@mantine/hooks';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asProblem } from '@/api/problem';
import { useMay, useMe } from '@/api/session';
import type { Conversation, ListName } from '@/api/types';
import { line } from '@/live/socket';
import { useCommands } from '@/ui/commands';
import { useRoom } from '@/ui/prefs';
import { sayProblem } from '@/ui/problem';
import { useSlot } from '@/ui/slots';
import { ResizablePane } from '@/ui/Splitter';
import { ErrorState, ListSkeleton } from '@/ui/States';
import { CallbackStrip } from './CallbackStrip';
import { ConversationHead } from './ConversationHead';
import type { Dialog } from './Dialogs';
import { putIn, type Tab } from './drafts';
import styles from './Inbox.module.css';
import { PickBar } from './PickBar';
import { usePicking } from './picking';
import { useConversation } from './questions';
import { SidePane } from './SidePane';
import { TimelineAt } from './TimelineAt';
import { useSeen } from './seen';
import { WrapUp } from './WrapUp';

/** Asked for at once, in a file of its own: it comes beside the page, not before it. */
const loading = import('./Composer');
const Dialogs = lazy(async () => ({ default: (await import('./Dialogs')).Dialogs }));
const Composer = lazy(async () => ({ default: (await loading).Composer }));

interface Props {
  id: string;
  view: ListName;
  narrow: boolean;
}

export function ConversationPane({ id, view, narrow }: Props) {
  const { t } = useTranslation();
  const { conversation, isError, error, refetch } = useConversation(id);
  useEffect(() => line.watch(id), [id]);
  if (isError && !conversation) {
    return (
      <ErrorState
        title={t('conversation.failed')}
        detail={sayProblem(error)}
        reference={asProblem(error).reference || id}
        onRetry={() => void refetch()}
      />
    );
  }
  if (!conversation) {
    return (
      <div className={styles['conversation']}>
        <ListSkeleton rows={5} />
      </div>
    );
  }
  return <Opened conversation={conversation} view={view} narrow={narrow} />;
}

/** What a machine has to say beside it. */
function Helped({
  conversation,
  onWrite,
}: {
  conversation: Conversation;
  onWrite: (text: string, to: Tab) => void;
}) {
  const strip = useSlot('assistStrip');
  const me = useMe().user.id;
  const wrapping = conversation.interactions.some(
    (work) => work.state === 'wrap_up' && work.agent?.id === me,
  );
  return strip({ conversation: conversation.id, status: conversation.status, wrapping, onWrite });
}

interface OpenedProps {
  conversation: Conversation;
  view: ListName;
  narrow: boolean;
}

function Opened({ conversation, view, narrow }: OpenedProps) {
  const { t } = useTranslation();
  const promises = useSlot('promises');
  const readAlong = useSlot('readAlong');
  const wide = useMediaQuery(useRoom(1180), true, { getInitialValueInEffect: false });
  const [asked, setAsked] = useState<boolean | null>(null);
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const [tab, setTab] = useState<'reply' | 'note'>('reply');
  const composer = useRef<HTMLTextAreaElement>(null);
  const mayReply = useMay('conversation.reply');
  const panel = asked ?? (wide && !narrow);
  const picks = usePicking((state) => state.conversation === conversation.id);
  useSeen(conversation);
  const write = (which: 'reply' | 'note') => {
    setTab(which);
    composer.current?.focus();
  };
  useCommands([
    {
      id: 'conversation.reply',
      title: t('composer.reply'),
      group: 'conversation',
      run: () => write('reply'),
    },
    { id: 'conversation.note', title: t('composer.note'), group: 'conversation', run: () => write('note') },
  ]);
  return (
    <>
      <section
        className={styles['conversation']}
        aria-label={t('pane.conversation')}
        hidden={narrow && panel}
      >
        <ConversationHead
          conversation={conversation}
          view={view}
          narrow={narrow}
          panel={panel}
          onPanel={() => setAsked(!panel)}
          onDialog={setDialog}
        />
        <CallbackStrip conversation={conversation} />
        {readAlong({ conversation: conversation.id, agent: conversation.agent })}
        {promises(conversation.id)}
        {mayReply && (
          <Helped
            conversation={conversation}
            onWrite={(text, to) => {
              putIn(conversation.id, to, text);
              write(to);
            }}
          />
        )}
        <WrapUp conversation={conversation} />
        <TimelineAt conversation={conversation} />
        {picks && <PickBar conversation={conversation} onMove={() => setDialog('move')} />}
        {mayReply && (
          <Suspense fallback={<div className={styles['composerComes']} />}>
            <Composer
              key={conversation.id}
              conversation={conversation}
              tab={tab}
              onTab={setTab}
              field={composer}
              onMail={() => setDialog('address')}
            />
          </Suspense>
        )}
      </section>
      {panel && (
        <ResizablePane
          name="customer"
          label={t('pane.customer')}
          initial={316}
          min={260}
          max={520}
          edge="left"
          className={styles['side']}
        >
          {narrow && (
            <button type="button" className={styles['backLine']} onClick={() => setAsked(false)}>
              ← {t('conversation.backTo')}
            </button>
          )}
          <SidePane conversation={conversation} tab={tab} onWrite={() => write(tab)} />
        </ResizablePane>
      )}
      {dialog && (
        <Suspense fallback={null}>
          <Dialogs dialog={dialog} conversation={conversation} view={view} onClose={() => setDialog(null)} />
        </Suspense>
      )}
    </>
  );
}
