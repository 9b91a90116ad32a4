/** The administration at a glance: what needs somebody, where everything is by task, and what was changed lately. */
import { Button, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconAlertTriangle, IconCircleCheck, IconInfoCircle, IconSearch } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/api/session';
import { Page } from '@/ui/Page';
import { EmptyState } from '@/ui/States';
import { useNow, whenShort } from '@/ui/time';
import type { Section } from '../sections';
import { useGroups } from '../useGroups';
import styles from './Home.module.css';
import { Loading } from './Loading';
import { useHits, useOverview, type Attention, type Hit } from './overview';
import { useAudit } from './questions';
import { Did, nameOfActor, useSaySign } from './sentences';
import { SetupCard } from './SetupCard';

const ICONS = { bad: IconAlertTriangle, warn: IconAlertTriangle, ok: IconCircleCheck, info: IconInfoCircle };

export function Level({ level }: { level: string }) {
  const { t } = useTranslation('admin');
  const known = level in ICONS ? (level as keyof typeof ICONS) : 'info';
  const Icon = ICONS[known];
  return (
    <span className={styles['level']} data-level={known} role="img" aria-label={t(`signs.level.${known}`)}>
      <Icon size={18} aria-hidden />
    </span>
  );
}

const wayTo = (hit: Hit): string => (hit.slug ? `/admin/${hit.kind}/${hit.slug}` : `/admin/${hit.kind}`);

function Search() {
  const { t } = useTranslation('admin');
  const [typed, setTyped] = useState('');
  const [settled] = useDebouncedValue(typed.trim(), 250);
  const query = useHits(settled);
  const hits = query.data?.items ?? [];
  return (
    <div className={styles['search']} role="search">
      <TextInput
        type="search"
        size="sm"
        aria-label={t('home.search')}
        placeholder={t('home.searchHint')}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <div role="status">
        {settled && query.data && hits.length === 0 && <p>{t('home.noHits')}</p>}
        {settled && hits.length > 0 && (
          <ul className={styles['hits']}>
            {hits.map((hit) => (
              <li key={`${hit.kind}/${hit.slug}/${hit.field}`}>
                <Link to={wayTo(hit) as string}>
                  <span>
                    <b>{hit.title}</b>
                    {hit.of && <small> · {hit.field ? t('home.field', { of: hit.of }) : hit.of}</small>}
                  </span>
                  {hit.help && <small>{hit.help}</small>}
                </Link>
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  );
}

function NeedsAttention({ items }: { items: readonly Attention[] }) {
  const { t } = useTranslation('admin');
  const say = useSaySign();
  return (
    <section aria-labelledby="attention">
      <h2 id="attention">{t('home.attention')}</h2>
      {items.length === 0 ? (
        <p className={styles['well']}>
          <IconCircleCheck size={18} aria-hidden />
          {t('home.allWell')}
        </p>
      ) : (
        <ul className={styles['attention']}>
          {items.map((one) => (
            <li key={`${one.code}/${one.kind}/${one.slug}`}>
              <Level level={one.level} />
              <div>
                {one.kind === 'endpoint' && <b>{one.name}: </b>}
                {say(one)}
                {one.detail && <small> {one.detail}</small>}
              </div>
              {one.go.startsWith('/') && (
                <Button component={Link} to={one.go as string} variant="default" size="compact-sm">
                  {t('signs.look')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Tasks({ counts }: { counts: Readonly<Record<string, number>> }) {
  const { t } = useTranslation('admin');
  return (
    <div className={styles['tasks']}>
      {useGroups().map((group) => (
        <section key={group.name} aria-labelledby={`task-${group.name}`}>
          <h3 id={`task-${group.name}`}>{t(`group.${group.name}`)}</h3>
          <p>{t(`groupHelp.${group.name}`)}</p>
          <ul>
            {(group.sections as readonly Section[]).map((section) => (
              <li key={section}>
                <Link to={`/admin/${section}` as string}>
                  {t(`section.${section}`)}
                  {section in counts && <span>{counts[section]}</span>}
                </Link>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function Recent() {
  const { t } = useTranslation('admin');
  const now = useNow();
  const query = useAudit({ kind: 'configuration', actor: '', subject: '', q: '', since: '', until: '' });
  const lines = (query.data?.pages[0]?.items ?? [])
    .filter((line) => line.fact !== 'DocumentDrafted')
    .slice(0, 8);
  return (
    <section aria-labelledby="recent">
      <h2 id="recent">{t('home.recent')}</h2>
      {lines.length === 0 && <p>{t('home.noChanges')}</p>}
      <ul className={styles['changes']}>
        {lines.map((line) => (
          <li key={line.seq}>
            <b>{nameOfActor(line)}</b> <Did line={line} />
            <br />
            <small>{whenShort(Date.parse(line.at), now)}</small>
          </li>
        ))}
      </ul>
      <Link to={'/admin/audit' as string}>{t('home.allChanges')}</Link>
    </section>
  );
}

export function HomePage() {
  const { t } = useTranslation('admin');
  const reads = useMay('config.read');
  const audits = useMay('audit.read');
  const groups = useGroups();
  const query = useOverview(reads);
  if (groups.length === 0)
    return <EmptyState title={t('nothingForYou')}>{t('nothingForYouHint')}</EmptyState>;
  return (
    <Page title={t('home.title')}>
      <div className={styles['home']}>
        <div className={styles['main']}>
          {reads && <Search />}
          <SetupCard />
          {reads && (
            <Loading query={query}>
              <NeedsAttention items={query.data?.attention ?? []} />
            </Loading>
          )}
          <Tasks counts={query.data?.counts ?? {}} />
        </div>
        <aside className={styles['aside']}>{audits && <Recent />}</aside>
      </div>
    </Page>
  );
}
