/** One promise or task: what, to whom, who does it, by when, how old; and what can be done about it. */
import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconDots, IconRefresh } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/api/session';
import { sayProblem } from '@/ui/problem';
import { fullTime, shortSpan, useNow, whenShort } from '@/ui/time';
import { toast } from '@/ui/toast';
import { undoable } from '@/ui/undo';
import styles from './Matter.module.css';
import { PromiseDialog } from './PromiseForm';
import { endPromise, type Commitment } from './questions';

function When({ one, now }: { one: Commitment; now: number }) {
  const { t } = useTranslation('matter');
  if (one.state !== 'open') {
    const ended = one.ended_at ? Date.parse(one.ended_at) : now;
    return (
      <span title={fullTime(ended)}>
        {t(one.state === 'kept' ? 'tasks.kept' : 'tasks.withdrawn')} · {whenShort(ended, now)}
      </span>
    );
  }
  if (!one.due) return <span>{t('promise.undated')}</span>;
  const due = Date.parse(one.due);
  if (due >= now)
    return <span title={fullTime(due)}>{t('promise.dueOn', { time: whenShort(due, now) })}</span>;
  return (
    <span className={styles['late']} title={fullTime(due)}>
      <IconAlertTriangle size={13} aria-hidden /> {t('promise.late', { span: shortSpan(now - due) })}
    </span>
  );
}

function useEnd(one: Commitment) {
  const { t } = useTranslation('matter');
  const [busy, setBusy] = useState(false);
  const end = (how: 'keep' | 'withdraw' | 'reopen') => {
    setBusy(true);
    endPromise(one.id, how)
      .then(() => {
        if (how === 'reopen') toast.done(t('done.reopened'));
        else {
          const done = one.kind === 'task' ? 'done.taskDone' : 'done.kept';
          undoable(t(how === 'keep' ? done : 'done.withdrawn'), () => endPromise(one.id, 'reopen'));
        }
      })
      .catch((error: unknown) => toast.failed(sayProblem(error)))
      .finally(() => setBusy(false));
  };
  return { busy, end };
}

function Buttons({ one, onChange }: { one: Commitment; onChange: () => void }) {
  const { t } = useTranslation('matter');
  const { busy, end } = useEnd(one);
  if (one.state !== 'open') {
    return (
      <Button
        size="compact-xs"
        variant="default"
        loading={busy}
        leftSection={<IconRefresh size={13} />}
        onClick={() => end('reopen')}
      >
        {t('promise.reopen')}
      </Button>
    );
  }
  return (
    <>
      <Button
        size="compact-xs"
        variant="default"
        loading={busy}
        leftSection={<IconCheck size={13} />}
        onClick={() => end('keep')}
      >
        {t(one.kind === 'task' ? 'promise.taskDone' : 'promise.keep')}
      </Button>
      <Menu width={180}>
        <Menu.Target>
          <ActionIcon size={24} aria-label={t('promise.more')}>
            <IconDots size={15} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={onChange}>{t('promise.change')}</Menu.Item>
          <Menu.Item onClick={() => end('withdraw')}>{t('promise.withdraw')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  );
}

interface Props {
  one: Commitment;
  /** The conversation it is shown in: not linked to from itself. */
  here?: string;
  /** Whom it is for is said elsewhere. */
  bare?: boolean;
}

export function PromiseLine({ one, here, bare = false }: Props) {
  const { t } = useTranslation('matter');
  const now = useNow();
  const may = useMay('conversation.reply');
  const [changing, setChanging] = useState(false);
  const made = Date.parse(one.made_at);
  return (
    <div className={styles['promise']} data-late={one.overdue || undefined} data-state={one.state}>
      <div className={styles['promiseText']}>
        <p>{one.text}</p>
        <div className={styles['facts']}>
          {!bare && (
            <Link to={`/customers/${one.customer.id}` as string} className={styles['whom']}>
              {one.customer.name || one.customer.organization || '—'}
            </Link>
          )}
          <When one={one} now={now} />
          <span>{one.owner ? t('promise.owned', { name: one.owner.name }) : t('promise.toAnybody')}</span>
          <span title={fullTime(made)}>
            {one.made_by && `${t('promise.by', { name: one.made_by.name })}, `}
            {t('promise.age', { span: shortSpan(now - made) })}
          </span>
          {one.conversation && one.conversation !== here && (
            <Link
              to={`/inbox/all/${one.conversation}` as string}
              search={one.source ? ({ message: one.source } as never) : undefined}
            >
              {t('promise.openConversation', { number: one.number })}
            </Link>
          )}
        </div>
      </div>
      {may && (
        <div className={styles['promiseButtons']}>
          <Buttons one={one} onChange={() => setChanging(true)} />
        </div>
      )}
      {changing && <PromiseDialog kind={one.kind} known={one} onClose={() => setChanging(false)} />}
    </div>
  );
}
