/** Everybody who signs in. */
import { Button, Modal, PasswordInput, Select, Switch, TextInput } from '@mantine/core';
import { IconUserPlus } from '@tabler/icons-react';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { asProblem } from '@/api/problem';
import { useCatalog } from '@/api/session';
import { Avatar, Chip } from '@/ui/Bits';
import { Page } from '@/ui/Page';
import { Refused } from '@/ui/problem';
import { Table, type Column } from '@/ui/Table';
import { dateOnly } from '@/ui/time';
import styles from '../Admin.module.css';
import { useReferences } from '../forms/choices';
import { When } from './EndpointsPage';
import { Loading } from './Loading';
import { invite, type InvitationMade } from './overview';
import { InvitationDialog } from './UserActions';
import { createUser, useUsers, type UserShown } from './questions';

function NewUser({ onClose }: { onClose: () => void }) {
  const { t, i18n } = useTranslation(['admin', 'desk']);
  const navigate = useNavigate();
  const roles = useReferences('role', []);
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<string | null>('agent');
  const [password, setPassword] = useState('');
  const [inviting, setInviting] = useState(true);
  const [invited, setInvited] = useState<{ id: string; made: InvitationMade } | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const wrong = (field: string) => asProblem(problem).errors.find((one) => one.field === field)?.detail;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    try {
      const made = await createUser({
        name: name.trim(),
        email: email.trim(),
        role,
        locale: i18n.language,
        ...(password && !inviting ? { password } : {}),
      });
      if (inviting) setInvited({ id: made.id, made: await invite(made.id) });
      else await navigate({ to: `/admin/users/${made.id}` as string });
    } catch (error) {
      setProblem(error);
      setBusy(false);
    }
  };
  if (invited) {
    return (
      <InvitationDialog
        name={name.trim()}
        email={email.trim()}
        made={invited.made}
        onClose={() => void navigate({ to: `/admin/users/${invited.id}` as string })}
      />
    );
  }
  const general = problem !== null && asProblem(problem).errors.length === 0;
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('user.new')}
      closeButtonProps={{ 'aria-label': t('desk:common.close') }}
    >
      <form className={styles['form']} onSubmit={(event) => void submit(event)}>
        <TextInput
          label={t('name')}
          required
          value={name}
          error={wrong('name')}
          data-autofocus
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          type="email"
          label={t('user.email')}
          required
          value={email}
          error={wrong('email')}
          autoComplete="off"
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <Select
          label={t('user.role')}
          data={roles}
          value={role}
          allowDeselect={false}
          error={wrong('role')}
          onChange={setRole}
        />
        <Switch
          label={t('user.inviteNew')}
          description={t('user.inviteNewHint')}
          checked={inviting}
          onChange={(event) => setInviting(event.currentTarget.checked)}
        />
        {!inviting && (
          <PasswordInput
            label={t('user.password')}
            description={t('user.passwordHint')}
            value={password}
            error={wrong('password')}
            autoComplete="new-password"
            onChange={(event) => setPassword(event.currentTarget.value)}
            visibilityToggleButtonProps={{ 'aria-label': t('desk:signIn.show'), tabIndex: 0 }}
          />
        )}
        {general && <Refused error={problem} />}
        <div className={styles['buttons']}>
          <Button type="submit" loading={busy}>
            {t('user.create')}
          </Button>
          <Button variant="default" onClick={onClose}>
            {t('desk:common.cancel')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

export function UsersPage() {
  const { t } = useTranslation('admin');
  const query = useUsers();
  const { teams } = useCatalog();
  const [making, setMaking] = useState(false);
  const users = query.data?.items ?? [];
  const roles = useReferences(
    'role',
    users.map((user) => user.role),
  );
  const roleName = (slug: string) => roles.find((role) => role.value === slug)?.label ?? slug;
  const teamName = (slug: string) => teams.find((team) => team.slug === slug)?.name ?? slug;
  const columns: Column<UserShown>[] = [
    {
      key: 'name',
      head: t('name'),
      order: (user) => user.name,
      cell: (user) => (
        <Link to={`/admin/users/${user.id}` as string} className={styles['open']}>
          <Avatar name={user.name} size={24} />
          {user.name}
        </Link>
      ),
    },
    { key: 'email', head: t('user.email'), order: (user) => user.email, cell: (user) => user.email },
    {
      key: 'role',
      head: t('user.role'),
      order: (user) => roleName(user.role),
      cell: (user) => roleName(user.role),
    },
    {
      key: 'teams',
      head: t('section.team'),
      cell: (user) => user.teams.map(teamName).join(', ') || '–',
    },
    {
      key: 'status',
      head: t('list.status'),
      cell: (user) => (
        <span className={styles['chips']}>
          {user.active ? <Chip tone="ok">{t('user.active')}</Chip> : <Chip>{t('user.inactive')}</Chip>}
          {user.active && user.invited_until && (
            <Chip tone="info">{t('user.invited', { until: dateOnly(Date.parse(user.invited_until)) })}</Chip>
          )}
          {user.active && !user.has_password && !user.invited_until && (
            <Chip tone="warn">{t('user.noPassword')}</Chip>
          )}
        </span>
      ),
    },
    {
      key: 'seen',
      head: t('user.lastSeen'),
      figures: true,
      order: (user) => user.last_seen_at ?? '',
      cell: (user) => <When at={user.last_seen_at} />,
    },
  ];
  return (
    <Page
      title={t('section.users')}
      actions={
        <Button leftSection={<IconUserPlus size={15} />} onClick={() => setMaking(true)}>
          {t('user.new')}
        </Button>
      }
    >
      <p className={styles['lead']}>{t('help.users')}</p>
      <Loading query={query}>
        <Table
          label={t('section.users')}
          columns={columns}
          rows={users}
          id={(user) => user.id}
          initial="name"
          mark={(user) => (user.active ? undefined : 'off')}
        />
      </Loading>
      {making && <NewUser onClose={() => setMaking(false)} />}
    </Page>
  );
}
