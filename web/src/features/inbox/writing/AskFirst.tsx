/** What is asked before an answer goes with a step: how it ended, when it comes back, when it is to be sent. */
import { Button, Checkbox, Modal, Select, Textarea, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useCatalog } from '@/api/session';
import type { Choice, Conversation } from '@/api/types';
import { currentLanguage } from '@/ui/i18n';
import { fullTime, momentShort, useNow } from '@/ui/time';
import type { Way } from '../sending';
import { useMoments } from './questions';
import type { Asked } from './SendButtons';
import styles from './Writing.module.css';

interface Props {
  asked: Asked;
  conversation: Conversation;
  onGo: (way: Way) => void;
  onClose: () => void;
}

const options = (choices: readonly Choice[]) =>
  choices.map((choice) => ({
    value: choice.slug,
    label: currentLanguage() === 'es' && choice.name_es ? choice.name_es : choice.name,
  }));

function Shaped({ children, onSubmit }: { children: ReactNode; onSubmit: () => void }) {
  return (
    <form
      className={styles['form']}
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      {children}
    </form>
  );
}

function Resolve({ conversation, onGo }: Props) {
  const { t } = useTranslation('writing');
  const { dispositions, reasons } = useCatalog();
  const [disposition, setDisposition] = useState<string | null>(null);
  const [reason, setReason] = useState<string | null>(conversation.reason || null);
  const [note, setNote] = useState('');
  return (
    <Shaped
      onSubmit={() => {
        if (disposition && reason)
          onGo({ then: 'resolve', outcome: { disposition, reason, note: note.trim() } });
      }}
    >
      <Select
        data-autofocus
        required
        searchable
        label={t('ask.disposition')}
        data={options(dispositions)}
        value={disposition}
        onChange={setDisposition}
      />
      <Select
        required
        searchable
        label={t('ask.reason')}
        data={options(reasons)}
        value={reason}
        onChange={setReason}
      />
      <Textarea
        label={t('ask.note')}
        value={note}
        minRows={2}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <Button type="submit" disabled={!disposition || !reason}>
        {t('send.resolve')}
      </Button>
    </Shaped>
  );
}

/** The value of a `datetime-local` field, in the reader's own time. */
function localValue(at: number): string {
  const shifted = new Date(at - new Date(at).getTimezoneOffset() * 60_000);
  return shifted.toISOString().slice(0, 16);
}

function When({ asked, conversation, onGo }: Props) {
  const { t } = useTranslation('writing');
  const { data } = useMoments(conversation.id);
  const [own, setOwn] = useState('');
  const [unlessAnswered, setUnlessAnswered] = useState(false);
  const go = (at: string) =>
    onGo(asked === 'snooze' ? { then: 'snooze', until: at } : { at, unlessAnswered });
  const chosen = own === '' ? NaN : new Date(own).getTime();
  const now = useNow();
  const good = Number.isFinite(chosen) && chosen > now;
  return (
    <Shaped onSubmit={() => good && go(new Date(chosen).toISOString())}>
      <div className={styles['moments']}>
        {(data?.items ?? []).map((moment, index) => (
          <button
            key={moment.name}
            type="button"
            data-autofocus={index === 0 || undefined}
            title={fullTime(Date.parse(moment.at))}
            onClick={() => go(moment.at)}
          >
            <span>{t(`moment.${moment.name as 'hour' | 'later' | 'next' | 'week'}`)}</span>
            <small>{momentShort(Date.parse(moment.at))}</small>
          </button>
        ))}
      </div>
      {asked === 'schedule' && (
        <Checkbox
          label={t('ask.unless')}
          checked={unlessAnswered}
          onChange={(event) => setUnlessAnswered(event.currentTarget.checked)}
        />
      )}
      <TextInput
        type="datetime-local"
        label={t('ask.own')}
        value={own}
        min={localValue(now)}
        error={own !== '' && !good ? t('ask.past') : undefined}
        onChange={(event) => setOwn(event.currentTarget.value)}
      />
      <Button type="submit" disabled={!good}>
        {t(asked === 'snooze' ? 'send.snooze' : 'ask.schedule')}
      </Button>
    </Shaped>
  );
}

export function AskFirst(props: Props) {
  const { t } = useTranslation('writing');
  return (
    <Modal opened onClose={props.onClose} title={t(`ask.${props.asked}Title`)}>
      {props.asked === 'resolve' ? <Resolve {...props} /> : <When {...props} />}
    </Modal>
  );
}
