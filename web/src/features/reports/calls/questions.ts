/** What the report of calls asks of the server, and the numbers that are shown of it. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api, told } from '@/api/client';
import type { components } from '@/api/schema';
import type { Unit } from '@/ui/figures';
import { saved } from '../questions';
import type { Compare, Dates } from '../search';

type Schemas = components['schemas'];
export type Figures = Schemas['CallNumbers'];
export type Report = Schemas['CallReport'];
export type Entry = Schemas['CallEntry'];
export type SetName = NonNullable<Schemas['CallsExport']['of']>;
export type What = Schemas['CallsExport']['what'];

const FRESH = 15_000;
const IN_TIME_S = 20;

export const useCallReport = (dates: Dates, compare: Compare) =>
  useQuery({
    queryKey: ['reports', 'calls', dates, compare],
    queryFn: ({ signal }) =>
      told(api.GET('/api/v1/reports/calls', { params: { query: { ...dates, compare } }, signal })),
    staleTime: FRESH,
    refetchInterval: FRESH * 2,
    placeholderData: keepPreviousData,
  });

/** Which calls: the set, and the queue where it is of one. */
export interface Opened extends Dates {
  of: SetName;
  title: string;
  queue?: string;
}

export type Open = (more: Omit<Opened, 'since' | 'until'>) => void;

export function useEntries({ of, since, until, queue }: Opened) {
  const query = { of, since, until, ...(queue === undefined ? {} : { queue }) };
  return useQuery({
    queryKey: ['reports', 'calls', 'entries', query],
    queryFn: ({ signal }) => told(api.GET('/api/v1/reports/calls/entries', { params: { query }, signal })),
    staleTime: FRESH,
  });
}

/** Queue by queue, or the calls of a set; the browser saves what comes. */
export async function takeCalls(
  what: What,
  { since, until, ...more }: Dates & Partial<Opened>,
): Promise<void> {
  const body = { what, since, until, of: more.of ?? 'calls', queue: more.queue ?? null, seconds: IN_TIME_S };
  const { data, response } = await api.POST('/api/v1/reports/calls/export', { body, parseAs: 'blob' });
  saved(data as unknown as Blob, response);
}

export type MetricKey =
  | 'service_level_pct'
  | 'asa_s'
  | 'wait_p90_s'
  | 'three_minutes_pct'
  | 'fastest_95_s'
  | 'abandoned_pct'
  | 'abandoned_long_pct'
  | 'in_menu_pct'
  | 'in_queue_pct'
  | 'in_ringing_pct'
  | 'talk_s'
  | 'wrap_s'
  | 'handle_s'
  | 'hold_s'
  | 'transferred_pct'
  | 'reached_pct'
  | 'false_machines_pct'
  | 'recorded_pct';

/** Of what, out of what, and which way is better. */
export interface Metric {
  key: MetricKey;
  unit: Unit;
  better?: 'up' | 'down';
  parts: readonly SetName[];
}

export const METRICS: readonly Metric[] = [
  { key: 'service_level_pct', unit: 'percent', better: 'up', parts: ['in_time', 'late', 'level_base'] },
  { key: 'asa_s', unit: 'seconds', better: 'down', parts: ['answered'] },
  { key: 'wait_p90_s', unit: 'seconds', better: 'down', parts: ['offered'] },
  { key: 'three_minutes_pct', unit: 'percent', better: 'up', parts: ['three_minutes', 'three_minutes_base'] },
  { key: 'fastest_95_s', unit: 'seconds', better: 'down', parts: ['answered'] },
  { key: 'abandoned_pct', unit: 'percent', better: 'down', parts: ['abandoned', 'incoming'] },
  { key: 'abandoned_long_pct', unit: 'percent', better: 'down', parts: ['abandoned_long', 'short'] },
  { key: 'in_menu_pct', unit: 'percent', better: 'down', parts: ['in_menu', 'contained'] },
  { key: 'in_queue_pct', unit: 'percent', better: 'down', parts: ['in_queue', 'offered'] },
  { key: 'in_ringing_pct', unit: 'percent', better: 'down', parts: ['in_ringing', 'offered'] },
  { key: 'talk_s', unit: 'seconds', parts: ['talked'] },
  { key: 'hold_s', unit: 'seconds', better: 'down', parts: ['held'] },
  { key: 'wrap_s', unit: 'seconds', parts: ['talked'] },
  { key: 'handle_s', unit: 'seconds', parts: ['talked'] },
  { key: 'transferred_pct', unit: 'percent', better: 'down', parts: ['transferred', 'talked'] },
  { key: 'recorded_pct', unit: 'percent', better: 'up', parts: ['recorded', 'unrecorded'] },
  { key: 'reached_pct', unit: 'percent', better: 'up', parts: ['reached', 'outgoing'] },
  { key: 'false_machines_pct', unit: 'percent', better: 'down', parts: ['false_machines', 'people'] },
];

/** The service level as others define it, each by its name. */
export const VARIANTS = [
  'level_of_answered_pct',
  'level_of_offered_pct',
  'level_with_quick_pct',
  'level_without_quick_pct',
] as const;

/** How many are in a set; those left over of a share are worked out. */
export function countOf(of: Figures, set: SetName): number {
  if (set === 'calls') return of.incoming + of.outgoing;
  if (set === 'late') return of.level_base - of.in_time;
  if (set === 'unrecorded') return of.to_record - of.recorded;
  return of[set];
}
