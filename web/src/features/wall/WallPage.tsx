/**
 * The board on the wall: full screen, dark, legible from afar, never scrolling. It asks every few seconds, says when
 * its data are old, turns its pages by itself and shifts a little, so that no pixel burns in.
 */
import i18next from 'i18next';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { IconAlertTriangle, IconCircleCheck, IconClockExclamation, IconMaximize } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, told } from '@/api/client';
import { Problem } from '@/api/problem';
import type { components } from '@/api/schema';
import { figure } from '@/ui/figures';
import { ChannelIcon } from '@/ui/icons';
import { clockSpan, shortSpan, useNow } from '@/ui/time';
import styles from './Wall.module.css';

type Data = components['schemas']['WallData'];
type Queue = components['schemas']['QueueNow'];

const EVERY = 3_000;
const STALE = 10_000;
const PAGE = 8;
const TURN = 15_000;
const SHIFT = 60_000;

function useWall(token: string) {
  return useQuery({
    queryKey: ['wall', token],
    queryFn: async ({ signal }) => ({
      data: await told(api.GET('/api/v1/wall/{token}', { params: { path: { token } }, signal })),
      got: Date.now(),
    }),
    refetchInterval: EVERY,
    refetchIntervalInBackground: true,
    retry: true,
    gcTime: Infinity,
  });
}

const percent = (part: number, whole: number) => (whole > 0 ? figure((100 * part) / whole, 'percent') : '–');

function Totals({ data, age }: { data: Data; age: number }) {
  const { t } = useTranslation('report');
  const sum = (of: (queue: Queue) => number) => data.queues.reduce((total, queue) => total + of(queue), 0);
  const waiting = sum((queue) => queue.waiting);
  const oldest = Math.max(0, ...data.queues.map((queue) => (queue.waiting ? queue.oldest_wait_ms : 0)));
  const figures = [
    [t('wall.waiting'), String(waiting)],
    [t('wall.oldest'), waiting > 0 ? clockSpan(oldest + age) : '–'],
    [t('wall.handling'), String(sum((queue) => queue.handling))],
    [
      t('wall.level'),
      percent(
        sum((q) => q.today?.in_time ?? 0),
        sum((q) => q.today?.level_base ?? 0),
      ),
    ],
    [t('wall.abandoned'), String(sum((queue) => queue.today?.abandoned ?? 0))],
    [t('wall.offered'), String(sum((queue) => queue.today?.offered ?? 0))],
    [t('wall.free'), String(data.states['available'] ?? 0)],
  ] as const;
  return (
    <dl className={styles['totals']}>
      {figures.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function alarm(queue: Queue, age: number): boolean {
  const { alerts, waiting } = queue;
  if (alerts.waiting > 0 && waiting >= alerts.waiting) return true;
  return alerts.wait_seconds > 0 && waiting > 0 && queue.oldest_wait_ms + age >= 1000 * alerts.wait_seconds;
}

function Card({ queue, age }: { queue: Queue; age: number }) {
  const { t } = useTranslation('report');
  const value = queue.today?.service_level_pct ?? null;
  const met = value === null || value >= queue.alerts.service_percent;
  const lately = queue.lately?.service_level_pct ?? null;
  const ringing = alarm(queue, age);
  return (
    <li className={styles['card']} data-alarm={ringing || undefined}>
      <h2>
        {ringing && <IconAlertTriangle aria-hidden />}
        {queue.name}
      </h2>
      <div className={styles['big']}>
        <span>
          <b>{queue.waiting}</b>
          <small>{t('wall.waiting')}</small>
        </span>
        <span>
          <b>{queue.waiting ? clockSpan(queue.oldest_wait_ms + age) : '–'}</b>
          <small>{t('wall.oldest')}</small>
        </span>
        <span data-met={met}>
          <b>
            {value !== null && (met ? <IconCircleCheck aria-hidden /> : <IconAlertTriangle aria-hidden />)}
            {value === null ? '–' : figure(value, 'percent')}
          </b>
          <small>{t('wall.level')}</small>
        </span>
      </div>
      <p>
        <span>
          {t('wall.lately')}: <b>{lately === null ? '–' : figure(lately, 'percent')}</b>
        </span>
        <span>
          {t('wall.free')}: <b>{queue.agents_available}</b>/{queue.agents_staffed}
        </span>
        {Object.entries(queue.by_channel).map(([channel, count]) => (
          <span key={channel}>
            <ChannelIcon channel={channel} size={20} /> <b>{count}</b>
          </span>
        ))}
      </p>
    </li>
  );
}

/** A number that grows by one every so often. */
function useTurn(every: number): number {
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setTurn((was) => was + 1), every);
    return () => clearInterval(timer);
  }, [every]);
  return turn;
}

function People({ people }: { people: Data['people'] }) {
  const { t } = useTranslation('desk');
  if (people.length === 0) return null;
  return (
    <ul className={styles['people']}>
      {people.slice(0, 24).map((one, index) => (
        <li key={`${one.name} ${index}`} data-state={one.state}>
          <b>{one.name}</b> {t(`presence.${one.state as 'available'}`)}
        </li>
      ))}
    </ul>
  );
}

function Board({ data, got }: { data: Data; got: number }) {
  const { t } = useTranslation('report');
  const now = useNow();
  const age = Math.max(0, now - got);
  const turn = useTurn(TURN);
  const shift = useTurn(SHIFT) % 4;
  const pages = Math.max(1, Math.ceil(data.queues.length / PAGE));
  const page = turn % pages;
  const shown = data.queues.slice(page * PAGE, (page + 1) * PAGE);
  return (
    <main className={styles['wall']} data-shift={shift}>
      <header>
        <h1>{data.name}</h1>
        {age > STALE && (
          <strong role="status">
            <IconClockExclamation aria-hidden /> {t('wall.stale', { span: shortSpan(age) })}
          </strong>
        )}
        {pages > 1 && <span>{t('wall.page', { page: page + 1, pages })}</span>}
        <button
          type="button"
          aria-label={t('wall.fullscreen')}
          title={t('wall.fullscreen')}
          onClick={() => void document.documentElement.requestFullscreen().catch(() => undefined)}
        >
          <IconMaximize aria-hidden />
        </button>
        <time>
          {new Intl.DateTimeFormat(data.language, { hour: '2-digit', minute: '2-digit' }).format(now)}
        </time>
      </header>
      <Totals data={data} age={age} />
      <ul className={styles['cards']} data-count={shown.length}>
        {shown.map((queue) => (
          <Card key={queue.queue} queue={queue} age={age} />
        ))}
      </ul>
      {data.queues.length === 0 && <p className={styles['none']}>{t('wall.none')}</p>}
      <People people={data.people} />
    </main>
  );
}

export function WallPage() {
  const { token = '' } = useParams({ strict: false });
  const { t } = useTranslation(['report', 'work']);
  const { data, failureReason } = useWall(token);
  const language = data?.data.language;
  useEffect(() => {
    document.documentElement.setAttribute('data-mantine-color-scheme', 'dark');
    if (language === 'es' || language === 'en') void i18next.changeLanguage(language);
  }, [language]);
  useEffect(() => {
    document.title = data ? `${data.data.name} · Atiende` : 'Atiende';
  }, [data]);
  const gone = failureReason instanceof Problem && failureReason.status === 404;
  if (data && !gone) return <Board data={data.data} got={data.got} />;
  return (
    <main className={styles['wall']}>
      <p className={styles['none']} role="status">
        {t(gone ? 'wall.gone' : 'wall.loading')}
      </p>
    </main>
  );
}
