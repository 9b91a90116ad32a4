/** The frame of the administration: its sections at the side, the chosen one beside them. */
import { Select } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { Link, Outlet, useNavigate, useRouterState } from '@tanstack/react-router';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { ListSkeleton } from '@/ui/States';
import styles from './Admin.module.css';
import { useGroups } from './useGroups';

function Side({ here }: { here: string }) {
  const { t } = useTranslation('admin');
  return (
    <nav className={styles['side']} aria-label={t('title')}>
      <ul>
        <li>
          <Link
            to={'/admin' as string}
            activeOptions={{ exact: true }}
            aria-current={here === '' ? 'page' : undefined}
            activeProps={{}}
          >
            {t('section.home')}
          </Link>
        </li>
      </ul>
      {useGroups().map((group) => (
        <section key={group.name} aria-labelledby={`group-${group.name}`}>
          <h2 id={`group-${group.name}`}>{t(`group.${group.name}`)}</h2>
          <ul>
            {group.sections.map((section) => (
              <li key={section}>
                <Link
                  to={`/admin/${section}` as string}
                  aria-current={here === section ? 'page' : undefined}
                  activeProps={{}}
                >
                  {t(`section.${section}`)}
                </Link>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </nav>
  );
}

function Above({ here }: { here: string }) {
  const { t } = useTranslation('admin');
  const navigate = useNavigate();
  const groups = useGroups();
  return (
    <nav className={styles['above']} aria-label={t('title')}>
      <Select
        aria-label={t('goTo')}
        value={here || 'home'}
        allowDeselect={false}
        data={[
          { value: 'home', label: t('section.home') },
          ...groups.map((group) => ({
            group: t(`group.${group.name}`),
            items: group.sections.map((section) => ({ value: section, label: t(`section.${section}`) })),
          })),
        ]}
        onChange={(section) =>
          section && void navigate({ to: (section === 'home' ? '/admin' : `/admin/${section}`) as string })
        }
      />
    </nav>
  );
}

export function AdminPage() {
  useTranslation(['admin', 'permissions']);
  const here = useRouterState({ select: (state) => state.location.pathname.split('/')[2] ?? '' });
  const narrow = useMediaQuery('(max-width: 767px)', false, { getInitialValueInEffect: false });
  return (
    <div className={styles['frame']}>
      {narrow ? <Above here={here} /> : <Side here={here} />}
      <div className={styles['content']}>
        <Suspense fallback={<ListSkeleton />}>
          <Outlet />
        </Suspense>
      </div>
    </div>
  );
}
