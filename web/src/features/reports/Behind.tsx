/** The drawer behind a number: what it is made of, one line each, one click from its conversation. */
import { Drawer } from '@mantine/core';
import { IconListSearch } from '@tabler/icons-react';
import type { UseQueryResult } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { sayProblem } from '@/ui/problem';
import { EmptyState, ErrorState, ListSkeleton } from '@/ui/States';
import styles from './Reports.module.css';

interface Found<T> {
  items: readonly T[];
  count: number;
  more: boolean;
}

interface BehindProps<T> {
  title: string;
  query: UseQueryResult<Found<T>>;
  keyOf: (one: T) => string;
  /** What is said where nothing is behind it. */
  nothing: string;
  nothingHint?: string;
  /** All of it as a file, for who may. */
  take?: ReactNode;
  onClose: () => void;
  children: (one: T) => ReactNode;
}

export function Behind<T>(props: BehindProps<T>) {
  const { t } = useTranslation('report');
  return (
    <Drawer
      opened
      onClose={props.onClose}
      position="right"
      size="min(520px, 100vw)"
      title={props.title}
      closeButtonProps={{ 'aria-label': t('close') }}
      overlayProps={{ backgroundOpacity: 0.25 }}
    >
      <Body {...props} />
    </Drawer>
  );
}

function Body<T>({ query, keyOf, nothing, nothingHint, take, children }: BehindProps<T>) {
  const { t } = useTranslation('report');
  if (query.isPending) return <ListSkeleton rows={6} />;
  if (query.isError) {
    const again = () => void query.refetch();
    return <ErrorState title={t('failed')} detail={sayProblem(query.error)} onRetry={again} />;
  }
  const { items, count, more } = query.data;
  if (items.length === 0) {
    return (
      <EmptyState icon={<IconListSearch size={26} stroke={1.6} aria-hidden />} title={nothing}>
        {nothingHint}
      </EmptyState>
    );
  }
  return (
    <>
      <div className={styles['over']}>
        <span>{more ? t('firstOf', { shown: items.length, count }) : t('entries', { count })}</span>
        {take}
      </div>
      <ol className={styles['entries']}>
        {items.map((one) => (
          <li key={keyOf(one)}>{children(one)}</li>
        ))}
      </ol>
    </>
  );
}

/** Whose matter a line is about: a link to it, for who may read it. */
export function Whose({ one }: { one: { conversation: string; number: number | null; customer: string } }) {
  const { t } = useTranslation('report');
  if (one.number === null) return <span className={styles['quiet']}>{t('notYours')}</span>;
  return (
    <Link to={`/inbox/all/${one.conversation}` as string}>
      <b>{one.customer || t('unnamed')}</b> <small>#{one.number}</small>
    </Link>
  );
}
