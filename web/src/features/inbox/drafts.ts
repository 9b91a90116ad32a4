/**
 * What is being written: per conversation and tab, kept in this browser at every key and on the server a moment
 * later, so that it is there on another machine and after a crash.
 */
import { useEffect } from 'react';
import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import { api, told } from '@/api/client';
import type { Draft, FileRef } from '@/api/types';

export type Tab = 'reply' | 'note';

interface Person {
  id: string;
  name: string;
}

export interface Written {
  text: string;
  /** The endpoint chosen to answer by; empty: the conversation's own. */
  endpoint: string;
  /** Which of his addresses there; empty: the first. */
  identity: string;
  subject: string;
  /** Further addresses of a mail. */
  cc: string[];
  /** The text has marks of simple formatting. */
  marked: boolean;
  /** People named in a note: those whose name still stands in it are told. */
  mentions: Person[];
  /** The quick replies it is made of. */
  used: string[];
  /** Up to where the conversation was before the writer's eyes when he began; null: not asked. */
  seen: number | null;
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

export const NOTHING: Written = {
  text: '',
  endpoint: '',
  identity: '',
  subject: '',
  cc: [],
  marked: false,
  mentions: [],
  used: [],
  seen: null,
  files: [],
  at: 0,
  dirty: false,
};

export const useDrafts = create<Drafts>()(
  persist((): Drafts => ({ owner: '', drafts: {} }), { name: 'atiende.drafts' }),
);

/** From now on they are this person's; another's are forgotten here and stay on the server. */
export function ownDrafts(me: string): void {
  if (useDrafts.getState().owner !== me) useDrafts.setState({ owner: me, drafts: {} });
}

const keyOf = (id: string, tab: Tab): string => `${id}:${tab}`;

export function useDraft(id: string, tab: Tab): Written {
  return withAll(useDrafts((state) => state.drafts[keyOf(id, tab)]));
}

/** A draft kept by an earlier page may lack what was added since. */
const whole = new WeakMap<Written, Written>();

function withAll(draft: Written | undefined): Written {
  if (draft === undefined) return NOTHING;
  const known = whole.get(draft) ?? { ...NOTHING, ...draft };
  whole.set(draft, known);
  return known;
}

export const draftNow = (id: string, tab: Tab): Written =>
  withAll(useDrafts.getState().drafts[keyOf(id, tab)]);

/** Adds a text to what is being written, on a line of its own. */
export function putIn(id: string, tab: Tab, text: string): void {
  const before = draftNow(id, tab).text.trimEnd();
  write(id, tab, { text: before ? `${before}\n\n${text}` : text });
}

const isBlank = (draft: Written): boolean => draft.text === '' && draft.files.length === 0;

/** Nothing of it would be missed. */
const isNothing = (draft: Written): boolean =>
  isBlank(draft) &&
  !draft.dirty &&
  !draft.marked &&
  draft.endpoint === '' &&
  draft.subject === '' &&
  draft.cc.length === 0;

function store(key: string, draft: Written): void {
  useDrafts.setState((was) => {
    const others = Object.fromEntries(Object.entries(was.drafts).filter(([name]) => name !== key));
    return { drafts: isNothing(draft) ? others : { ...others, [key]: draft } };
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
  const { text, endpoint, subject, cc, marked, files } = { ...NOTHING, ...draft };
  const body = { text, channel: endpoint, subject, cc, marked, files: files.map((file) => file.id) };
  try {
    if (isBlank(draft)) await told(api.DELETE(PATH, { params }));
    else await told(api.PUT(PATH, { params, body }));
    const now = useDrafts.getState().drafts[key];
    if (now && now.at === draft.at) store(key, { ...NOTHING, ...now, dirty: false });
  } catch {
    // It stays in this browser and goes with the next key or the next opening.
  }
}

export function write(id: string, tab: Tab, change: Partial<Written>): void {
  const key = keyOf(id, tab);
  const was = useDrafts.getState().drafts[key] ?? NOTHING;
  store(key, { ...NOTHING, ...was, ...change, at: Date.now(), dirty: true });
  clearTimeout(timers.get(key));
  timers.set(
    key,
    setTimeout(() => void save(id, tab), AFTER),
  );
}

/** It was sent: nothing of it is to come back. */
export function clear(id: string, tab: Tab): void {
  write(id, tab, {
    text: '',
    files: [],
    subject: '',
    cc: [],
    mentions: [],
    used: [],
    seen: null,
    marked: false,
  });
}

/** Mine, kept on the server; null when there is none. */
async function readDraft(id: string, mode: Tab): Promise<Draft | null> {
  const found = await told(api.GET(PATH, { params: { path: { conversation_id: id, mode } } }));
  return (found as Draft | undefined) ?? null;
}

/** What the server holds is what stands here now: its words came back from a reply that did not go. */
export function adopt(id: string, tab: Tab, theirs: Draft): void {
  const key = keyOf(id, tab);
  store(key, {
    ...NOTHING,
    text: theirs.text,
    endpoint: theirs.channel,
    subject: theirs.subject,
    marked: theirs.marked,
    cc: theirs.cc,
    files: theirs.files.map((file) => ({ ...file, url: '' })),
    at: Date.parse(theirs.at),
  });
}

/** The server's draft, when this browser has none of its own that is newer. */
async function fetchDraft(id: string, tab: Tab): Promise<void> {
  const key = keyOf(id, tab);
  const mine = useDrafts.getState().drafts[key];
  if (mine?.dirty) return save(id, tab);
  const theirs = await readDraft(id, tab);
  const still = useDrafts.getState().drafts[key];
  if (still !== mine || theirs === null || theirs.text === '') return;
  adopt(id, tab, theirs);
  // Words that came back from a reply that did not go are a reason to be told; now they have been seen.
  const params = { path: { conversation_id: id } };
  await told(api.POST('/api/v1/conversations/{conversation_id}/seen', { params, body: { position: 0 } }));
}

/** `again` changes when the server's draft may have changed by itself. */
export function useServerDraft(id: string, tab: Tab, again: string): void {
  useEffect(() => {
    fetchDraft(id, tab).catch(() => undefined);
    return () => void save(id, tab);
  }, [id, tab, again]);
}
