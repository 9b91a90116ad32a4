/** What stands in the address, so that a report can be sent to somebody: dates, what they are compared with, a queue. */
export const RANGES = ['today', 'yesterday', 'week', 'month', 'own'] as const;
export type RangeName = (typeof RANGES)[number];
export type Compare = '' | 'before' | 'week';
export const TABS = ['queues', 'agents', 'calls', 'selfservice'] as const;
export type Tab = (typeof TABS)[number];

export interface ReportSearch {
  range?: RangeName;
  since?: string;
  until?: string;
  compare?: Compare;
  queue?: string;
  flow?: string;
  tab?: Tab;
}

const DATE = /^\d{4}-\d{2}-\d{2}$/u;
const date = (value: unknown) => (typeof value === 'string' && DATE.test(value) ? value : undefined);

export function searchOf(search: Record<string, unknown>): ReportSearch {
  const found: ReportSearch = {};
  const range = RANGES.find((name) => name === search['range']);
  const [since, until] = [date(search['since']), date(search['until'])];
  if (range) found.range = range;
  if (since) found.since = since;
  if (until) found.until = until;
  if (search['compare'] === 'before' || search['compare'] === 'week' || search['compare'] === '') {
    found.compare = search['compare'];
  }
  const tab = TABS.find((name) => name === search['tab'] && name !== 'queues');
  if (tab) found.tab = tab;
  if (typeof search['queue'] === 'string' && search['queue']) found.queue = search['queue'];
  if (typeof search['flow'] === 'string' && search['flow']) found.flow = search['flow'];
  return found;
}

export interface Dates {
  since: string;
  until: string;
}

/** A local date some days before another, as `2026-03-02`. */
export function daysBefore(today: string, days: number): string {
  const moment = new Date(`${today}T12:00:00Z`);
  moment.setUTCDate(moment.getUTCDate() - days);
  return moment.toISOString().slice(0, 10);
}

export const localToday = (now = new Date()): string =>
  `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, '0')}-${String(now.getDate()).padStart(2, '0')}`;

/** The dates meant: whole days; weeks and months end yesterday, so that they are over. */
export function datesOf(search: ReportSearch, today = localToday()): Dates {
  const yesterday = daysBefore(today, 1);
  switch (search.range ?? 'yesterday') {
    case 'today':
      return { since: today, until: today };
    case 'week':
      return { since: daysBefore(today, 7), until: yesterday };
    case 'month':
      return { since: daysBefore(today, 28), until: yesterday };
    case 'own': {
      const since = search.since ?? yesterday;
      const until = search.until ?? since;
      return until < since ? { since: until, until: since } : { since, until };
    }
    default:
      return { since: yesterday, until: yesterday };
  }
}
