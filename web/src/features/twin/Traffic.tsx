/** Which work comes: a past day's own, or a made-up day's, stream by stream. */
import { ActionIcon, Button, NumberInput, SegmentedControl, Select } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useCatalog } from '@/api/session';
import type { Asking } from './Ask';
import { clockOf } from './model';
import type { Stream } from './questions';
import styles from './Twin.module.css';
import { useChannelName, useDayName, useQueueName } from './words';
import { clock, secondsOf } from './zone';

interface Daily {
  rate: number;
  from: number;
  to: number;
}

/** The day's profile as three figures: how many an hour, from when, until when. */
export function dailyOf(perHour: readonly number[]): Daily {
  const hours = perHour.length === 24 ? perHour : Array.from({ length: 24 }, () => perHour[0] ?? 0);
  const busy = hours.flatMap((rate, hour) => (rate > 0 ? [hour] : []));
  const from = busy[0] ?? 9;
  const to = (busy.at(-1) ?? 17) + 1;
  const sum = hours.reduce((total, rate) => total + rate, 0);
  return { rate: Math.round((sum / Math.max(1, busy.length)) * 10) / 10, from, to };
}

export const perHourOf = ({ rate, from, to }: Daily): number[] =>
  Array.from({ length: 24 }, (_, hour) => (hour >= from && hour < to ? rate : 0));

interface StreamProps {
  stream: Stream;
  put: (change: Partial<Stream>) => void;
  onRemove: () => void;
}

function StreamRow({ stream, put, onRemove }: StreamProps) {
  const { t } = useTranslation('twin');
  const queueName = useQueueName();
  const channelName = useChannelName();
  const name = `${queueName(stream.queue)} · ${channelName(stream.channel)}`;
  const daily = dailyOf(stream.per_hour);
  const number = (value: string | number): number => (typeof value === 'number' ? value : 0);
  const change = (next: Partial<Daily>) => put({ per_hour: perHourOf({ ...daily, ...next }) });
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>
        <NumberInput
          w={78}
          hideControls
          aria-label={t('traffic.of', { field: t('traffic.perHour'), name })}
          min={0}
          value={daily.rate}
          onChange={(value) => change({ rate: number(value) })}
        />
      </td>
      <td>
        <div className={styles['pair']}>
          <NumberInput
            w={58}
            hideControls
            aria-label={t('traffic.of', { field: t('traffic.from'), name })}
            min={0}
            max={23}
            value={daily.from}
            onChange={(value) => change({ from: Math.min(23, number(value)) })}
          />
          –
          <NumberInput
            w={58}
            hideControls
            aria-label={t('traffic.of', { field: t('traffic.to'), name })}
            min={1}
            max={24}
            value={daily.to}
            onChange={(value) => change({ to: Math.min(24, number(value)) })}
          />
        </div>
      </td>
      <td>
        <NumberInput
          w={96}
          hideControls
          aria-label={t('traffic.of', { field: t('traffic.handle'), name })}
          min={0.1}
          suffix=" min"
          value={Math.round((stream.handle_seconds / 60) * 10) / 10}
          onChange={(value) => put({ handle_seconds: Math.max(1, number(value) * 60) })}
        />
      </td>
      <td>
        <NumberInput
          w={96}
          hideControls
          aria-label={t('traffic.of', { field: t('traffic.patience'), name })}
          min={0}
          suffix=" min"
          value={Math.round((stream.patience_seconds / 60) * 10) / 10}
          onChange={(value) => put({ patience_seconds: number(value) * 60 })}
        />
      </td>
      <td>
        <ActionIcon aria-label={t('traffic.remove', { name })} onClick={onRemove}>
          <IconX size={15} />
        </ActionIcon>
      </td>
    </tr>
  );
}

function AddStream({ question, set }: Asking) {
  const { t } = useTranslation('twin');
  const { queues, channels } = useCatalog();
  const queueName = useQueueName();
  const channelName = useChannelName();
  const pairs = queues.flatMap((queue) =>
    channels.map((channel) => ({ queue: queue.slug, channel: channel.name })),
  );
  const free = pairs.filter(
    (pair) => !question.streams.some((one) => one.queue === pair.queue && one.channel === pair.channel),
  );
  return (
    <Select
      w={280}
      aria-label={t('traffic.add')}
      placeholder={t('traffic.add')}
      leftSection={<IconPlus size={14} />}
      data={free.map((pair) => ({
        value: `${pair.queue}/${pair.channel}`,
        label: `${queueName(pair.queue)} · ${channelName(pair.channel)}`,
      }))}
      value={null}
      searchable
      onChange={(choice) => {
        const [queue = '', channel = ''] = (choice ?? '').split('/');
        if (!queue) return;
        const stream: Stream = {
          queue,
          channel,
          per_hour: perHourOf({ rate: 12, from: 9, to: 18 }),
          handle_seconds: 300,
          handle_cv: 1,
          patience_seconds: 180,
          languages: question.streams[0]?.languages ?? {},
        };
        set({ streams: [...question.streams, stream] });
      }}
    />
  );
}

function MadeUp(asking: Asking) {
  const { t } = useTranslation('twin');
  const { question, set, ground } = asking;
  const put = (at: number, change: Partial<Stream>) =>
    set({ streams: question.streams.map((one, index) => (index === at ? { ...one, ...change } : one)) });
  const shift = question.shifts[0];
  return (
    <>
      {question.streams.length > 0 && (
        <div className={styles['wide']} tabIndex={0} role="region" aria-label={t('traffic.streams')}>
          <table className={styles['streams']}>
            <caption className="sr-only">{t('traffic.streams')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('traffic.stream')}</th>
                <th scope="col">{t('traffic.perHour')}</th>
                <th scope="col">{t('traffic.hours')}</th>
                <th scope="col">{t('traffic.handle')}</th>
                <th scope="col">{t('traffic.patience')}</th>
                <th scope="col">
                  <span className="sr-only">{t('traffic.removeHead')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {question.streams.map((stream, index) => (
                <StreamRow
                  key={`${stream.queue}/${stream.channel}`}
                  stream={stream}
                  put={(change) => put(index, change)}
                  onRemove={() => set({ streams: question.streams.filter((_, other) => other !== index) })}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
      <div className={styles['row']}>
        <AddStream {...asking} />
        <Button variant="subtle" onClick={() => set({ streams: ground.streams, shifts: ground.shifts })}>
          {t('traffic.reset')}
        </Button>
      </div>
      <p className={styles['quiet']}>
        {shift
          ? t('traffic.staff', {
              count: question.shifts.length,
              from: clockOf(shift.start),
              to: clockOf(shift.end),
            })
          : t('traffic.nobody')}{' '}
        {t('traffic.forEver')}
      </p>
    </>
  );
}

function PastDay({ ground, question, set, there }: Asking) {
  const { t } = useTranslation('twin');
  const dayName = useDayName();
  const found = ground.days.find((one) => one.day === question.day);
  return (
    <>
      <Select
        w={340}
        maw="100%"
        label={t('traffic.day')}
        data={[
          ...(found ? [] : [{ value: question.day, label: dayName(question.day) }]),
          ...ground.days.map((one) => ({
            value: one.day,
            label: `${dayName(one.day)} · ${t('traffic.entries', { count: one.entries })}`,
          })),
        ]}
        value={question.day}
        allowDeselect={false}
        searchable={ground.days.length > 7}
        onChange={(day) => day && set({ day, since: null })}
      />
      {question.since && (
        <p className={styles['since']}>
          {t('traffic.sinceHint', { time: clock(secondsOf(Date.parse(question.since), ground.time_zone)) })}{' '}
          <Button size="compact-xs" variant="default" onClick={() => set({ since: null })}>
            {t('traffic.wholeDay')}
          </Button>
        </p>
      )}
      {found && <p className={styles['quiet']}>{t('traffic.lived', { count: there.size })}</p>}
    </>
  );
}

export function Traffic(asking: Asking) {
  const { t } = useTranslation('twin');
  const { ground, question, set } = asking;
  const first = ground.days[0]?.day ?? '';
  return (
    <div className={styles['block']}>
      <SegmentedControl
        size="xs"
        aria-label={t('traffic.which')}
        value={question.day ? 'day' : 'made'}
        onChange={(value) => set({ day: value === 'day' ? first : '', since: null })}
        data={[
          { value: 'day', label: t('traffic.past'), disabled: !first },
          { value: 'made', label: t('traffic.madeUp') },
        ]}
      />
      {!first && <p className={styles['quiet']}>{t('traffic.noDays')}</p>}
      {question.day ? <PastDay {...asking} /> : <MadeUp {...asking} />}
    </div>
  );
}
