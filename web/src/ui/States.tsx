/** Nothing here, still loading, went wrong: each says what comes next. */
import { Button, Skeleton } from '@mantine/core';
import { IconAlertTriangle, IconCopy, IconRefresh } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './States.module.css';

interface Empty {
  title: string;
  children?: ReactNode;
  icon?: ReactNode;
  action?: ReactNode;
}

export function EmptyState({ title, children, icon, action }: Empty) {
  return (
    <div className={styles['state']}>
      {icon && <div className={styles['icon']}>{icon}</div>}
      <h2>{title}</h2>
      {children && <div className={styles['text']}>{children}</div>}
      {action}
    </div>
  );
}

interface Failed {
  title: string;
  detail?: string;
  /** Something the support team can look up. */
  reference?: string;
  onRetry?: () => void;
}

export function ErrorState({ title, detail, reference, onRetry }: Failed) {
  const { t } = useTranslation();
  return (
    <div className={styles['state']} role="alert">
      <div className={styles['icon']} data-tone="bad">
        <IconAlertTriangle size={26} stroke={1.6} aria-hidden />
      </div>
      <h2>{title}</h2>
      {detail && <div className={styles['text']}>{detail}</div>}
      <div className={styles['row']}>
        {onRetry && (
          <Button leftSection={<IconRefresh size={15} />} onClick={onRetry}>
            {t('common.retry')}
          </Button>
        )}
        {reference && (
          <Button
            variant="default"
            leftSection={<IconCopy size={15} />}
            onClick={() => void navigator.clipboard.writeText(reference)}
          >
            {t('common.copyReference')}
          </Button>
        )}
      </div>
    </div>
  );
}

/** The outline of a list before its first rows are known. */
export function ListSkeleton({ rows = 7 }: { rows?: number }) {
  const { t } = useTranslation();
  return (
    <div className={styles['skeleton']} role="status" aria-label={t('common.loading')}>
      {Array.from({ length: rows }, (_, n) => (
        <div key={n}>
          <Skeleton height={12} width={`${45 + ((n * 17) % 40)}%`} mb={7} />
          <Skeleton height={10} width={`${70 + ((n * 11) % 25)}%`} />
        </div>
      ))}
    </div>
  );
}
