/** The knowledge base's two lists: what there is, and what is missing. */
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import styles from './Knowledge.module.css';

export function Tabs({ at }: { at: 'articles' | 'gaps' }) {
  const { t } = useTranslation('knowledge');
  return (
    <nav className={styles['tabs']} aria-label={t('title')}>
      <Link to={'/knowledge' as string} aria-current={at === 'articles' ? 'page' : undefined}>
        {t('tab.articles')}
      </Link>
      <Link to={'/knowledge/gaps' as string} aria-current={at === 'gaps' ? 'page' : undefined}>
        {t('tab.gaps')}
      </Link>
    </nav>
  );
}
