/** The frame of the administration: its sections at the side, the chosen one beside them. */
import { Select } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { Link, Navigate, Outlet, useNavigate, useRouterState } from '@tanstack/react-router';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '@/api/session';
import { EmptyState, ListSkeleton } from '@/ui/States';
import styles from './Admin.module.css';
import { GROUPS, mayOpen, type Section } from './sections';

function useGroups() {
  const { permissions } = useMe();
  return GROUPS.map((group) => ({
    name: group.name,
    sections: (group.sections as readonly Section[]).filter((section) => mayOpen(section, permissions)),
  })).filter((group) => group.sections.length > 0);
}

function Side({ here }: { here: string }) {
  const { t } = useTranslation('admin');
  return (
    <nav className={styles['side']} aria-label={t('title')}>
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
        value={here || null}
        allowDeselect={false}
        placeholder={t('title')}
        data={groups.map((group) => ({
          group: t(`group.${group.name}`),
          items: group.sections.map((section) => ({ value: section, label: t(`section.${section}`) })),
        }))}
        onChange={(section) => section && void navigate({ to: `/admin/${section}` as string })}
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

export function AdminHome() {
  const { t } = useTranslation('admin');
  const first = useGroups()[0]?.sections[0];
  if (first) return <Navigate to={`/admin/${first}` as string} replace />;
  return <EmptyState title={t('nothingForYou')}>{t('nothingForYouHint')}</EmptyState>;
}
