/** The two halves of this feature: what could be, and what was. */
import { Link, useRouterState } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import styles from './Twin.module.css';

export function Tabs() {
  const { t } = useTranslation('twin');
  const here = useRouterState({ select: (state) => state.location.pathname });
  const tabs = [
    { to: '/twin', name: t('title') },
    { to: '/twin/past', name: t('past.title') },
  ];
  return (
    <nav className={styles['tabs']} aria-label={t('past.tabs')}>
      {tabs.map((tab) => (
        <Link
          key={tab.to}
          to={tab.to as string}
          activeProps={{}}
          activeOptions={{ exact: true, includeSearch: false }}
          aria-current={here === tab.to ? 'page' : undefined}
        >
          {tab.name}
        </Link>
      ))}
    </nav>
  );
}
