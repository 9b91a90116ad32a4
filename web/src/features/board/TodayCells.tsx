/** The report's own numbers of today on the board, with the last half hour beside; thresholds as colour and icon. */
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Chip } from '@/ui/Bits';
import { figure } from '@/ui/figures';
import styles from './Board.module.css';
import type { QueueNow } from './questions';

const percent = (value: number | null | undefined) =>
  value === null || value === undefined ? '–' : figure(value, 'percent');

export function LevelToday({ queue }: { queue: QueueNow }) {
  const { t } = useTranslation('report');
  const goal = queue.alerts.service_percent;
  const value = queue.today?.service_level_pct ?? null;
  const lately = queue.lately?.service_level_pct ?? null;
  const said = t('levelSaid', {
    part: queue.today?.in_time ?? 0,
    whole: queue.today?.level_base ?? 0,
    goal,
  });
  return (
    <span className={styles['today']} title={said}>
      {value === null ? (
        '–'
      ) : (
        <b data-met={value >= goal}>
          {value >= goal ? (
            <IconCircleCheck size={13} aria-label={t('met')} />
          ) : (
            <IconAlertTriangle size={13} aria-label={t('missed')} />
          )}
          {percent(value)}
        </b>
      )}
      <small>{t('lately', { value: percent(lately) })}</small>
    </span>
  );
}

export function AbandonedToday({ queue }: { queue: QueueNow }) {
  const { today } = queue;
  if (!today || today.offered === 0) return <>–</>;
  return (
    <span className={styles['today']}>
      {figure(today.abandoned, 'count')}
      <small>{percent(today.abandoned_pct)}</small>
    </span>
  );
}

export const handleToday = (queue: QueueNow): string =>
  queue.today?.handle_s ? figure(queue.today.handle_s, 'seconds') : '–';

/** What is above its threshold now: too many wait, or somebody for too long. */
export function Alarms({ queue }: { queue: QueueNow }) {
  const { t } = useTranslation('report');
  const { alerts, waiting, oldest_wait_ms: oldest } = queue;
  const many = alerts.waiting > 0 && waiting >= alerts.waiting;
  const long = alerts.wait_seconds > 0 && waiting > 0 && oldest >= 1000 * alerts.wait_seconds;
  if (!many && !long) return null;
  return (
    <Chip tone="bad">
      <IconAlertTriangle size={12} aria-hidden /> {t(many ? 'alarm.many' : 'alarm.long')}
    </Chip>
  );
}
