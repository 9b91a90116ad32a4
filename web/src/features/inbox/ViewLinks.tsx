/** All lists with their numbers: everybody's, then the saved ones. As a column, or inside a menu. */
import {
  IconAt,
  IconCheck,
  IconClockPause,
  IconHourglass,
  IconInbox,
  IconLayoutList,
  IconPlus,
  IconStack2,
  IconUserQuestion,
  IconUsersGroup,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListName } from '@/api/types';
import styles from './Lists.module.css';
import { useCounts } from './questions';
import { useSavedViews, useViewCounts } from './savedViews';

type Fixed = Exclude<ListName, `viw_${string}` | 'pinned'>;
type Icon = ComponentType<{ size?: number; stroke?: number }>;

const WORK: readonly (readonly [Fixed, Icon])[] = [
  ['mine', IconInbox],
  ['mentions', IconAt],
  ['team', IconUsersGroup],
  ['unassigned', IconUserQuestion],
  ['all', IconStack2],
];
const REST: readonly (readonly [Fixed, Icon])[] = [
  ['pending', IconHourglass],
  ['snoozed', IconClockPause],
  ['resolved', IconCheck],
];
const CAP = 1000;

/** Calling for attention when there is any. */
const URGENT: readonly string[] = ['mentions'];

function number(count: number | undefined): string {
  if (count === undefined) return '';
  return count >= CAP ? '999+' : String(count);
}

interface LineProps {
  to: ListName;
  here: boolean;
  text: string;
  count: number | undefined;
  icon: Icon;
  onGo?: (() => void) | undefined;
}

function Line({ to, here, text, count, icon: Icon, onGo }: LineProps) {
  const { t } = useTranslation('lists');
  return (
    <Link
      to={`/inbox/${to}` as string}
      className={styles['viewLink']}
      aria-current={here ? 'page' : undefined}
      activeProps={{}}
      onClick={onGo}
    >
      <Icon size={16} stroke={1.7} />
      <span className={styles['viewName']} title={text}>
        {text}
      </span>
      {count !== undefined && (
        <span className={styles['viewCount']} data-urgent={(URGENT.includes(to) && count > 0) || undefined}>
          <span aria-hidden>{count > 0 || !URGENT.includes(to) ? number(count) : ''}</span>
          <span className="sr-only">{t('views.count', { count })}</span>
        </span>
      )}
    </Link>
  );
}

interface Props {
  view: ListName;
  onNew: () => void;
  onGo?: () => void;
}

export function ViewLinks({ view, onNew, onGo }: Props) {
  const { t } = useTranslation();
  const lists = useTranslation('lists').t;
  const counts = useCounts();
  const saved = useSavedViews();
  const savedCounts = useViewCounts();
  const fixed = ([name, icon]: readonly [Fixed, Icon]) => (
    <li key={name}>
      <Line
        to={name}
        here={name === view}
        text={t(`view.${name}`)}
        count={counts?.[name]}
        icon={icon}
        onGo={onGo}
      />
    </li>
  );
  return (
    <nav className={styles['views']} aria-label={t('view.label')}>
      <ul>{WORK.map(fixed)}</ul>
      <ul>{REST.map(fixed)}</ul>
      <div className={styles['viewsHead']}>
        <span>{lists('views.saved')}</span>
        <button type="button" aria-label={lists('views.new')} title={lists('views.new')} onClick={onNew}>
          <IconPlus size={15} aria-hidden />
        </button>
      </div>
      {saved.length === 0 && <p className={styles['viewsNone']}>{lists('views.none')}</p>}
      <ul>
        {saved.map((each) => (
          <li key={each.id}>
            <Line
              to={each.id as `viw_${string}`}
              here={each.id === view}
              text={each.name}
              count={savedCounts[each.id]}
              icon={each.shared ? IconUsersGroup : IconLayoutList}
              onGo={onGo}
            />
          </li>
        ))}
      </ul>
    </nav>
  );
}
