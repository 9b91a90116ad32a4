/** Customers and companies: two lists beside each other. */
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import styles from './Lists.module.css';

export function Tabs({ at }: { at: 'customers' | 'companies' }) {
  const { t } = useTranslation('people');
  return (
    <nav className={styles['tabs']} aria-label={t('list.title')}>
      <Link to={'/customers' as string} aria-current={at === 'customers' ? 'page' : undefined}>
        {t('list.title')}
      </Link>
      <Link to={'/companies' as string} aria-current={at === 'companies' ? 'page' : undefined}>
        {t('list.companies')}
      </Link>
    </nav>
  );
}
