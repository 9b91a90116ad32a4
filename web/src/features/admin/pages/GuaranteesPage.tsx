/** What the centre promises, whether it holds, and the evidence: checked on what really happens, all the time. */
import { Button } from '@mantine/core';
import { IconAlertTriangle, IconCircleDashed, IconRefresh, IconShieldCheck } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Chip } from '@/ui/Bits';
import { currentLanguage } from '@/ui/i18n';
import { Page } from '@/ui/Page';
import { sayProblem } from '@/ui/problem';
import { dateOnly, fullTime, useNow, whenShort } from '@/ui/time';
import { toast } from '@/ui/toast';
import admin from '../Admin.module.css';
import styles from './Trust.module.css';
import { Loading } from './Loading';
import { checkAgain, useGuarantees, type Guarantee, type Guarantees } from './questions';

const figures = (count: number): string => new Intl.NumberFormat(currentLanguage()).format(count);

type Standing = 'holds' | 'broken' | 'unchecked';

const standingOf = ({ checked, violations }: Guarantee): Standing =>
  violations > 0 ? 'broken' : checked > 0 ? 'holds' : 'unchecked';

const ICONS = { holds: IconShieldCheck, broken: IconAlertTriangle, unchecked: IconCircleDashed } as const;
const TONES = { holds: 'ok', broken: 'bad', unchecked: 'plain' } as const;

function State({ one }: { one: Guarantee }) {
  const { t } = useTranslation('routing');
  const standing = standingOf(one);
  const Icon = ICONS[standing];
  return (
    <Chip tone={TONES[standing]}>
      <Icon size={13} aria-hidden />{' '}
      {standing === 'broken' ? t('guarantee.broken', { count: one.violations }) : t(`guarantee.${standing}`)}
    </Chip>
  );
}

function Cases({ one }: { one: Guarantee }) {
  const { t } = useTranslation('routing');
  const now = useNow();
  if (one.last.length === 0) return null;
  return (
    <div className={styles['cases']}>
      <h3>{t('guarantee.cases')}</h3>
      <ul>
        {one.last.map((shown) => {
          const at = Date.parse(shown.at);
          return (
            <li key={`${shown.seq}-${shown.interaction}`}>
              <time dateTime={shown.at} title={fullTime(at)}>
                {whenShort(at, now)}
              </time>
              <span>{shown.text}</span>
              <Link to={`/inbox/all/${shown.conversation}` as string}>{t('guarantee.open')}</Link>
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function One({ one }: { one: Guarantee }) {
  const { t } = useTranslation('routing');
  return (
    <li className={styles['promise']} data-standing={standingOf(one)}>
      <header>
        <h2>{one.title}</h2>
        <State one={one} />
        <small hidden={one.checked === 0}>
          {one.checked === 1
            ? t('guarantee.checked_one')
            : t('guarantee.checked_other', { count: figures(one.checked) as unknown as number })}
        </small>
      </header>
      <p>{one.meaning}</p>
      <Cases one={one} />
      <details>
        <summary>{t('guarantee.how')}</summary>
        <p>{one.how}</p>
        <h3>{t('guarantee.tests')}</h3>
        <ul className={styles['tests']}>
          {one.tests.map((test) => (
            <li key={test}>
              <code>{test}</code>
            </li>
          ))}
        </ul>
      </details>
    </li>
  );
}

function Again({ found }: { found: Guarantees }) {
  const { t } = useTranslation('routing');
  const now = useNow();
  const { again } = found;
  if (again.state === 'running') {
    return (
      <p role="status">
        {t('guarantee.running', { seq: figures(again.seq), head: figures(again.head) })}
        <progress value={again.seq} max={Math.max(1, again.head)} aria-label={t('guarantee.again')} />
      </p>
    );
  }
  if (!again.ended_at) return null;
  const params = {
    facts: figures(again.facts),
    count: again.violations,
    when: whenShort(Date.parse(again.ended_at), now),
  };
  return (
    <p role="status">
      {again.violations > 0 ? t('guarantee.done', params) : t('guarantee.doneNone', params)}
    </p>
  );
}

function Summary({ found }: { found: Guarantees }) {
  const { t } = useTranslation('routing');
  const broken = found.items.some((one) => one.violations > 0);
  const behind = Math.max(0, found.head - found.seq);
  return (
    <section className={styles['summary']} data-broken={broken || undefined}>
      {broken ? <IconAlertTriangle size={30} aria-hidden /> : <IconShieldCheck size={30} aria-hidden />}
      <div>
        <b>{broken ? t('guarantee.someBroken') : t('guarantee.allHold')}</b>
        <p>
          {found.since
            ? t('guarantee.summary', {
                facts: figures(found.facts),
                since: dateOnly(Date.parse(found.since)),
              })
            : t('guarantee.nothing')}{' '}
          {found.since && (behind > 0 ? t('guarantee.behind', { count: behind }) : t('guarantee.upToDate'))}
        </p>
        <Again found={found} />
      </div>
    </section>
  );
}

export function GuaranteesPage() {
  const { t } = useTranslation(['admin', 'routing']);
  const query = useGuarantees();
  const running = query.data?.again.state === 'running';
  const again = async () => {
    try {
      await checkAgain();
      toast.done(t('routing:guarantee.started'));
    } catch (error) {
      toast.failed(sayProblem(error));
    }
  };
  return (
    <Page
      title={t('section.guarantees')}
      actions={
        <Button
          variant="default"
          leftSection={<IconRefresh size={15} />}
          disabled={!query.data || running}
          title={t('routing:guarantee.againHint')}
          onClick={() => void again()}
        >
          {t('routing:guarantee.again')}
        </Button>
      }
    >
      <p className={admin['lead']}>{t('help.guarantees')}</p>
      <Loading query={query}>
        {query.data && (
          <>
            <Summary found={query.data} />
            <ul className={styles['promises']}>
              {query.data.items.map((one) => (
                <One key={one.name} one={one} />
              ))}
            </ul>
          </>
        )}
      </Loading>
    </Page>
  );
}
