/** What the reports ask of the server. A day that is over does not change: it is asked once. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api, told } from '@/api/client';
import type { components } from '@/api/schema';
import type { Compare, Dates } from './search';

type Schemas = components['schemas'];
export type Measures = Schemas['Measures'];
export type QueueLine = Schemas['QueueLine'];
export type QueueReport = Schemas['QueueReport'];
export type AgentLine = Schemas['AgentLine'];
export type AgentMeasures = Schemas['AgentMeasures'];
export type Interval = Schemas['ReportInterval'];
export type EntryLine = Schemas['EntryLine'];
export type SetName = NonNullable<Schemas['ExportAsked']['of']>;
export type What = Schemas['ExportAsked']['what'];

const FRESH = 15_000;

export const useQueues = (dates: Dates, compare: Compare, enabled: boolean) =>
  useQuery({
    queryKey: ['reports', 'queues', dates, compare],
    queryFn: ({ signal }) =>
      told(api.GET('/api/v1/reports/queues', { params: { query: { ...dates, compare } }, signal })),
    staleTime: FRESH,
    refetchInterval: FRESH * 2,
    placeholderData: keepPreviousData,
    enabled,
  });

export const useAgents = (dates: Dates, compare: Compare, enabled: boolean) =>
  useQuery({
    queryKey: ['reports', 'agents', dates, compare],
    queryFn: ({ signal }) =>
      told(api.GET('/api/v1/reports/agents', { params: { query: { ...dates, compare } }, signal })),
    staleTime: FRESH,
    refetchInterval: FRESH * 2,
    placeholderData: keepPreviousData,
    enabled,
  });

export const useIntervals = (dates: Dates, grain: 'half' | 'day', queue: string) =>
  useQuery({
    queryKey: ['reports', 'intervals', dates, grain, queue],
    queryFn: ({ signal }) =>
      told(api.GET('/api/v1/reports/intervals', { params: { query: { ...dates, grain, queue } }, signal })),
    staleTime: FRESH,
    placeholderData: keepPreviousData,
  });

/** Which entries: the set, and what narrows it. */
export interface Opened extends Dates {
  of: SetName;
  title: string;
  queue?: string;
  channel?: string;
  begins?: number;
  agent?: string;
}

type Asked = Omit<Opened, 'title'>;

/** What is asked for, without how it is called. */
export function askedOf({ of, since, until, queue, channel, begins, agent }: Opened): Asked {
  return {
    of,
    since,
    until,
    ...(queue ? { queue } : {}),
    ...(channel ? { channel } : {}),
    ...(begins === undefined ? {} : { begins }),
    ...(agent ? { agent } : {}),
  };
}

export function useEntries(opened: Opened) {
  const query = askedOf(opened);
  return useQuery({
    queryKey: ['reports', 'entries', query],
    queryFn: ({ signal }) => told(api.GET('/api/v1/reports/entries', { params: { query }, signal })),
    staleTime: FRESH,
  });
}

/** Takes it along as a file: the browser saves what comes. */
export async function takeAlong(body: Schemas['ExportAsked']): Promise<void> {
  const { data, response } = await api.POST('/api/v1/reports/export', { body, parseAs: 'blob' });
  saved(data as unknown as Blob, response);
}

/** The browser saves what came, under the server's name for it. */
export function saved(content: Blob, response: Response): void {
  const name = /filename="([^"]+)"/u.exec(response.headers.get('Content-Disposition') ?? '')?.[1];
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name ?? 'atiende.csv';
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
