/** One draft: its words to be changed, what they rest on, and where they go. It is never sent from here. */
import { Button, Textarea } from '@mantine/core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sayProblem } from '@/ui/problem';
import { toast } from '@/ui/toast';
import styles from './Assist.module.css';
import { end, placeOf, type Draft, type Source } from './questions';
import { Sources } from './Sources';

interface Props {
  draft: Draft;
  onInsert: (text: string, to: 'reply' | 'note') => void;
  onDone: () => void;
}

export function DraftView({ draft, onInsert, onDone }: Props) {
  const { t } = useTranslation('assist');
  const [text, setText] = useState(draft.text);
  const field = useRef<HTMLTextAreaElement>(null);
  const close = async (how: 'taken' | 'edited' | 'discarded') => {
    onDone();
    try {
      await end(draft.id, how);
    } catch (error) {
      toast.failed(sayProblem(error));
    }
  };
  const insert = (to: 'reply' | 'note') => {
    onInsert(text, to);
    toast.done(t('inserted'));
    void close(text === draft.text ? 'taken' : 'edited');
  };
  const point = (source: Source) => {
    if (text === draft.text) field.current?.setSelectionRange(source.start, source.end);
  };
  const first = placeOf(draft.kind);
  const other = first === 'reply' ? 'note' : 'reply';
  const label = { reply: t('insertReply'), note: t('insertNote') };
  return (
    <div className={styles['draft']}>
      <Textarea
        ref={field}
        aria-label={t('draft')}
        autosize
        minRows={3}
        maxRows={9}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        data-autofocus
      />
      <p className={styles['how']}>{draft.model ? t('worded', { model: draft.model }) : t('plain')}</p>
      {draft.sources.length > 0 && <Sources sources={draft.sources} onPoint={point} />}
      <div className={styles['buttons']}>
        <Button size="compact-sm" onClick={() => insert(first)} disabled={!text.trim()}>
          {label[first]}
        </Button>
        <Button size="compact-sm" variant="default" onClick={() => insert(other)} disabled={!text.trim()}>
          {label[other]}
        </Button>
        <Button size="compact-sm" variant="subtle" ml="auto" onClick={() => void close('discarded')}>
          {t('discard')}
        </Button>
      </div>
    </div>
  );
}
