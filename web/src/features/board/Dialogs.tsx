/** Sending one piece of work elsewhere; and the picker of where. */
import { Button, Modal, SegmentedControl, Select } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCatalog } from '@/api/session';
import { Refused } from '@/ui/problem';
import { toast } from '@/ui/toast';
import styles from './Board.module.css';
import { asState, route, type AgentNow, type Target, type Waiting } from './questions';

interface TargetProps {
  agents: readonly AgentNow[];
  /** Not offered: where it is already. */
  not: string;
  onChange: (target: Target) => void;
}

export function TargetPicker({ agents, not, onChange }: TargetProps) {
  const { t } = useTranslation(['admin', 'desk']);
  const { queues } = useCatalog();
  const [to, setTo] = useState<'queue' | 'agent'>('queue');
  const [picked, setPicked] = useState<string | null>(null);
  const choices =
    to === 'queue'
      ? queues.map((queue) => ({ value: queue.slug, label: queue.name }))
      : agents.map((agent) => ({
          value: agent.id,
          label: `${agent.name} · ${t(`desk:presence.${asState(agent.state)}`)}`,
        }));
  const turn = (value: 'queue' | 'agent') => {
    setTo(value);
    setPicked(null);
    onChange({});
  };
  return (
    <>
      <SegmentedControl
        size="xs"
        fullWidth
        value={to}
        onChange={(value) => turn(value as 'queue' | 'agent')}
        data={[
          { value: 'queue', label: t('board.toQueue') },
          { value: 'agent', label: t('board.toAgent') },
        ]}
      />
      <Select
        label={to === 'queue' ? t('board.queue') : t('board.agent')}
        placeholder={t('desk:transfer.pick')}
        data={choices.filter((choice) => choice.value !== not)}
        value={picked}
        onChange={(value) => {
          setPicked(value);
          onChange(value ? { [to]: value } : {});
        }}
        searchable
        nothingFoundMessage={t('desk:transfer.nobody')}
        data-autofocus
      />
    </>
  );
}

interface SendProps {
  title: string;
  explain: string;
  go: string;
  agents: readonly AgentNow[];
  not: string;
  act: (target: Target) => Promise<string>;
  onClose: () => void;
}

function SendDialog({ title, explain, go, agents, not, act, onClose }: SendProps) {
  const { t } = useTranslation(['admin', 'desk']);
  const [target, setTarget] = useState<Target>({});
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const submit = async () => {
    setBusy(true);
    try {
      toast.done(await act(target));
      onClose();
    } catch (error) {
      setProblem(error);
      setBusy(false);
    }
  };
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': t('board.close') }}>
      <form
        className={styles['form']}
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <p className={styles['quiet']}>{explain}</p>
        <TargetPicker agents={agents} not={not} onChange={setTarget} />
        <Refused error={problem} />
        <div className={styles['doing']}>
          <Button type="submit" loading={busy} disabled={!target.queue && !target.agent}>
            {go}
          </Button>
          <Button variant="default" onClick={onClose}>
            {t('desk:common.cancel')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

interface RouteProps {
  item: Waiting;
  agents: readonly AgentNow[];
  onClose: () => void;
}

export function RouteDialog({ item, agents, onClose }: RouteProps) {
  const { t } = useTranslation(['admin', 'desk']);
  const customer = item.customer.name || t('desk:customer.unnamed');
  return (
    <SendDialog
      title={t('board.routeTitle', { customer })}
      explain={t('board.routeHint')}
      go={t('board.route')}
      agents={agents}
      not={item.queue}
      act={async (target) => {
        await route(item.interaction, target);
        return t('board.routed', { customer });
      }}
      onClose={onClose}
    />
  );
}
