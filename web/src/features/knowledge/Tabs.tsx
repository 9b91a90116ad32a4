/** The knowledge base's two lists: what there is, and what is missing. */
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './Knowledge.module.css';

interface Props {
  at: 'articles' | 'gaps';
  children?: ReactNode;
}

export function Tabs({ at, children }: Props) {
  const { t } = useTranslation('knowledge');
  const link = (to: string, here: boolean, word: string) => (
    <Link to={to} activeOptions={{ exact: true }} activeProps={{}} aria-current={here ? 'page' : undefined}>
      {word}
    </Link>
  );
  return (
    <div className={styles['tabRow']}>
      <nav className={styles['tabs']} aria-label={t('title')}>
        {link('/knowledge', at === 'articles', t('tab.articles'))}
        {link('/knowledge/gaps', at === 'gaps', t('tab.gaps'))}
      </nav>
      {children}
    </div>
  );
}
