/** The open conversation: head, timeline, composer; the customer beside it. */
import { useMediaQuery } from '@mantine/hooks';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asProblem } from '@/api/problem';
import { useMay } from '@/api/session';
import type { Conversation, View } from '@/api/types';
import { line } from '@/live/socket';
import { useKeys } from '@/ui/keys';
import { sayProblem } from '@/ui/problem';
import { useSlot } from '@/ui/slots';
import { ResizablePane } from '@/ui/Splitter';
import { ErrorState, ListSkeleton } from '@/ui/States';
import { CallbackStrip } from './CallbackStrip';
import { Composer } from './Composer';
import { ConversationHead } from './ConversationHead';
import { Dialogs, type Dialog } from './Dialogs';
import styles from './Inbox.module.css';
import { useConversation } from './questions';
import { Timeline } from './Timeline';
import { useSeen } from './seen';
import { WrapUp } from './WrapUp';

interface Props {
  id: string;
  view: View;
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

interface OpenedProps {
  conversation: Conversation;
  view: View;
  narrow: boolean;
}

function Opened({ conversation, view, narrow }: OpenedProps) {
  const { t } = useTranslation();
  const customerPanel = useSlot('customerPanel');
  const wide = useMediaQuery('(min-width: 1180px)', true, { getInitialValueInEffect: false });
  const [asked, setAsked] = useState<boolean | null>(null);
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const [tab, setTab] = useState<'reply' | 'note'>('reply');
  const composer = useRef<HTMLTextAreaElement>(null);
  const mayReply = useMay('conversation.reply');
  const panel = asked ?? (wide && !narrow);
  useSeen(conversation);
  const write = (which: 'reply' | 'note') => {
    setTab(which);
    composer.current?.focus();
  };
  useKeys({
    r: () => write('reply'),
    n: () => write('note'),
    e: () => setDialog('resolve'),
    t: () => setDialog('transfer'),
    s: () => setDialog('snooze'),
  });
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
        <WrapUp conversation={conversation} />
        <Timeline conversation={conversation} />
        {mayReply && (
          <Composer
            conversation={conversation}
            tab={tab}
            onTab={setTab}
            field={composer}
            onResolve={() => setDialog('resolve')}
            onMail={() => setDialog('address')}
          />
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
          {customerPanel(conversation.customer.id, conversation.id)}
        </ResizablePane>
      )}
      <Dialogs dialog={dialog} conversation={conversation} view={view} onClose={() => setDialog(null)} />
    </>
  );
}
