/** What stands behind a number: each time through a flow, one click from its conversation. */
import { Drawer } from '@mantine/core';
import { IconListSearch } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Chip, type Tone } from '@/ui/Bits';
import { figure } from '@/ui/figures';
import { textAt } from '@/ui/i18n';
import { ChannelIcon } from '@/ui/icons';
import { sayProblem } from '@/ui/problem';
import { EmptyState, ErrorState, ListSkeleton } from '@/ui/States';
import { fullTime } from '@/ui/time';
import styles from '../Reports.module.css';
import { useSessions, type Opened, type SessionLine } from './questions';

function stateOf(one: SessionLine): {
  word: 'contained' | 'failed' | 'person' | 'left' | 'open' | 'ended';
  tone: Tone;
} {
  if (one.contained) return { word: 'contained', tone: 'ok' };
  if (one.failed) return { word: 'failed', tone: 'bad' };
  if (one.why) return { word: 'person', tone: 'info' };
  if (one.ended === null) return { word: 'open', tone: 'accent' };
  return one.outcome === 'left' ? { word: 'left', tone: 'warn' } : { word: 'ended', tone: 'plain' };
}

function Item({ one }: { one: SessionLine }) {
  const { t } = useTranslation(['selfservice', 'report']);
  const { word, tone } = stateOf(one);
  return (
    <li>
      <span className={styles['who']}>
        <ChannelIcon channel={one.channel} size={15} />
        {one.number === null ? (
          <span className={styles['quiet']}>{t('report:notYours')}</span>
        ) : (
          <Link to={`/inbox/all/${one.conversation}` as string}>
            <b>{one.customer || t('report:unnamed')}</b> <small>#{one.number}</small>
          </Link>
        )}
        <Chip tone={tone}>{t(`state.${word}`)}</Chip>
      </span>
      <small className={styles['quiet']}>
        {fullTime(Date.parse(one.began))}
        {` · ${one.flow}`}
        {one.node && ` · ${t('endedAt', { node: one.node })}`}
        {one.seconds !== null && ` · ${figure(one.seconds, 'seconds')}`}
        {one.why && ` · ${textAt(`selfservice:why.${one.why}`) ?? one.why}`}
      </small>
    </li>
  );
}

function Body({ opened }: { opened: Opened }) {
  const { t } = useTranslation(['selfservice', 'report']);
  const query = useSessions(opened);
  if (query.isPending) return <ListSkeleton rows={6} />;
  if (query.isError) {
    const again = () => void query.refetch();
    return <ErrorState title={t('report:failed')} detail={sayProblem(query.error)} onRetry={again} />;
  }
  const { items, count, more } = query.data;
  if (items.length === 0) {
    return (
      <EmptyState icon={<IconListSearch size={26} stroke={1.6} aria-hidden />} title={t('noSessions')}>
        {t('noSessionsHint')}
      </EmptyState>
    );
  }
  return (
    <>
      <div className={styles['over']}>
        {more ? t('report:firstOf', { shown: items.length, count }) : t('report:entries', { count })}
      </div>
      <ol className={styles['entries']}>
        {items.map((one) => (
          <Item key={`${one.interaction} ${one.began}`} one={one} />
        ))}
      </ol>
    </>
  );
}

export function Sessions({ opened, onClose }: { opened: Opened; onClose: () => void }) {
  const { t } = useTranslation('report');
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="min(520px, 100vw)"
      title={opened.title}
      closeButtonProps={{ 'aria-label': t('close') }}
      overlayProps={{ backgroundOpacity: 0.25 }}
    >
      <Body opened={opened} />
    </Drawer>
  );
}
