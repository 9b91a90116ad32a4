/** What the self-service report asks of the server. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api, told } from '@/api/client';
import type { components } from '@/api/schema';
import type { Unit } from '@/ui/figures';
import { saved } from '../questions';
import type { Compare, Dates } from '../search';

type Schemas = components['schemas'];
export type Served = Schemas['Served'];
export type ServedLine = Schemas['ServedLine'];
export type Report = Schemas['SelfServiceReport'];
export type SessionLine = Schemas['SessionLine'];
export type SetName = NonNullable<Schemas['ServedExport']['of']>;
export type What = Schemas['ServedExport']['what'];

const FRESH = 15_000;

export const useSelfService = (dates: Dates, compare: Compare, flow: string) =>
  useQuery({
    queryKey: ['reports', 'selfservice', dates, compare, flow],
    queryFn: ({ signal }) =>
      told(
        api.GET('/api/v1/reports/selfservice', { params: { query: { ...dates, compare, flow } }, signal }),
      ),
    staleTime: FRESH,
    refetchInterval: FRESH * 2,
    placeholderData: keepPreviousData,
  });

/** Which sessions: the set, and what narrows it. */
export interface Opened extends Dates {
  of: SetName;
  title: string;
  flow?: string;
  node?: string;
  why?: string;
  reason?: string;
}

export type Open = (more: Omit<Opened, 'since' | 'until'>) => void;

/** What is asked for, without how it is called. */
function askedOf(opened: Opened): Omit<Opened, 'title'> {
  const query: Partial<Opened> = { ...opened };
  delete query.title;
  return query as Omit<Opened, 'title'>;
}

export function useSessions(opened: Opened) {
  const query = askedOf(opened);
  return useQuery({
    queryKey: ['reports', 'selfservice', 'sessions', query],
    queryFn: ({ signal }) =>
      told(api.GET('/api/v1/reports/selfservice/sessions', { params: { query }, signal })),
    staleTime: FRESH,
  });
}

export async function takeServed(what: What, dates: Dates, flow: string): Promise<void> {
  const body = { what, ...dates, flow, of: 'sessions' as const, channel: '', node: '', why: '' };
  const { data, response } = await api.POST('/api/v1/reports/selfservice/export', { body, parseAs: 'blob' });
  saved(data as unknown as Blob, response);
}

/** The numbers that are shown: of what, out of what, and which way is better. */
export interface Metric {
  key: keyof Served & MetricKey;
  unit: Unit;
  better?: 'up' | 'down';
  part?: SetName;
  whole?: SetName;
}

export type MetricKey =
  | 'sessions'
  | 'contained_pct'
  | 'unassisted_pct'
  | 'left_pct'
  | 'handoffs_pct'
  | 'failed_pct'
  | 'found_pct'
  | 'satisfied_pct'
  | 'deflected_pct';

export const METRICS: readonly Metric[] = [
  { key: 'sessions', unit: 'count', part: 'sessions' },
  { key: 'contained_pct', unit: 'percent', better: 'up', part: 'contained', whole: 'sessions' },
  { key: 'unassisted_pct', unit: 'percent', part: 'unassisted', whole: 'sessions' },
  { key: 'left_pct', unit: 'percent', better: 'down', part: 'left', whole: 'sessions' },
  { key: 'handoffs_pct', unit: 'percent', part: 'handoffs', whole: 'sessions' },
  { key: 'failed_pct', unit: 'percent', better: 'down', part: 'failed', whole: 'handoffs' },
  { key: 'found_pct', unit: 'percent', better: 'up', part: 'found', whole: 'missing' },
  { key: 'satisfied_pct', unit: 'percent', better: 'up', part: 'judged' },
  { key: 'deflected_pct', unit: 'percent', part: 'deflected', whole: 'offered' },
];

export const countOf = (served: Served, set: SetName): number =>
  set === 'not_contained' ? served.ended - served.contained : served[set];
