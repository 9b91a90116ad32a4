/** The way around: one entry for each feature this person may use. */
import { Link, useRouterState } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMe } from '@/api/session';
import { useLive } from '@/live/store';
import type { RailEntry } from '@/ui/feature';
import { features } from './features';
import styles from './Shell.module.css';

const section = (path: string): string => path.split('/')[1] ?? '';

function Entry({ entry, unread }: { entry: RailEntry; unread: number }) {
  const { t } = useTranslation();
  const here = useRouterState({ select: (state) => section(state.location.pathname) });
  return (
    <Link
      to={entry.to}
      className={styles['entry']}
      aria-current={here === section(entry.to) ? 'page' : undefined}
      activeProps={{}}
    >
      <entry.icon size={21} stroke={1.6} aria-hidden />
      <span>{t(entry.label)}</span>
      {unread > 0 && (
        <span className={styles['count']} aria-label={t('rail.unread', { count: unread })}>
          {unread > 99 ? '99+' : unread}
        </span>
      )}
    </Link>
  );
}

export function Rail() {
  const { t } = useTranslation();
  const { permissions } = useMe();
  const unread = useLive((state) => state.counts?.['mine_unread'] ?? 0);
  const entries = features
    .flatMap((feature) => (feature.rail ? [feature.rail] : []))
    .filter((entry) => entry.needs.length === 0 || entry.needs.some((need) => permissions[need]));
  return (
    <nav className={styles['rail']} aria-label={t('rail.label')}>
      {entries.map((entry) => (
        <Entry key={entry.to} entry={entry} unread={section(entry.to) === 'inbox' ? unread : 0} />
      ))}
    </nav>
  );
}
