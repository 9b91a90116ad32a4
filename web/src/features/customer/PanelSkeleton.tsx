/** The outline of the panel while it is read. */
import { Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import styles from './Customer.module.css';

export function PanelSkeleton() {
  const { t } = useTranslation('people');
  return (
    <div className={styles['panel']} role="status" aria-label={t('panel.loading')}>
      <div className={styles['who']}>
        <Skeleton circle height={44} width={44} />
        <div>
          <Skeleton height={14} width="70%" mb={8} />
          <Skeleton height={10} width="45%" />
        </div>
      </div>
      {[88, 62, 74, 50, 80, 66].map((width) => (
        <Skeleton key={width} height={11} width={`${width}%`} mb={12} />
      ))}
    </div>
  );
}
