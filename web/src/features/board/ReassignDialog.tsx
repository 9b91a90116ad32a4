/** An absent colleague's open work given to others in one go: seen before it moves, and taken back in one click. */
import { Button, Checkbox, Modal } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Elapsed } from '@/ui/Elapsed';
import { ChannelIcon } from '@/ui/icons';
import { Refused, sayProblem } from '@/ui/problem';
import { ErrorState, ListSkeleton } from '@/ui/States';
import { undoable } from '@/ui/undo';
import styles from './Board.module.css';
import { TargetPicker } from './Dialogs';
import { move, reassign, useWork, type AgentNow, type Target } from './questions';

interface Props {
  agent: AgentNow;
  agents: readonly AgentNow[];
  onClose: () => void;
}

type Work = NonNullable<ReturnType<typeof useWork>['data']>;

interface PickProps {
  work: Work;
  left: ReadonlySet<string>;
  change: (left: ReadonlySet<string>) => void;
}

/** What moves: everything, but for what is unticked. */
function Picked({ work, left, change }: PickProps) {
  const { t } = useTranslation(['report', 'desk']);
  const turn = (id: string) => {
    const now = new Set(left);
    if (!now.delete(id)) now.add(id);
    change(now);
  };
  const all = left.size === 0;
  return (
    <>
      <Checkbox
        radius="xs"
        label={t('reassign.all', { count: work.items.length })}
        checked={all}
        indeterminate={!all && left.size < work.items.length}
        onChange={() => change(all ? new Set(work.items.map((one) => one.id)) : new Set())}
      />
      <ul className={styles['picked']} tabIndex={0} aria-label={t('reassign.list')}>
        {work.items.map((one) => (
          <li key={one.id}>
            <Checkbox
              radius="xs"
              checked={!left.has(one.id)}
              onChange={() => turn(one.id)}
              label={
                <span className={styles['pickedLine']}>
                  <ChannelIcon channel={one.channel} size={14} />
                  <b>{one.customer.name || t('unnamed')}</b>
                  <small>#{one.number}</small>
                  <span>{one.subject || one.last_line}</span>
                  {one.waiting_since && (
                    <small>
                      <Elapsed since={Date.parse(one.waiting_since)} />
                    </small>
                  )}
                </span>
              }
            />
          </li>
        ))}
      </ul>
      {work.hidden > 0 && <p className={styles['quiet']}>{t('reassign.hidden', { count: work.hidden })}</p>}
    </>
  );
}

function Form({ agent, agents, work, onClose }: Props & { work: Work }) {
  const { t } = useTranslation(['report', 'desk']);
  const [target, setTarget] = useState<Target>({});
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const only = work.items.map((one) => one.id).filter((id) => !left.has(id));
  const submit = async () => {
    setBusy(true);
    try {
      const moved = await reassign(agent.id, target, only);
      undoable(t('reassign.done', { count: moved.length, name: agent.name }), () =>
        moved.length > 0 ? move(moved, { agent: agent.id }) : Promise.resolve(),
      );
      onClose();
    } catch (error) {
      setProblem(error);
      setBusy(false);
    }
  };
  return (
    <form
      className={styles['form']}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <Picked work={work} left={left} change={setLeft} />
      <TargetPicker agents={agents} not={agent.id} onChange={setTarget} />
      <Refused error={problem} />
      <div className={styles['doing']}>
        <Button type="submit" loading={busy} disabled={only.length === 0 || (!target.queue && !target.agent)}>
          {t('reassign.go', { count: only.length })}
        </Button>
        <Button variant="default" onClick={onClose}>
          {t('desk:common.cancel')}
        </Button>
      </div>
    </form>
  );
}

function Body(props: Props) {
  const { t } = useTranslation('report');
  const query = useWork(props.agent.id);
  if (query.isPending) return <ListSkeleton rows={3} />;
  if (query.isError) {
    return (
      <ErrorState title={t('failed')} detail={sayProblem(query.error)} onRetry={() => void query.refetch()} />
    );
  }
  if (query.data.items.length === 0) return <p>{t('reassign.nothing', { name: props.agent.name })}</p>;
  return <Form {...props} work={query.data} />;
}

export function ReassignDialog(props: Props) {
  const { t } = useTranslation('report');
  return (
    <Modal
      opened
      size="lg"
      onClose={props.onClose}
      title={t('reassign.title', { name: props.agent.name })}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <Body {...props} />
    </Modal>
  );
}
