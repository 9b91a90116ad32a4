/** A conversation's clock: when the next answer, or else the resolution, is due. Colour, icon and words say the same. */
import { IconAlarm, IconClock, IconFlag } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Row } from '@/api/types';
import { hour, momentShort, shortSpan, useNow } from '@/ui/time';
import styles from './Lists.module.css';

const SOON = 0.25;
const DAY = 86_400_000;

/** How the wait stands: plain, an answer due soon (the last quarter of its time), overdue. */
export function waitTone(since: number, due: number | null, now: number): 'plain' | 'warn' | 'bad' {
  if (due === null) return 'plain';
  if (now >= due) return 'bad';
  return due - now <= (due - since) * SOON ? 'warn' : 'plain';
}

interface Clock {
  what: 'answer' | 'resolve';
  since: number;
  due: number;
}

/** The clock that matters now: the answer's while the customer waits, unless the resolution is overdue before it. */
export function clockOf(row: Row): Clock | null {
  const opened = Date.parse(row.opened_at);
  const answer = row.due_at === null || row.waiting_since === null ? null : Date.parse(row.due_at);
  const resolve = row.resolve_due === null ? null : Date.parse(row.resolve_due);
  if (answer !== null && (resolve === null || answer <= resolve))
    return { what: 'answer', since: Date.parse(row.waiting_since ?? row.opened_at), due: answer };
  return resolve === null ? null : { what: 'resolve', since: opened, due: resolve };
}

export function SlaClock({ row }: { row: Row }) {
  const { t } = useTranslation('lists');
  const now = useNow();
  const clock = clockOf(row);
  if (clock === null) return null;
  const { what, since, due } = clock;
  const tone = waitTone(since, due, now);
  const span = shortSpan(Math.abs(due - now));
  const time = due - now < DAY ? hour(due) : momentShort(due);
  const late = now >= due;
  const waits =
    row.waiting_since === null
      ? ''
      : `. ${t('sla.waiting', { span: shortSpan(now - Date.parse(row.waiting_since)) })}`;
  const words = (late ? t(`sla.${what}Late`, { span }) : t(`sla.${what}In`, { span, time })) + waits;
  const Icon = late ? IconAlarm : what === 'resolve' ? IconFlag : IconClock;
  return (
    <span className={styles['sla']} data-tone={tone} title={words}>
      <Icon size={13} aria-hidden />
      <span aria-hidden>{late ? t('sla.ago', { span }) : t('sla.in', { span })}</span>
      <span className="sr-only">{words}</span>
    </span>
  );
}
