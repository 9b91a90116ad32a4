/** One user: who, what role, and what work may be offered to him. */
import {
  Button,
  MultiSelect,
  NumberInput,
  PasswordInput,
  Select,
  Switch,
  Tabs,
  TextInput,
} from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { Link, useParams } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { asProblem } from '@/api/problem';
import { useCatalog, useMay, useMe } from '@/api/session';
import { Chip } from '@/ui/Bits';
import { isKnownChannel } from '@/ui/icons';
import { useTitle } from '@/ui/Page';
import { Refused } from '@/ui/problem';
import { toast } from '@/ui/toast';
import styles from '../Admin.module.css';
import fields from '../forms/Form.module.css';
import { useLanguages, useReferences } from '../forms/choices';
import { Group } from '../forms/Fields';
import { within } from '../forms/form';
import { Levels, type Leveled } from '../forms/Levels';
import { AuditLines } from './AuditPage';
import { When } from './EndpointsPage';
import { Loading } from './Loading';
import { Deactivate, DeskPhoneButton, InviteButton, ViewAsButton } from './UserActions';
import { changeUser, useUser, type UserShown } from './questions';

const rows = (levels: Readonly<Record<string, number>>): Leveled[] =>
  Object.entries(levels).map(([name, level]) => ({ name, level }));
const levels = (items: readonly Leveled[]): Record<string, number> =>
  Object.fromEntries(items.map(({ name, level }) => [name, level]));

interface PartProps {
  user: UserShown;
  set: (change: Partial<UserShown>) => void;
  problems: Readonly<Record<string, string>>;
}

interface WhoProps extends PartProps {
  saved: UserShown;
  onDeactivate: () => void;
}

function Who({ user, set, problems, saved, onDeactivate }: WhoProps) {
  const { t } = useTranslation('admin');
  const roles = useReferences('role', [user.role]);
  return (
    <Group title={t('user.who')}>
      <TextInput
        label={t('name')}
        required
        value={user.name}
        error={problems['name']}
        onChange={(event) => set({ name: event.currentTarget.value })}
      />
      <TextInput
        type="email"
        label={t('user.email')}
        required
        value={user.email}
        error={problems['email']}
        onChange={(event) => set({ email: event.currentTarget.value })}
      />
      <Select
        label={t('user.role')}
        data={roles}
        value={user.role}
        allowDeselect={false}
        error={problems['role']}
        onChange={(role) => role && set({ role })}
      />
      <Select
        label={t('user.language')}
        data={[
          { value: 'es', label: 'Español' },
          { value: 'en', label: 'English' },
        ]}
        value={user.locale}
        allowDeselect={false}
        error={problems['locale']}
        onChange={(locale) => locale && set({ locale })}
      />
      <Switch
        label={t('user.mayIn')}
        description={t('user.mayInHint')}
        checked={user.active}
        error={problems['active']}
        onChange={(event) =>
          !event.currentTarget.checked && saved.active
            ? onDeactivate()
            : set({ active: event.currentTarget.checked })
        }
      />
    </Group>
  );
}

function Capacity({ user, set, problems }: PartProps) {
  const { t } = useTranslation(['admin', 'desk']);
  const { channels } = useCatalog();
  const put = (channel: string, value: string | number) => {
    const others = Object.entries(user.capacity).filter(([name]) => name !== channel);
    set({ capacity: Object.fromEntries(value === '' ? others : [...others, [channel, Number(value)]]) });
  };
  return (
    <div className={fields['pair']}>
      {channels.map(({ name }) => (
        <NumberInput
          hideControls
          key={name}
          label={t('user.atOnce', {
            channel: isKnownChannel(name) ? t(`desk:channel.${name}`) : name,
          })}
          placeholder={t('user.asUsual')}
          min={0}
          max={100}
          value={user.capacity[name] ?? ''}
          error={problems[`capacity.${name}`]}
          onChange={(value) => put(name, value)}
        />
      ))}
    </div>
  );
}

function Abilities(props: PartProps) {
  const { t } = useTranslation('admin');
  const { user, set, problems } = props;
  const { teams, brands } = useCatalog();
  const skills = useReferences('skill', Object.keys(user.skills));
  const languages = useLanguages(Object.keys(user.languages));
  const workloads = useReferences('workload', [user.workload]);
  const options = (choices: readonly { slug: string; name: string }[]) =>
    choices.map(({ slug, name }) => ({ value: slug, label: name }));
  return (
    <Group title={t('user.work')} hint={t('user.workHint')}>
      <MultiSelect
        searchable
        label={t('section.team')}
        data={options(teams)}
        value={user.teams}
        error={within(problems, 'teams')}
        onChange={(chosen) => set({ teams: chosen })}
      />
      {(brands.length > 1 || user.brands.length > 0) && (
        <MultiSelect
          searchable
          label={t('section.brand')}
          description={t('user.brandsHint')}
          data={options(brands)}
          value={user.brands}
          error={within(problems, 'brands')}
          onChange={(chosen) => set({ brands: chosen })}
        />
      )}
      <Levels
        label={t('user.languages')}
        items={rows(user.languages)}
        options={languages}
        error={within(problems, 'languages')}
        onChange={(items) => set({ languages: levels(items) })}
      />
      <Levels
        label={t('section.skill')}
        items={rows(user.skills)}
        options={skills}
        error={within(problems, 'skills')}
        onChange={(items) => set({ skills: levels(items) })}
      />
      <Select
        label={t('user.workload')}
        data={workloads}
        value={user.workload || null}
        placeholder={t('user.workloadUsual')}
        clearable
        error={problems['workload']}
        onChange={(workload) => set({ workload: workload ?? '' })}
      />
      <Capacity {...props} />
    </Group>
  );
}

const FIELDS = [
  'name',
  'email',
  'role',
  'locale',
  'active',
  'teams',
  'brands',
  'languages',
  'skills',
  'workload',
] as const;

function changesOf(was: UserShown, is: UserShown): Record<string, unknown> {
  const changed = [...FIELDS, 'capacity' as const].filter(
    (field) => JSON.stringify(was[field]) !== JSON.stringify(is[field]),
  );
  return Object.fromEntries(changed.map((field) => [field, is[field]]));
}

type Tab = 'settings' | 'history';

/** Beside the settings: who changed what of him. */
function History({ user, tab, onTab }: { user: string; tab: Tab; onTab: (tab: Tab) => void }) {
  const { t } = useTranslation('admin');
  return (
    <>
      <Tabs value={tab} onChange={(next) => onTab(next === 'history' ? 'history' : 'settings')}>
        <Tabs.List pl="md">
          <Tabs.Tab value="settings">{t('user.settings')}</Tabs.Tab>
          <Tabs.Tab value="history">{t('user.history')}</Tabs.Tab>
        </Tabs.List>
      </Tabs>
      {tab === 'history' && (
        <div className={styles['sheet']}>
          <div className={styles['fields']}>
            <AuditLines wanted={{ subject: `user:${user}` }} />
          </div>
        </div>
      )}
    </>
  );
}

function Form({ saved }: { saved: UserShown }) {
  const { t } = useTranslation(['admin', 'desk']);
  const me = useMe();
  const [user, setUser] = useState(saved);
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const [leaving, setLeaving] = useState(false);
  const [tab, setTab] = useState<Tab>('settings');
  const audits = useMay('audit.read');
  useTitle(saved.name);
  const changes = { ...changesOf(saved, user), ...(password ? { password } : {}) };
  const dirty = Object.keys(changes).length > 0;
  const errors = asProblem(problem).errors;
  const problems = Object.fromEntries(errors.map((one) => [one.field, one.detail ?? one.code]));
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    try {
      setUser(await changeUser(saved.id, changes));
      setPassword('');
      setProblem(null);
      toast.done(t('user.saved', { name: user.name }));
    } catch (error) {
      setProblem(error);
    }
    setBusy(false);
  };
  const part: PartProps = { user, set: (change) => setUser({ ...user, ...change }), problems };
  return (
    <form className={styles['document']} onSubmit={(event) => void submit(event)}>
      <header className={styles['head']}>
        <Link
          to={'/admin/users' as string}
          className={styles['back']}
          aria-label={t('backTo', { section: t('section.users') })}
        >
          <IconArrowLeft size={17} aria-hidden />
        </Link>
        <h1>{saved.name}</h1>
        {!saved.active && <Chip>{t('user.inactive')}</Chip>}
        {saved.id === me.user.id && <Chip tone="info">{t('user.you')}</Chip>}
        <span className={styles['saved']}>
          {t('user.lastSeen')}: <When at={saved.last_seen_at} />
        </span>
        <div className={styles['actions']}>
          {saved.active && saved.id !== me.user.id && <ViewAsButton user={saved} />}
          <DeskPhoneButton user={saved} />
          <Button type="submit" loading={busy} disabled={!dirty}>
            {t('desk:common.save')}
          </Button>
        </div>
      </header>
      {audits && <History user={saved.id} tab={tab} onTab={setTab} />}
      <div className={styles['sheet']} style={tab === 'history' ? { display: 'none' } : undefined}>
        <div className={styles['fields']}>
          {problem !== null && errors.length === 0 && <Refused error={problem} />}
          <Who {...part} saved={saved} onDeactivate={() => setLeaving(true)} />
          <Abilities {...part} />
          <Group title={t('user.passwordTitle')}>
            {saved.active && saved.id !== me.user.id && (
              <>
                <p className={fields['quiet']}>{t('user.inviteHint')}</p>
                <InviteButton user={saved} />
              </>
            )}
            <PasswordInput
              label={saved.has_password ? t('user.newPassword') : t('user.password')}
              description={t('user.passwordRules')}
              value={password}
              autoComplete="new-password"
              error={problems['password']}
              onChange={(event) => setPassword(event.currentTarget.value)}
              visibilityToggleButtonProps={{ 'aria-label': t('desk:signIn.show'), tabIndex: 0 }}
            />
          </Group>
        </div>
      </div>
      {leaving && (
        <Deactivate user={saved} onClose={() => setLeaving(false)} onDone={(after) => setUser(after)} />
      )}
    </form>
  );
}

export function UserPage() {
  const { user = '' } = useParams({ strict: false }) as { user?: string };
  const query = useUser(user);
  return <Loading query={query}>{query.data && <Form key={user} saved={query.data} />}</Loading>;
}
