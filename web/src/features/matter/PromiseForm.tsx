/** A promise or a task: what, who, by when. By hand, from a message, or changed later. */
import { Button, Modal, SegmentedControl, Select, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCatalog, useMe } from '@/api/session';
import { Refused } from '@/ui/problem';
import type { PromiseAsked } from '@/ui/slots';
import { momentShort } from '@/ui/time';
import { toast } from '@/ui/toast';
import styles from './Matter.module.css';
import { alterPromise, makePromise, type Commitment } from './questions';
import { momentOf } from './when';

const ANYBODY = '-';
const QUICK = ['tomorrow', 'monday', 'days3', 'week'] as const;

const moment = (day: number) => {
  const found = new Date();
  found.setDate(found.getDate() + day);
  found.setHours(9, 0, 0, 0);
  return found.getTime();
};

function quickMoment(name: (typeof QUICK)[number]): number {
  const today = new Date().getDay();
  return moment({ tomorrow: 1, monday: (8 - today) % 7 || 7, days3: 3, week: 7 }[name]);
}

interface Due {
  text: string;
  at: number | null;
}

function DueField({ due, onChange }: { due: Due; onChange: (due: Due) => void }) {
  const { t } = useTranslation('matter');
  const unknown = due.text.trim() !== '' && due.at === null;
  return (
    <div>
      <TextInput
        label={t('promise.due')}
        placeholder={t('promise.dueHint')}
        value={due.text}
        error={unknown ? t('promise.dueUnknown') : undefined}
        onChange={(event) => {
          const text = event.currentTarget.value;
          onChange({ text, at: momentOf(text, Date.now()) });
        }}
      />
      {due.at !== null && (
        <div className={styles['means']}>{t('promise.dueMeans', { time: momentShort(due.at) })}</div>
      )}
      <div className={styles['quick']}>
        {QUICK.map((name) => (
          <Button
            key={name}
            size="compact-xs"
            variant="default"
            onClick={() => onChange({ text: t(`when.${name}`), at: quickMoment(name) })}
          >
            {t(`when.${name}`)}
          </Button>
        ))}
        <input
          type="datetime-local"
          className={styles['picker']}
          aria-label={t('promise.pick')}
          onChange={(event) => {
            const at = event.currentTarget.value ? new Date(event.currentTarget.value).getTime() : null;
            if (at !== null && at > Date.now()) onChange({ text: momentShort(at), at });
          }}
        />
      </div>
    </div>
  );
}

interface Props extends PromiseAsked {
  known?: Commitment | undefined;
}

function useForm({ kind: begun, text: proposed, known }: Props) {
  const { user } = useMe();
  const [kind, setKind] = useState<'promise' | 'task'>(known?.kind ?? begun);
  const [text, setText] = useState(known?.text ?? proposed ?? '');
  const [owner, setOwner] = useState(known ? (known.owner?.id ?? ANYBODY) : user.id);
  const knownDue = known?.due ? Date.parse(known.due) : null;
  const [due, setDue] = useState<Due>({ text: knownDue ? momentShort(knownDue) : '', at: knownDue });
  return { kind, setKind, text, setText, owner, setOwner, due, setDue, me: user.id };
}

export function PromiseForm(props: Props) {
  const { t } = useTranslation('matter');
  const { agents } = useCatalog();
  const form = useForm(props);
  const { kind, text, owner, due, me } = form;
  const [problem, setProblem] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const ready = text.trim() !== '' && (due.text.trim() === '' || due.at !== null);
  const save = async () => {
    const values = {
      text: text.trim(),
      owner: owner === ANYBODY ? '' : owner,
      due: due.at === null ? null : new Date(due.at).toISOString(),
    };
    if (props.known) await alterPromise(props.known.id, values);
    else
      await makePromise({
        kind,
        ...values,
        conversation: props.conversation,
        customer: props.customer,
        source: props.source,
      });
    toast.done(t(props.known ? 'done.changed' : `done.${kind}`));
    props.onClose();
  };
  const submit = () => {
    setBusy(true);
    setProblem(null);
    save().catch((error: unknown) => {
      setProblem(error);
      setBusy(false);
    });
  };
  const people = [
    { value: me, label: t('promise.me') },
    { value: ANYBODY, label: t('promise.anybody') },
    ...agents.filter((agent) => agent.id !== me).map((agent) => ({ value: agent.id, label: agent.name })),
  ];
  return (
    <form
      className={styles['form']}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {!props.known && (
        <SegmentedControl
          aria-label={t('promise.kind')}
          value={kind}
          onChange={(value) => form.setKind(value === 'task' ? 'task' : 'promise')}
          data={[
            { value: 'promise', label: t('promise.promiseKind') },
            { value: 'task', label: t('promise.taskKind') },
          ]}
        />
      )}
      <Textarea
        label={t(kind === 'task' ? 'promise.taskText' : 'promise.text')}
        value={text}
        onChange={(event) => form.setText(event.currentTarget.value)}
        autosize
        minRows={2}
        maxRows={6}
        maxLength={2000}
        required
        data-autofocus
      />
      <Select
        label={t('promise.owner')}
        data={people}
        value={owner}
        onChange={(value) => form.setOwner(value ?? ANYBODY)}
        searchable
        allowDeselect={false}
      />
      <DueField due={due} onChange={form.setDue} />
      <Refused error={problem} />
      <Button type="submit" loading={busy} disabled={!ready}>
        {t(props.known ? 'promise.saveChange' : 'promise.save')}
      </Button>
    </form>
  );
}

export function PromiseDialog(props: Props) {
  const { t } = useTranslation(['matter', 'desk']);
  const kind = props.known?.kind ?? props.kind;
  return (
    <Modal
      opened
      onClose={props.onClose}
      size={440}
      title={t(kind === 'task' ? 'matter:promise.task' : 'matter:promise.title')}
      closeButtonProps={{ 'aria-label': t('desk:common.close') }}
    >
      <PromiseForm {...props} />
    </Modal>
  );
}
