/** Transfer, snooze, resolve, reason: what is asked before it is done. */
import { Button, Modal, SegmentedControl, Select, Textarea, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useCatalog, useMe } from '@/api/session';
import type { Choice, Conversation, View } from '@/api/types';
import { Refused } from '@/ui/problem';
import { useSlot } from '@/ui/slots';
import { momentShort } from '@/ui/time';
import { toast } from '@/ui/toast';
import { attempt } from './attempt';
import styles from './Inbox.module.css';
import { act, addAddress } from './questions';
import { presets } from './snooze';

export type Dialog = 'transfer' | 'snooze' | 'resolve' | 'reason' | 'address' | 'why';

interface Props {
  dialog: Dialog | null;
  conversation: Conversation;
  view: View;
  onClose: () => void;
}

interface FormProps {
  conversation: Conversation;
  onClose: () => void;
  onLeave: () => void;
}

const named = (choices: readonly Choice[], language: string) =>
  choices.map((choice) => ({
    value: choice.slug,
    label: language.startsWith('es') && choice.name_es ? choice.name_es : choice.name,
  }));

function Form({
  onSubmit,
  go,
  ready,
  children,
}: {
  onSubmit: () => Promise<void>;
  go: string;
  ready: boolean;
  children: ReactNode;
}) {
  const [problem, setProblem] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const submit = async () => {
    setBusy(true);
    setProblem(null);
    try {
      await onSubmit();
    } catch (error) {
      setProblem(error);
    }
    setBusy(false);
  };
  return (
    <form
      className={styles['form']}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      {children}
      <Refused error={problem} />
      <Button type="submit" loading={busy} disabled={!ready}>
        {go}
      </Button>
    </form>
  );
}

function TransferForm({ conversation, onClose, onLeave }: FormProps) {
  const { t, i18n } = useTranslation();
  const { queues, agents } = useCatalog();
  const { user } = useMe();
  const [to, setTo] = useState<'queue' | 'agent'>('queue');
  const [target, setTarget] = useState<string | null>(null);
  const [note, setNote] = useState('');
  const options =
    to === 'queue'
      ? named(
          queues.filter((queue) => !queue.brand || queue.brand === conversation.brand),
          i18n.language,
        )
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

function SnoozeForm({ conversation, onClose, onLeave }: FormProps) {
  const { t } = useTranslation();
  const [other, setOther] = useState('');
  const [opened] = useState(() => Date.now());
  const until = async (at: number) => {
    await act(conversation.id, 'snooze', { until: new Date(at).toISOString() });
    toast.done(
      t('done.snooze', { time: momentShort(at) }),
      () => void attempt(() => act(conversation.id, 'reopen')),
    );
    onClose();
    onLeave();
  };
  return (
    <>
      <div className={styles['presets']}>
        {presets(opened).map(({ name, at }, index) => (
          <button
            type="button"
            key={name}
            data-autofocus={index === 0 || undefined}
            onClick={() => void attempt(() => until(at))}
          >
            <span>{t(`snooze.${name}`)}</span>
            <small>{momentShort(at)}</small>
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

function ResolveForm({ conversation, onClose, onLeave }: FormProps) {
  const { t, i18n } = useTranslation();
  const { dispositions, reasons } = useCatalog();
  const [disposition, setDisposition] = useState<string | null>(conversation.disposition || null);
  const [reason, setReason] = useState<string | null>(conversation.reason || null);
  return (
    <Form
      go={t('action.resolve')}
      ready={disposition !== null && reason !== null}
      onSubmit={async () => {
        await act(conversation.id, 'resolve', { disposition: disposition ?? '', reason: reason ?? '' });
        toast.done(t('done.resolve'), () => void attempt(() => act(conversation.id, 'reopen')));
        onClose();
        onLeave();
      }}
    >
      <Select
        label={t('resolve.reason')}
        description={t('resolve.reasonHint')}
        data={named(reasons, i18n.language)}
        value={reason}
        onChange={setReason}
        searchable
        required
        data-autofocus={!reason || undefined}
        nothingFoundMessage={t('resolve.noReasons')}
      />
      <Select
        label={t('resolve.disposition')}
        description={t('resolve.dispositionHint')}
        data={named(dispositions, i18n.language)}
        value={disposition}
        onChange={setDisposition}
        searchable
        required
        data-autofocus={reason ? true : undefined}
        nothingFoundMessage={t('resolve.noDispositions')}
      />
    </Form>
  );
}

function ReasonForm({ conversation, onClose }: FormProps) {
  const { t, i18n } = useTranslation();
  const { reasons } = useCatalog();
  const [reason, setReason] = useState<string | null>(conversation.reason || null);
  return (
    <Form
      go={t('common.save')}
      ready={reason !== null}
      onSubmit={async () => {
        await act(conversation.id, 'reason', { reason: reason ?? '' });
        onClose();
      }}
    >
      <Select
        label={t('resolve.reason')}
        data={named(reasons, i18n.language)}
        value={reason}
        onChange={setReason}
        searchable
        required
        data-autofocus
      />
    </Form>
  );
}

/** An e-mail address for somebody who only chatted so far; the answer then goes by mail. */
function AddressForm({ conversation, onClose }: FormProps) {
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

const FORMS = {
  transfer: TransferForm,
  snooze: SnoozeForm,
  resolve: ResolveForm,
  reason: ReasonForm,
  address: AddressForm,
} as const;

export function Dialogs({ dialog, conversation, view, onClose }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const why = useSlot('why');
  if (dialog === 'why') {
    const { interaction } = conversation;
    const waits = interaction?.state === 'queued' || interaction?.state === 'offered';
    const title = waits ? t('action.why') : t('action.whyAgent');
    return interaction ? why({ interaction: interaction.id, title, onClose }) : null;
  }
  const Content = dialog ? FORMS[dialog] : null;
  const leave = () => void navigate({ to: `/inbox/${view}` as string });
  return (
    <Modal
      opened={dialog !== null}
      onClose={onClose}
      title={dialog ? t(`action.${dialog}`) : ''}
      size={420}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {Content && <Content conversation={conversation} onClose={onClose} onLeave={leave} />}
    </Modal>
  );
}
