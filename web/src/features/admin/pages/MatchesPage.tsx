/** Queues that choose by what they learned: what it is worth, whether it drifts, and the switch. */
import { Button } from '@mantine/core';
import { IconBrain, IconCheck, IconHelpCircle, IconX } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/api/session';
import { Chip, type Tone } from '@/ui/Bits';
import { textAt } from '@/ui/i18n';
import { Page } from '@/ui/Page';
import { sayProblem } from '@/ui/problem';
import { listed } from '@/ui/rules';
import { EmptyState } from '@/ui/States';
import { dateOnly, spanInWords } from '@/ui/time';
import { toast } from '@/ui/toast';
import admin from '../Admin.module.css';
import styles from './Trust.module.css';
import { Loading } from './Loading';
import { switchMatch, trainMatch, useMatches, type MatchShown } from './questions';

const TONES: Readonly<Record<string, Tone>> = { helps: 'ok', harms: 'bad', no_help: 'warn' };
const ICONS: Readonly<Record<string, typeof IconCheck>> = { helps: IconCheck, harms: IconX, no_help: IconX };

const rounded = ({ estimate, low, high }: MatchShown['time_gain']) => ({
  estimate: estimate.toFixed(1),
  low: low.toFixed(1),
  high: high.toFixed(1),
});

function Verdict({ match }: { match: MatchShown }) {
  const { t } = useTranslation('routing');
  const Icon = ICONS[match.verdict] ?? IconHelpCircle;
  if (match.version === 0) return <Chip>{t('match.notYet')}</Chip>;
  return (
    <>
      <Chip tone={match.on ? 'ok' : 'plain'}>{match.on ? t('match.on') : t('match.off')}</Chip>
      <Chip tone={TONES[match.verdict] ?? 'plain'}>
        <Icon size={12} aria-hidden /> {textAt(`routing:match.verdict.${match.verdict}`) ?? match.verdict}
      </Chip>
      {match.why && <small>{textAt(`routing:match.why.${match.why}`)}</small>}
    </>
  );
}

function Weeks({ match }: { match: MatchShown }) {
  const { t } = useTranslation('routing');
  if (match.weeks.length === 0) return null;
  return (
    <table className={styles['weeks']}>
      <caption>{t('match.drift')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('match.week')}</th>
          <th scope="col">{t('match.pieces')}</th>
          <th scope="col">{t('match.predicted')}</th>
          <th scope="col">{t('match.actual')}</th>
        </tr>
      </thead>
      <tbody>
        {match.weeks.map((week) => (
          <tr key={week.week}>
            <td>{dateOnly(Date.parse(week.week))}</td>
            <td>{week.pieces}</td>
            <td>{spanInWords(Math.round(week.predicted_ms / 1000))}</td>
            <td>
              {spanInWords(Math.round(week.actual_ms / 1000))}{' '}
              {week.drifted && <Chip tone="warn">{t('match.drifted')}</Chip>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Doing({ match }: { match: MatchShown }) {
  const { t } = useTranslation('routing');
  const put = async () => {
    try {
      await switchMatch(match.queue, !match.on);
      const params = { queue: match.name };
      toast.done(match.on ? t('match.turnedOff', params) : t('match.turnedOn', params));
    } catch (error) {
      toast.failed(sayProblem(error));
    }
  };
  const train = async () => {
    try {
      toast.done((await trainMatch(match.queue)) ? t('match.trained') : t('match.tooLittle'));
    } catch (error) {
      toast.failed(sayProblem(error));
    }
  };
  return (
    <div className={admin['buttons']}>
      <Button variant="default" onClick={() => void train()}>
        {t('match.train')}
      </Button>
      {match.version > 0 && (
        <Button variant="default" onClick={() => void put()}>
          {match.on ? t('match.turnOff') : t('match.turnOn')}
        </Button>
      )}
    </div>
  );
}

function One({ match }: { match: MatchShown }) {
  const { t } = useTranslation('routing');
  const inputs = match.inputs.map((name) => textAt(`routing:match.input.${name}`) ?? name);
  return (
    <li className={styles['promise']}>
      <header>
        <h2>{match.name}</h2>
        <Verdict match={match} />
      </header>
      {match.version > 0 && (
        <dl className={styles['gains']}>
          <div>
            <dt>{t('match.time')}</dt>
            <dd>{t('match.percent', rounded(match.time_gain))}</dd>
          </div>
          <div>
            <dt>{t('match.level')}</dt>
            <dd>{t('match.points', rounded(match.level_gain))}</dd>
          </div>
        </dl>
      )}
      <p>
        {t('match.learnedFrom', { count: match.trained_on })} ·{' '}
        {t('match.arms', { learned: match.learned, control: match.control })}
      </p>
      <p className={admin['quiet']}>
        {t('match.inputs')}: {listed(inputs)}.
      </p>
      <Weeks match={match} />
      <Doing match={match} />
    </li>
  );
}

export function MatchesPage() {
  const { t } = useTranslation(['admin', 'routing']);
  const query = useMatches();
  const mayConfigure = useMay('config.read');
  return (
    <Page title={t('section.matches')}>
      <p className={admin['lead']}>{t('help.matches')}</p>
      <Loading query={query}>
        {query.data?.items.length === 0 && (
          <EmptyState
            icon={<IconBrain size={26} stroke={1.6} aria-hidden />}
            title={t('routing:match.none')}
            action={
              mayConfigure && (
                <Button component={Link} to={'/admin/queue' as string} variant="default">
                  {t('routing:match.toQueues')}
                </Button>
              )
            }
          >
            {t('routing:match.noneHint')}
          </EmptyState>
        )}
        <ul className={styles['promises']}>
          {query.data?.items.map((match) => (
            <One key={match.queue} match={match} />
          ))}
        </ul>
      </Loading>
    </Page>
  );
}
