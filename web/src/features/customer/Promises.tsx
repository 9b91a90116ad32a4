/** What was promised to him comes first: how long ago, by whom, and whether it is late. */
import { ActionIcon, Tooltip } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconHeartHandshake } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/api/session';
import { sayProblem } from '@/ui/problem';
import { shortSpan, useNow, whenShort } from '@/ui/time';
import { toast } from '@/ui/toast';
import styles from './Customer.module.css';
import { keepPromise, useCommitments, type Commitment } from './questions';

function One({ promise, mayKeep }: { promise: Commitment; mayKeep: boolean }) {
  const { t } = useTranslation('people');
  const now = useNow();
  const made = Date.parse(promise.made_at);
  const due = promise.due ? Date.parse(promise.due) : null;
  const late = promise.overdue || (due !== null && due < now);
  const keep = async () => {
    try {
      await keepPromise(promise.id);
      toast.done(t('panel.keptDone'));
    } catch (error) {
      toast.failed(sayProblem(error));
    }
  };
  return (
    <li data-late={late || undefined}>
      {late ? <IconAlertTriangle size={15} aria-hidden /> : <IconHeartHandshake size={15} aria-hidden />}
      <div>
        <b>{promise.text}</b>
        <small>
          {t('panel.promisedBy', { name: promise.made_by?.name ?? '', span: shortSpan(now - made) })}
          {due !== null && ` · ${t(late ? 'panel.overdue' : 'panel.due', { time: whenShort(due, now) })}`}
          {promise.conversation && (
            <>
              {' · '}
              <Link to={`/inbox/all/${promise.conversation}` as string}>#{promise.number}</Link>
            </>
          )}
        </small>
      </div>
      {mayKeep && (
        <Tooltip label={t('panel.kept')}>
          <ActionIcon
            size={26}
            variant="default"
            aria-label={`${t('panel.kept')}: ${promise.text}`}
            onClick={() => void keep()}
          >
            <IconCheck size={15} />
          </ActionIcon>
        </Tooltip>
      )}
    </li>
  );
}

export function Promises({ customer }: { customer: string }) {
  const { t } = useTranslation('people');
  const mayKeep = useMay('conversation.reply');
  const { data } = useCommitments(customer);
  const open = (data?.items ?? [])
    .filter((one) => one.kind === 'promise' && one.state === 'open')
    .sort((one, other) => (one.due ?? '9').localeCompare(other.due ?? '9'));
  if (open.length === 0) return null;
  return (
    <section className={styles['promises']} aria-label={t('panel.promises')}>
      <ul>
        {open.map((promise) => (
          <One key={promise.id} promise={promise} mayKeep={mayKeep} />
        ))}
      </ul>
    </section>
  );
}
