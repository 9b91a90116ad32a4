/** What each role may do, side by side. */
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/api/session';
import { textAt } from '@/ui/i18n';
import { Page } from '@/ui/Page';
import { Table, type Column } from '@/ui/Table';
import styles from '../Admin.module.css';
import { Loading } from './Loading';
import { useRoles, type RoleShown } from './roles';

export function RolesPage() {
  const { t } = useTranslation(['admin', 'permissions']);
  const query = useRoles();
  const edits = useMay('config.edit');
  const roles: readonly RoleShown[] = query.data?.items ?? [];
  const permissions = query.data?.permissions ?? [];
  const columns: Column<string>[] = [
    {
      key: 'permission',
      head: t('roles.permission'),
      cell: (permission) => (
        <span className={styles['permissionName']}>
          {textAt(`permissions:permission.${permission}`) ?? permission}
        </span>
      ),
    },
    ...roles.map((role) => ({
      key: role.slug,
      head: `${role.name} · ${t('roles.people', { count: role.people })}`,
      cell: (permission: string) => {
        const scope = role.permissions[permission];
        if (!scope) return <span className={styles['quiet']}>{t('roles.none')}</span>;
        return <b>{textAt(`admin:roles.scope.${scope}`) ?? scope}</b>;
      },
    })),
  ];
  return (
    <Page
      title={t('section.roles')}
      actions={
        edits && (
          <Button component={Link} to={'/admin/role' as string} variant="default">
            {t('roles.change')}
          </Button>
        )
      }
    >
      <p className={styles['lead']}>{t('help.roles')}</p>
      <Loading query={query}>
        <div className={styles['wide']} tabIndex={0} role="region" aria-label={t('section.roles')}>
          <Table label={t('section.roles')} columns={columns} rows={permissions} id={(one) => one} />
        </div>
      </Loading>
    </Page>
  );
}
