/** The words themselves: grows with them, offers at `/`, `@`, `#` and `:`, sends by the key one prefers. */
import { Textarea } from '@mantine/core';
import { useState, type KeyboardEvent, type RefObject } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '@/api/types';
import { usePreference } from '@/ui/prefs';
import styles from '../Composer.module.css';
import type { Written } from '../drafts';
import { GAP } from '../sending';
import { FIELD } from './held';
import { runMacro } from './macro';
import { noteArticle } from './questions';
import { Suggestions, useChoice, useOffered, type Offered } from './Suggest';
import { replaced, triggerAt, type Trigger } from './trigger';

interface Props {
  conversation: Conversation;
  note: boolean;
  field: RefObject<HTMLTextAreaElement | null>;
  draft: Written;
  channel: string;
  alter: (change: Partial<Written>) => void;
  onTyping: { on: () => void; off: () => void };
  onFiles: (files: FileList) => void;
  onSend: () => void;
}

const TOUCH = window.matchMedia('(pointer: coarse)').matches;

/** Where something is looked for, until it was put away or the caret leaves. */
function useTrigger(text: string, note: boolean) {
  const [caret, setCaret] = useState<number | null>(null);
  const [away, setAway] = useState<string | null>(null);
  const found = caret === null ? null : triggerAt(text, caret, note);
  const name = found ? `${found.kind}${String(found.from)}` : null;
  return {
    trigger: name !== null && name === away ? null : found,
    caret: caret ?? text.length,
    setCaret: (at: number | null) => {
      setCaret(at);
      if (away !== null && (at === null || triggerAt(text, at, note) === null)) setAway(null);
    },
    close: () => setAway(name),
  };
}

function useChosen({ conversation, field, draft, alter }: Props, trigger: Trigger | null, caret: number) {
  /** At once, before the next key: whoever types on must not find the caret moved under his words. */
  const put = (made: { text: string; caret: number }, more: Partial<Written> = {}) => {
    flushSync(() => alter({ text: made.text, ...more }));
    const gap = GAP.exec(made.text);
    field.current?.focus();
    if (gap) field.current?.setSelectionRange(gap.index, gap.index + gap[0].length);
    else field.current?.setSelectionRange(made.caret, made.caret);
  };
  return (item: Offered) => {
    if (!trigger) return;
    const sign = {
      reply: item.preview,
      macro: '',
      person: `@${item.title} `,
      emoji: `${item.title} `,
      article: item.insert ?? '',
    }[item.kind];
    if (item.kind === 'article') noteArticle(item.slug, conversation.id);
    const made = replaced(draft.text, trigger.from, caret, sign);
    put(made, {
      ...(item.kind === 'reply' && {
        used: [...draft.used, item.slug],
        subject: draft.subject || item.subject,
      }),
      ...(item.kind === 'person' && {
        mentions: [...draft.mentions, { id: item.slug, name: item.title }],
      }),
    });
    if (item.kind === 'macro') {
      void runMacro(conversation.id, item, (text) => {
        put(replaced(made.text, made.caret, made.caret, text));
      });
    }
  };
}

export function Field(props: Props) {
  const { conversation, note, field, draft, channel, alter, onTyping, onFiles, onSend } = props;
  const { t } = useTranslation('writing');
  const { t: word } = useTranslation();
  const byEnter = usePreference('send.enter') === 'enter' && !TOUCH;
  const { trigger, caret, setCaret, close } = useTrigger(draft.text, note);
  const offered = useOffered(conversation.id, channel, note, trigger);
  const choose = useChosen(props, trigger, caret);
  const choice = useChoice(offered, choose, close);
  const open = trigger !== null && offered.length > 0;
  const onKey = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.nativeEvent.isComposing || (open && choice.onKey(event))) return;
    const command = event.ctrlKey || event.metaKey;
    if (event.key === 'Enter' && (command || (byEnter && !event.shiftKey && !event.altKey))) {
      event.preventDefault();
      onSend();
    }
    if (event.key === 'Escape') event.currentTarget.blur();
  };
  return (
    <>
      <Textarea
        ref={field}
        id={FIELD}
        variant="unstyled"
        autosize
        minRows={3}
        maxRows={14}
        className={styles['field']}
        lang={note ? undefined : conversation.language || undefined}
        spellCheck
        aria-label={word(note ? 'composer.noteField' : 'composer.replyField')}
        aria-autocomplete="list"
        aria-haspopup="listbox"
        aria-controls={open ? choice.id : undefined}
        aria-activedescendant={open ? `${choice.id}-${String(choice.active)}` : undefined}
        placeholder={word(note ? 'composer.notePlaceholder' : 'composer.replyPlaceholder')}
        value={draft.text}
        onChange={(event) => {
          alter({ text: event.currentTarget.value });
          setCaret(event.currentTarget.selectionStart);
          if (event.currentTarget.value) onTyping.on();
        }}
        onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
        onBlur={() => {
          setCaret(null);
          onTyping.off();
        }}
        onPaste={(event) => {
          if (event.clipboardData.files.length > 0) onFiles(event.clipboardData.files);
        }}
        onKeyDown={onKey}
      />
      {open && (
        <Suggestions
          id={choice.id}
          label={t(`offers.${trigger.kind}`)}
          offered={offered}
          active={choice.active}
          onActive={choice.setActive}
          onChoose={choose}
        />
      )}
    </>
  );
}
