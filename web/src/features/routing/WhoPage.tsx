/** Who would get this? The live floor, asked about work that might come; the question stands in the address. */
import { Button, MultiSelect, NativeSelect, Select, Switch } from '@mantine/core';
import { IconArrowLeft, IconHelpCircle, IconUserCheck, IconUserOff } from '@tabler/icons-react';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useCatalog } from '@/api/session';
import { isKnownChannel } from '@/ui/icons';
import { Page } from '@/ui/Page';
import { sayProblem } from '@/ui/problem';
import { EmptyState, ErrorState, ListSkeleton } from '@/ui/States';
import { Candidates } from './Candidates';
import { useWho, type Wish, type WouldGet } from './questions';
import styles from './Routing.module.css';
import { Steps } from './Steps';
import { useNames } from './useNames';

const LEVELS = ['1', '2', '3', '4', '5'] as const;
const TONGUES = ['es', 'en', 'ca', 'eu', 'gl', 'pt', 'fr', 'de', 'it'];

const word = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';

function wishOf(search: Readonly<Record<string, unknown>>): Wish {
  return {
    queue: word(search['queue']),
    channel: word(search['channel']) || 'webchat',
    language: word(search['language']),
    skills: word(search['skills']),
    priority: word(search['priority']),
    vip: search['vip'] === true || search['vip'] === 'true',
    reason: word(search['reason']),
    agent: word(search['agent']),
  };
}

function useWish(): [Wish, (change: Partial<Wish>) => void] {
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as Record<string, unknown>;
  const wish = wishOf(search);
  const put = (change: Partial<Wish>) => {
    const next = Object.entries({ ...wish, ...change }).filter(
      ([, value]) => value !== '' && value !== false,
    );
    void navigate({ to: '/board/who' as string, search: Object.fromEntries(next) as never, replace: true });
  };
  return [wish, put];
}

interface FormProps {
  wish: Wish;
  put: (change: Partial<Wish>) => void;
}

/** `billing:3,devices` */
const skillsOf = (text: string): { slug: string; level: string }[] =>
  text
    .split(',')
    .filter(Boolean)
    .map((part) => ({ slug: part.split(':')[0] ?? '', level: part.split(':')[1] ?? '1' }));

const skillsText = (skills: readonly { slug: string; level: string }[]): string =>
  skills.map(({ slug, level }) => (level === '1' ? slug : `${slug}:${level}`)).join(',');

function Skills({ wish, put }: FormProps) {
  const { t } = useTranslation(['routing', 'admin']);
  const { skills } = useCatalog();
  const chosen = skillsOf(wish.skills);
  if (skills.length === 0) return null;
  return (
    <>
      <MultiSelect
        label={t('tryOut.skills')}
        data={skills.map((one) => ({ value: one.slug, label: one.name }))}
        value={chosen.map((one) => one.slug)}
        searchable
        onChange={(slugs) =>
          put({
            skills: skillsText(
              slugs.map((slug) => chosen.find((one) => one.slug === slug) ?? { slug, level: '1' }),
            ),
          })
        }
      />
      {chosen.map((one) => (
        <NativeSelect
          key={one.slug}
          size="xs"
          label={t('admin:level.of', {
            name: skills.find((skill) => skill.slug === one.slug)?.name ?? one.slug,
          })}
          value={one.level}
          data={LEVELS.map((level) => ({ value: level, label: t('admin:level.one', { level }) }))}
          onChange={(event) => {
            const level = event.currentTarget.value;
            put({ skills: skillsText(chosen.map((each) => (each === one ? { ...each, level } : each))) });
          }}
        />
      ))}
    </>
  );
}

function useLanguages(): { value: string; label: string }[] {
  const { t, i18n } = useTranslation('routing');
  const names = new Intl.DisplayNames([i18n.language], { type: 'language' });
  return [
    { value: '', label: t('tryOut.any') },
    ...TONGUES.map((code) => ({ value: code, label: names.of(code) ?? code })),
  ];
}

function Form({ wish, put }: FormProps) {
  const { t, i18n } = useTranslation(['routing', 'desk']);
  const { queues, channels, agents, reasons } = useCatalog();
  return (
    <section className={styles['card']} aria-label={t('tryOut.title')}>
      <Select
        label={t('tryOut.queue')}
        data={queues.map((one) => ({ value: one.slug, label: one.name }))}
        value={wish.queue || null}
        allowDeselect={false}
        searchable={queues.length > 7}
        onChange={(queue) => queue && put({ queue })}
      />
      <Select
        label={t('tryOut.channel')}
        data={channels.map(({ name }) => ({
          value: name,
          label: isKnownChannel(name) ? t(`desk:channel.${name}`) : name,
        }))}
        value={wish.channel}
        allowDeselect={false}
        onChange={(channel) => channel && put({ channel })}
      />
      <Select
        label={t('tryOut.language')}
        data={useLanguages()}
        value={wish.language}
        allowDeselect={false}
        onChange={(language) => put({ language: language ?? '' })}
      />
      <Skills wish={wish} put={put} />
      <Select
        label={t('tryOut.priority')}
        data={[
          { value: '', label: t('tryOut.ofQueue') },
          ...LEVELS.map((level) => ({ value: level, label: t(`desk:priority.${level}`) })),
        ]}
        value={wish.priority}
        allowDeselect={false}
        onChange={(priority) => put({ priority: priority ?? '' })}
      />
      <Switch
        label={t('tryOut.vip')}
        checked={wish.vip}
        onChange={(event) => put({ vip: event.currentTarget.checked })}
      />
      <Select
        label={t('tryOut.reason')}
        data={[
          { value: '', label: t('tryOut.any') },
          ...reasons.map((one) => ({
            value: one.slug,
            label: i18n.language.startsWith('es') && one.name_es ? one.name_es : one.name,
          })),
        ]}
        value={wish.reason}
        allowDeselect={false}
        onChange={(reason) => put({ reason: reason ?? '' })}
      />
      <Select
        label={t('tryOut.agent')}
        data={[
          { value: '', label: t('tryOut.nobodyNamed') },
          ...agents.map((one) => ({ value: one.id, label: one.name })),
        ]}
        value={wish.agent}
        allowDeselect={false}
        searchable
        onChange={(agent) => put({ agent: agent ?? '' })}
      />
    </section>
  );
}

function Answer({ found, stale }: { found: WouldGet; stale: boolean }) {
  const { t } = useTranslation(['routing', 'why', 'desk']);
  const names = useNames();
  const first = found.candidates.find((one) => one.fits);
  return (
    <section
      className={styles['card']}
      aria-label={t('tryOut.answer')}
      aria-live="polite"
      data-stale={stale || undefined}
    >
      <p className={styles['would']}>
        {first ? <IconUserCheck size={20} aria-hidden /> : <IconUserOff size={20} aria-hidden />}
        {first ? t('tryOut.would', { agent: first.agent.name }) : t('tryOut.wouldNobody')}
      </p>
      <p className={styles['quiet']}>
        {found.ahead > 0 ? t('tryOut.ahead', { count: found.ahead }) : t('tryOut.aheadNone')}
      </p>
      <Candidates
        quiet
        candidates={found.candidates}
        names={names}
        rule={found.rules?.choice ?? ''}
        at={Date.parse(found.at)}
      />
      {found.rules && found.rules.steps.length > 0 && (
        <>
          <h2>{t('tryOut.then')}</h2>
          <Steps rules={found.rules} names={names} />
        </>
      )}
    </section>
  );
}

function Asked({ wish }: { wish: Wish }) {
  const { t } = useTranslation('routing');
  const query = useWho(wish);
  if (wish.queue === '') {
    return (
      <EmptyState icon={<IconHelpCircle size={26} stroke={1.6} aria-hidden />} title={t('tryOut.pick')}>
        {t('tryOut.pickHint')}
      </EmptyState>
    );
  }
  if (query.isPending) return <ListSkeleton rows={4} />;
  if (!query.data) {
    return (
      <ErrorState
        title={t('why.agents')}
        detail={sayProblem(query.error)}
        onRetry={() => void query.refetch()}
      />
    );
  }
  return <Answer found={query.data} stale={query.isPlaceholderData} />;
}

export function WhoPage() {
  const { t } = useTranslation(['routing', 'admin', 'desk']);
  const [wish, put] = useWish();
  return (
    <Page
      title={t('tryOut.title')}
      actions={
        <Button component={Link} to="/board" variant="default" leftSection={<IconArrowLeft size={15} />}>
          {t('admin:board.title')}
        </Button>
      }
    >
      <div className={styles['page']}>
        <p>{t('tryOut.lead')}</p>
        <Form wish={wish} put={put} />
        <div>
          <Asked wish={wish} />
        </div>
      </div>
    </Page>
  );
}
