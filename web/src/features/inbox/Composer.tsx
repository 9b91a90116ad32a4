/** Where answers and notes are written. What the channel allows is said before the first key. */
import { lazy, Suspense, useRef, useState, type DragEvent, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { Conversation, ReplyOption } from '@/api/types';
import { line } from '@/live/socket';
import { useCommands } from '@/ui/commands';
import { useSlot } from '@/ui/slots';
import { ChannelRules } from './ChannelRules';
import styles from './Composer.module.css';
import { AttachButton, Chips, SubjectField } from './ComposerParts';
import { draftNow, putIn, useDraft, useServerDraft, write, type Tab, type Written } from './drafts';
import { maySend, routeOf, useSend, useUndoSeconds, type Way } from './sending';
import { useUploads } from './uploads';
import { Above, Formatting, State } from './writing/Bars';
import { Field } from './writing/Field';
import { GapLine } from './writing/GapLine';
import { useHeld } from './writing/questions';
import { goodCc, Recipients } from './writing/Recipients';
import { ScheduledStrip } from './writing/ScheduledStrip';
import { SendButtons, type Asked } from './writing/SendButtons';

const AskFirst = lazy(async () => ({ default: (await import('./writing/AskFirst')).AskFirst }));
const Preview = lazy(async () => ({ default: (await import('./writing/Marks')).Preview }));

interface Props {
  conversation: Conversation;
  tab: Tab;
  onTab: (tab: Tab) => void;
  field: RefObject<HTMLTextAreaElement | null>;
  onMail: () => void;
}

const TYPING_EVERY = 3_000;

function useTyping(id: string, note: boolean) {
  const said = useRef(0);
  return {
    on: () => {
      const now = Date.now();
      if (now - said.current < TYPING_EVERY) return;
      said.current = now;
      line.typing(id, true, note);
    },
    off: () => {
      if (said.current === 0) return;
      said.current = 0;
      line.typing(id, false, note);
    },
  };
}

/** The draft, its route, and how it is altered; what came before the first word counts as seen. */
function useWriting(conversation: Conversation, tab: Tab) {
  const { id, last } = conversation;
  const draft = useDraft(id, tab);
  const held = useHeld(id);
  useServerDraft(id, tab, held.map((each) => each.id).join());
  const [opened] = useState(last);
  const route = tab === 'note' ? null : routeOf(conversation, draft.endpoint, draft.identity);
  const alter = (change: Partial<Written>) => {
    const begins = draftNow(id, tab).text === '' && (change.text ?? '') !== '';
    write(id, tab, begins && change.seen === undefined ? { seen: last, ...change } : change);
  };
  const looked: Written = { ...draft, seen: draft.seen ?? opened };
  return { draft, looked, route, alter };
}

function useDropping(add: (files: FileList) => Promise<void>) {
  const [over, setOver] = useState(false);
  return {
    'data-over': over || undefined,
    onDragOver: (event: DragEvent) => {
      event.preventDefault();
      setOver(true);
    },
    onDragLeave: () => setOver(false),
    onDrop: (event: DragEvent) => {
      event.preventDefault();
      setOver(false);
      void add(event.dataTransfer.files);
    },
  };
}

interface HeadProps {
  conversation: Conversation;
  draft: Written;
  route: ReplyOption | null;
  alter: (change: Partial<Written>) => void;
}

/** To whom and about what, where the channel is a mail. */
function MailHead({ conversation, draft, route, alter }: HeadProps) {
  const [subject, setSubject] = useState(false);
  if (!route?.traits.subject) return null;
  const needed = conversation.channel !== route.channel || draft.subject !== '';
  return (
    <>
      <Recipients
        conversation={conversation.id}
        route={route}
        cc={draft.cc}
        onCc={(cc) => alter({ cc })}
        onSubject={subject || needed ? null : () => setSubject(true)}
      />
      {(subject || needed) && (
        <SubjectField value={draft.subject} onChange={(value) => alter({ subject: value })} />
      )}
    </>
  );
}

export function Composer({ conversation, tab, onTab, field, onMail }: Props) {
  const { t } = useTranslation('writing');
  const { t: word } = useTranslation();
  const { id } = conversation;
  const note = tab === 'note';
  const { draft, looked, route, alter } = useWriting(conversation, tab);
  const typing = useTyping(id, note);
  const [asked, setAsked] = useState<Asked | null>(null);
  const [preview, setPreview] = useState(false);
  const uploads = useUploads(route?.traits ?? null, draft.files.length, (file) =>
    write(id, tab, { files: [...draftNow(id, tab).files, file] }),
  );
  const undo = useUndoSeconds(route);
  const send = useSend(conversation, tab, undo);
  const off = uploads.running.length > 0 || !maySend(tab, draft, route) || !goodCc(draft.cc);
  const go = (way: Way = {}) => {
    if (off) return;
    typing.off();
    send(looked, route, way);
    setPreview(false);
    setAsked(null);
    field.current?.focus();
  };
  const insert = (text: string) => {
    const at = field.current?.selectionStart ?? draft.text.length;
    alter({ text: draft.text.slice(0, at) + text + draft.text.slice(at) });
    requestAnimationFrame(() => field.current?.focus());
  };
  useCommands([
    { id: 'conversation.macro', title: t('command.macro'), group: 'conversation', run: () => insert('/') },
  ]);
  const assist = useSlot('assist');
  const put = (text: string, to: Tab) => {
    onTab(to);
    putIn(id, to, text);
    requestAnimationFrame(() => field.current?.focus());
  };
  const dropping = useDropping(uploads.add);
  const mail = route?.traits.html ?? false;
  return (
    <div className={styles['dock']}>
      <ScheduledStrip id={id} onEdit={() => field.current?.focus()} />
      <section
        className={styles['composer']}
        data-kind={tab}
        aria-label={word('composer.label')}
        {...dropping}
      >
        <Above
          conversation={conversation}
          tab={tab}
          route={route}
          onTab={onTab}
          onPick={(endpoint, identity) => alter({ endpoint, identity })}
          onMail={onMail}
          onReady={() => field.current?.focus()}
        />
        <div
          id="composer-panel"
          role="tabpanel"
          aria-labelledby={`composer-${tab}`}
          className={styles['panel']}
        >
          <ChannelRules note={note} route={route} conversation={conversation} length={draft.text.length} />
          <MailHead conversation={conversation} draft={draft} route={route} alter={alter} />
          {preview ? (
            <Suspense fallback={null}>
              <Preview text={draft.text} />
            </Suspense>
          ) : (
            <Field
              conversation={conversation}
              note={note}
              field={field}
              draft={draft}
              channel={route?.channel ?? ''}
              alter={alter}
              onTyping={typing}
              onFiles={(files) => void uploads.add(files)}
              onSend={() => go()}
            />
          )}
          <GapLine text={draft.text} field={field} />
          <Chips
            files={draft.files}
            running={uploads.running}
            onDrop={(file) => alter({ files: draft.files.filter((each) => each.id !== file) })}
          />
        </div>
        <div className={styles['bottom']}>
          <AttachButton onPick={(files) => void uploads.add(files)} />
          {mail && (
            <Formatting
              field={field}
              marked={draft.marked}
              previewing={preview}
              alter={alter}
              onPreview={() => setPreview(!preview)}
            />
          )}
          {assist({ conversation: id, note, onInsert: put })}
          <State draft={draft} note={note} />
          <SendButtons
            note={note}
            disabled={off}
            onSend={(then) => go(then ? { then } : {})}
            onAsk={setAsked}
          />
        </div>
      </section>
      {asked && (
        <Suspense fallback={null}>
          <AskFirst asked={asked} conversation={conversation} onGo={go} onClose={() => setAsked(null)} />
        </Suspense>
      )}
    </div>
  );
}
