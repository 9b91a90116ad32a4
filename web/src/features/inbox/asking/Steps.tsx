/** Passing on, putting off, ending: what is asked before it is done. */
import { SegmentedControl, Select, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCatalog, useMe } from '@/api/session';
import type { Choice } from '@/api/types';
import { ListSkeleton } from '@/ui/States';
import { momentShort } from '@/ui/time';
import { toast } from '@/ui/toast';
import { useSlot } from '@/ui/slots';
import { TreeSelect } from '@/ui/TreeSelect';
import { undoable } from '@/ui/undo';
import { attempt } from '../attempt';
import styles from '../Inbox.module.css';
import { act, addAddress } from '../questions';
import { useMoments } from '../writing/questions';
import { Form, type FormProps } from './Form';
import { OutcomeFields, useOutcome } from './Outcome';

const named = (choices: readonly Choice[], language: string) =>
  choices.map((choice) => ({
    value: choice.slug,
    label: language === 'es' && choice.name_es ? choice.name_es : choice.name,
  }));

export function TransferForm({ conversation, onClose, onLeave }: FormProps) {
  const { t, i18n } = useTranslation();
  const { queues, agents } = useCatalog();
  const { user } = useMe();
  const [to, setTo] = useState<'queue' | 'agent'>('queue');
  const [target, setTarget] = useState<string | null>(null);
  const [note, setNote] = useState('');
  const ofBrand = queues.filter((queue) => !queue.brand || queue.brand === conversation.brand);
  const options =
    to === 'queue'
      ? named(ofBrand, i18n.language)
      : agents
          .filter((agent) => agent.id !== user.id)
          .map((agent) => ({ value: agent.id, label: agent.name }));
  return (
    <Form
      go={t('action.transfer')}
      ready={target !== null}
      onSubmit={async () => {
        await act(conversation.id, 'transfer', { [to]: target, note: note.trim() });
        toast.done(t('done.transfer'));
        onClose();
        onLeave();
      }}
    >
      <SegmentedControl
        aria-label={t('transfer.to')}
        value={to}
        onChange={(value) => {
          setTo(value === 'agent' ? 'agent' : 'queue');
          setTarget(null);
        }}
        data={[
          { value: 'queue', label: t('transfer.queue') },
          { value: 'agent', label: t('transfer.agent') },
        ]}
      />
      <Select
        key={to}
        label={t(`transfer.${to}`)}
        placeholder={t('transfer.pick')}
        data={options}
        value={target}
        onChange={setTarget}
        searchable
        required
        data-autofocus
        nothingFoundMessage={t('transfer.nobody')}
      />
      <Textarea
        label={t('transfer.note')}
        description={t('transfer.noteHint')}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
    </Form>
  );
}

export function AssignForm({ conversation, onClose }: FormProps) {
  const { t } = useTranslation('matter');
  const { agents } = useCatalog();
  const [agent, setAgent] = useState<string | null>(null);
  const was = conversation.agent?.id;
  return (
    <Form
      go={t('action.assign')}
      ready={agent !== null}
      onSubmit={async () => {
        await act(conversation.id, 'assign', { agent: agent ?? '' });
        const name = agents.find((one) => one.id === agent)?.name ?? '';
        undoable(t('done.assign', { name }), () =>
          was ? act(conversation.id, 'assign', { agent: was }) : act(conversation.id, 'release'),
        );
        onClose();
      }}
    >
      <Select
        label={t('assign.to')}
        description={t('assign.note')}
        data={agents.filter((one) => one.id !== was).map((one) => ({ value: one.id, label: one.name }))}
        value={agent}
        onChange={setAgent}
        searchable
        required
        data-autofocus
      />
    </Form>
  );
}

export function SnoozeForm({ conversation, onClose, onLeave }: FormProps) {
  const { t } = useTranslation(['desk', 'writing']);
  const [other, setOther] = useState('');
  const { data } = useMoments(conversation.id);
  const until = async (at: number) => {
    await act(conversation.id, 'snooze', { until: new Date(at).toISOString() });
    undoable(t('done.snooze', { time: momentShort(at) }), () => act(conversation.id, 'reopen'));
    onClose();
    onLeave();
  };
  return (
    <>
      <div className={styles['presets']}>
        {!data && <ListSkeleton rows={3} />}
        {data?.items.map(({ name, at }, index) => (
          <button
            type="button"
            key={name}
            autoFocus={index === 0}
            onClick={() => void attempt(() => until(Date.parse(at)))}
          >
            <span>{t(`writing:moment.${name as 'hour' | 'later' | 'next' | 'week'}`)}</span>
            <small>{momentShort(Date.parse(at))}</small>
          </button>
        ))}
      </div>
      <Form go={t('action.snooze')} ready={other !== ''} onSubmit={() => until(new Date(other).getTime())}>
        <TextInput
          type="datetime-local"
          label={t('snooze.other')}
          value={other}
          onChange={(event) => setOther(event.currentTarget.value)}
        />
      </Form>
      <p className={styles['hint']}>{t('snooze.hint')}</p>
    </>
  );
}

export function ResolveForm({ conversation, onClose, onLeave }: FormProps) {
  const { t } = useTranslation();
  const outcome = useOutcome(conversation);
  return (
    <Form
      go={t('action.resolve')}
      ready={outcome.ready}
      onSubmit={async () => {
        try {
          await act(conversation.id, 'resolve', outcome.said);
        } catch (error) {
          outcome.refused(error);
          throw error;
        }
        undoable(t('done.resolve'), () => act(conversation.id, 'reopen'));
        onClose();
        onLeave();
      }}
    >
      <OutcomeFields outcome={outcome} first />
    </Form>
  );
}

export function ReasonForm({ conversation, onClose }: FormProps) {
  const { t, i18n } = useTranslation(['desk', 'matter']);
  const { reasons } = useCatalog();
  const [reason, setReason] = useState<string | null>(conversation.reason || null);
  const reasonHint = useSlot('reasonHint');
  return (
    <Form
      go={t('common.save')}
      ready={reason !== null}
      onSubmit={async () => {
        await act(conversation.id, 'reason', { reason: reason ?? '' });
        onClose();
      }}
    >
      <TreeSelect
        label={t('matter:wrap.reason')}
        branches={reasons}
        language={i18n.language}
        value={reason}
        onChange={setReason}
        nothing={t('matter:wrap.none')}
        required
        autoFocus
      />
      {reason === null && reasonHint({ conversation: conversation.id, onTake: setReason })}
    </Form>
  );
}

/** An e-mail address for somebody who only chatted so far; the answer then goes by mail. */
export function AddressForm({ conversation, onClose }: FormProps) {
  const { t } = useTranslation();
  const [address, setAddress] = useState('');
  return (
    <Form
      go={t('common.save')}
      ready={address.includes('@')}
      onSubmit={async () => {
        await addAddress(conversation, address.trim());
        onClose();
      }}
    >
      <TextInput
        type="email"
        label={t('customer.email')}
        description={t('customer.emailHint')}
        value={address}
        onChange={(event) => setAddress(event.currentTarget.value)}
        required
        data-autofocus
      />
    </Form>
  );
}
