/** Time travel: a slider over a past day; queues, agents, what waited and who was asked, exactly as they were. */
import { ActionIcon, Button, Slider, TextInput, Tooltip } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import {
  IconChevronLeft,
  IconChevronRight,
  IconPlayerSkipBack,
  IconPlayerSkipForward,
  IconWand,
} from '@tabler/icons-react';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay, useMe } from '@/api/session';
import { Page } from '@/ui/Page';
import { sayProblem } from '@/ui/problem';
import { ErrorState, ListSkeleton } from '@/ui/States';
import { useNow } from '@/ui/time';
import { AgentsThen, OffersThen, QueuesThen, TotalsThen, WaitingThenList } from './PastTables';
import { useMoments, usePast, type Pulse } from './past';
import { Tabs } from './Tabs';
import past from './Past.module.css';
import styles from './Twin.module.css';
import { clock, dayOf, momentOf, secondsOf } from './zone';

const DAY = 86_400;
const MINUTE = 60_000;

/** How many waited through the day, behind the slider. */
function PulseLine({ pulses, from, to }: { pulses: readonly Pulse[]; from: number; to: number }) {
  const most = Math.max(1, ...pulses.map((one) => one.waiting));
  const x = (at: number) => ((at - from) / (to - from)) * 1000;
  return (
    <svg viewBox="0 0 1000 44" preserveAspectRatio="none" className={past['pulses']} aria-hidden>
      {pulses.map((one) => {
        const at = Date.parse(one.at);
        const high = one.waiting === 0 ? 1.5 : 4 + (one.waiting / most) * 38;
        return (
          <rect
            key={one.at}
            x={x(at) - 3.4}
            width={2.8}
            y={44 - high}
            height={high}
            data-idle={one.waiting === 0 || undefined}
          />
        );
      })}
    </svg>
  );
}

interface WheelProps {
  at: number;
  zone: string;
  go: (at: number) => void;
}

interface StepsProps extends Omit<WheelProps, 'zone'> {
  now: number;
  pulses: readonly Pulse[];
}

function Steps({ at, now, go, pulses }: StepsProps) {
  const { t } = useTranslation('twin');
  const moments = pulses.map((one) => Date.parse(one.at));
  const before = moments.findLast((one) => one < at);
  const after = moments.find((one) => one > at);
  const steps = [
    { key: 'busyBefore', to: before, icon: IconPlayerSkipBack },
    { key: 'minuteBefore', to: at - MINUTE, icon: IconChevronLeft },
    { key: 'minuteAfter', to: at + MINUTE, icon: IconChevronRight },
    { key: 'busyAfter', to: after, icon: IconPlayerSkipForward },
  ] as const;
  return (
    <div className={past['steps']}>
      {steps.map(({ key, to, icon: Icon }) => (
        <Tooltip key={key} label={t(`past.${key}`)}>
          <ActionIcon
            aria-label={t(`past.${key}`)}
            variant="default"
            disabled={to === undefined || to > now}
            onClick={() => to !== undefined && go(to)}
          >
            <Icon size={16} />
          </ActionIcon>
        </Tooltip>
      ))}
    </div>
  );
}

function Wheel({ at, zone, go }: WheelProps) {
  const { t } = useTranslation('twin');
  const now = useNow();
  const wide = useMediaQuery('(min-width: 768px)') ?? true;
  const day = dayOf(at, zone);
  const from = momentOf(day, 0, zone);
  const to = momentOf(day, DAY, zone);
  const [held, setHeld] = useState<number | null>(null);
  const moments = useMoments(from, Math.min(to, now), to < now);
  const pulses = moments.data?.items ?? [];
  const seconds = held ?? secondsOf(at, zone);
  const put = (next: number) => go(Math.min(momentOf(day, next, zone), now));
  return (
    <section className={styles['part']} aria-label={t('past.when')}>
      <div className={styles['row']}>
        <TextInput
          type="date"
          label={t('traffic.day')}
          value={day}
          max={dayOf(now, zone)}
          onChange={(event) => {
            const next = event.currentTarget.value;
            if (next) go(Math.min(momentOf(next, secondsOf(at, zone), zone), now));
          }}
        />
        <TextInput
          type="time"
          step={1}
          label={t('past.hour')}
          value={clock(seconds)}
          onChange={(event) => {
            const [h = 0, m = 0, s = 0] = event.currentTarget.value.split(':').map(Number);
            if (event.currentTarget.value) put(h * 3600 + m * 60 + s);
          }}
        />
        <Steps at={at} now={now} go={go} pulses={pulses} />
      </div>
      <div className={past['wheel']}>
        <PulseLine pulses={pulses} from={from} to={to} />
        <Slider
          thumbLabel={t('past.slider')}
          thumbProps={{ 'aria-valuetext': clock(seconds) }}
          min={0}
          max={DAY - 1}
          step={60}
          value={seconds}
          label={clock}
          marks={(wide ? [0, 3, 6, 9, 12, 15, 18, 21] : [0, 6, 12, 18]).map((hour) => ({
            value: hour * 3600,
            label: `${hour}:00`,
          }))}
          onChange={setHeld}
          onChangeEnd={(value) => {
            setHeld(null);
            put(value);
          }}
        />
      </div>
      <p className={styles['quiet']}>
        {moments.data && pulses.length === 0 ? t('past.quietDay') : t('past.hint')}
      </p>
    </section>
  );
}

function Then({ at }: { at: number }) {
  const { t } = useTranslation('twin');
  const query = usePast(at);
  if (query.isPending) return <ListSkeleton />;
  if (!query.data) {
    return (
      <ErrorState
        title={t('past.failed')}
        detail={sayProblem(query.error)}
        onRetry={() => void query.refetch()}
      />
    );
  }
  const then = query.data;
  return (
    <div className={past['then']} aria-busy={query.isPlaceholderData || undefined}>
      <TotalsThen past={then} />
      <QueuesThen past={then} />
      <AgentsThen past={then} />
      <WaitingThenList past={then} />
      <OffersThen past={then} />
    </div>
  );
}

export function PastPage() {
  const { t } = useTranslation('twin');
  const zone = useMe().centre.time_zone;
  const navigate = useNavigate();
  const supervises = useMay('queue.supervise');
  const search = useSearch({ strict: false }) as { at?: string };
  const [opened] = useState(() => Math.floor(Date.now() / MINUTE) * MINUTE);
  const asked = search.at ? Date.parse(search.at) : NaN;
  const at = Number.isNaN(asked) ? opened : asked;
  const go = (next: number) =>
    void navigate({ to: '/twin/past' as string, search: { at: new Date(next).toISOString() } as never });
  return (
    <Page
      title={t('past.title')}
      actions={
        supervises && (
          <Button
            variant="default"
            leftSection={<IconWand size={15} />}
            renderRoot={(props) => (
              <Link
                {...props}
                to={'/twin' as string}
                search={{ ask: 'new', at: new Date(at).toISOString() } as never}
              />
            )}
          >
            {t('past.fork')}
          </Button>
        )
      }
    >
      <Tabs />
      <div className={past['past']}>
        <Wheel at={at} zone={zone} go={go} />
        <Then at={at} />
      </div>
    </Page>
  );
}
