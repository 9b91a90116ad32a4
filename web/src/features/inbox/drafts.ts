/**
 * What is being written: per conversation and tab, kept in this browser at every key and on the server a moment
 * later, so that it is there on another machine and after a crash.
 */
import i18next from 'i18next';
import { useEffect } from 'react';
import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import { api, told } from '@/api/client';
import { Problem } from '@/api/problem';
import type { Draft, FileRef } from '@/api/types';

export type Tab = 'reply' | 'note';

export interface Written {
  text: string;
  /** The endpoint chosen to answer by; empty: the conversation's own. */
  endpoint: string;
  subject: string;
  files: FileRef[];
  /** When it was last touched here (ms). */
  at: number;
  /** The server does not have it yet. */
  dirty: boolean;
}

interface Drafts {
  /** Whose they are: on a shared computer nobody sees another's. */
  owner: string;
  drafts: Record<string, Written>;
}

export const NOTHING: Written = { text: '', endpoint: '', subject: '', files: [], at: 0, dirty: false };

export const useDrafts = create<Drafts>()(
  persist((): Drafts => ({ owner: '', drafts: {} }), { name: 'atiende.drafts' }),
);

/** From now on they are this person's; another's are forgotten here and stay on the server. */
export function ownDrafts(me: string): void {
  if (useDrafts.getState().owner !== me) useDrafts.setState({ owner: me, drafts: {} });
}

const keyOf = (id: string, tab: Tab): string => `${id}:${tab}`;

export function useDraft(id: string, tab: Tab): Written {
  return useDrafts((state) => state.drafts[keyOf(id, tab)]) ?? NOTHING;
}

const isBlank = (draft: Written): boolean => draft.text === '' && draft.files.length === 0;

function store(key: string, draft: Written): void {
  useDrafts.setState((was) => {
    const others = Object.fromEntries(Object.entries(was.drafts).filter(([name]) => name !== key));
    return {
      drafts: isBlank(draft) && !draft.dirty && draft.endpoint === '' ? others : { ...others, [key]: draft },
    };
  });
}

const AFTER = 900;
const PATH = '/api/v1/conversations/{conversation_id}/drafts/{mode}';
const timers = new Map<string, ReturnType<typeof setTimeout>>();

async function save(id: string, tab: Tab): Promise<void> {
  const key = keyOf(id, tab);
  const draft = useDrafts.getState().drafts[key];
  if (!draft?.dirty) return;
  const params = { path: { conversation_id: id, mode: tab } };
  const body = { text: draft.text, channel: draft.endpoint, files: draft.files.map((file) => file.id) };
  try {
    if (isBlank(draft)) await told(api.DELETE(PATH, { params }));
    else await told(api.PUT(PATH, { params, body }));
    const now = useDrafts.getState().drafts[key];
    if (now && now.at === draft.at) store(key, { ...now, dirty: false });
  } catch {
    // It stays in this browser and goes with the next key or the next opening.
  }
}

export function write(id: string, tab: Tab, change: Partial<Written>): void {
  const key = keyOf(id, tab);
  const was = useDrafts.getState().drafts[key] ?? NOTHING;
  store(key, { ...was, ...change, at: Date.now(), dirty: true });
  clearTimeout(timers.get(key));
  timers.set(
    key,
    setTimeout(() => void save(id, tab), AFTER),
  );
}

/** It was sent: nothing of it is to come back. */
export function clear(id: string, tab: Tab): void {
  write(id, tab, { text: '', files: [], subject: '' });
}

/** Mine, kept on the server; null when there is none. */
async function readDraft(id: string, mode: 'reply' | 'note'): Promise<Draft | null> {
  try {
    return await told(
      api.GET(PATH, {
        params: { path: { conversation_id: id, mode } },
      }),
    );
  } catch (error) {
    if (error instanceof Problem && error.status === 404) return null;
    throw error;
  }
}

/** A file of a draft from elsewhere: the server tells its id only. */
const UNSEEN = { content_type: '', size: 0, url: '' };

/** The server's draft, when this browser has none of its own that is newer. */
async function fetchDraft(id: string, tab: Tab): Promise<void> {
  const key = keyOf(id, tab);
  const mine = useDrafts.getState().drafts[key];
  if (mine?.dirty) return save(id, tab);
  const theirs = await readDraft(id, tab);
  const still = useDrafts.getState().drafts[key];
  if (still !== mine || theirs === null || theirs.text === '') return;
  const files = theirs.files.map((file) => ({ ...UNSEEN, id: file, name: i18next.t('files.kept') }));
  const at = Date.parse(theirs.at);
  store(key, {
    text: theirs.text,
    endpoint: theirs.channel,
    subject: still?.subject ?? '',
    files,
    at,
    dirty: false,
  });
}

export function useServerDraft(id: string, tab: Tab): void {
  useEffect(() => {
    fetchDraft(id, tab).catch(() => undefined);
    return () => void save(id, tab);
  }, [id, tab]);
}
