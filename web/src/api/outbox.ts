/**
 * Messages on their way to the server: shown at once, kept in this browser until the server has them, sent in order
 * within a conversation, each with its client_id so that a repetition is the same message.
 */
import { create } from 'zustand';
import { api, KEY, ONCE, told } from './client';
import { asProblem } from './problem';
import { useSession } from './session';
import type { components } from './schema';
import type { FileRef, Held, MessageEntry } from './types';

export interface Outgoing {
  client_id: string;
  conversation: string;
  kind: 'messages' | 'notes' | 'held';
  /** What the server gets, client_id left out. */
  body: Omit<components['schemas']['HeldWanted'], 'client_id'> & { mentions?: string[] };
  text: string;
  files: FileRef[];
  channel: string;
  at: string;
  author: { id: string; name: string };
  /** A refusal's code; null while it may still go through. */
  refused: { code: string; params: Record<string, unknown>; detail?: string } | null;
}

interface Outbox {
  items: Outgoing[];
}

export const useOutbox = create<Outbox>()(() => ({ items: [] }));

/** One place in localStorage for each message, so that two tabs never write over each other's. */
const PLACE = 'atiende.outbox.';

function keep(item: Outgoing): void {
  localStorage.setItem(PLACE + item.client_id, JSON.stringify(item));
}

/** What earlier pages of this browser left behind. */
function left(): Outgoing[] {
  return Object.keys(localStorage)
    .filter((name) => name.startsWith(PLACE))
    .map((name) => JSON.parse(localStorage.getItem(name) ?? 'null') as Outgoing | null)
    .filter((item) => item !== null)
    .sort((a, b) => a.at.localeCompare(b.at));
}

const AGAIN = 4_000;

const running = new Set<string>();
let later: ReturnType<typeof setTimeout> | undefined;

function change(id: string, to: Partial<Outgoing>): void {
  useOutbox.setState((was) => ({
    items: was.items.map((item) => (item.client_id === id ? { ...item, ...to } : item)),
  }));
  const item = useOutbox.getState().items.find((each) => each.client_id === id);
  if (item) keep(item);
}

function drop(id: string): void {
  localStorage.removeItem(PLACE + id);
  useOutbox.setState((was) => ({ items: was.items.filter((item) => item.client_id !== id) }));
}

/** The next to go of each conversation; one that was refused does not hold up those after it. */
export function due(items: readonly Outgoing[]): Outgoing[] {
  const first = new Map<string, Outgoing>();
  for (const item of items) {
    if (!item.refused && !first.has(item.conversation)) first.set(item.conversation, item);
  }
  return [...first.values()];
}

async function deliver(item: Outgoing): Promise<MessageEntry | Held> {
  const options = {
    params: { path: { conversation_id: item.conversation } },
    headers: { ...ONCE, [KEY]: item.client_id },
    body: { ...item.body, client_id: item.client_id },
  };
  const answer =
    item.kind === 'notes'
      ? await told(api.POST('/api/v1/conversations/{conversation_id}/notes', options))
      : item.kind === 'held'
        ? await told(api.POST('/api/v1/conversations/{conversation_id}/held', options))
        : await told(api.POST('/api/v1/conversations/{conversation_id}/messages', options));
  return answer as MessageEntry | Held;
}

async function go(item: Outgoing): Promise<void> {
  running.add(item.conversation);
  let settled = true;
  try {
    const answer = await deliver(item);
    if ('until' in answer) outbox.onHeld(answer);
    else outbox.onSent(answer);
    drop(item.client_id);
  } catch (error) {
    const problem = asProblem(error);
    settled = !problem.passing;
    if (settled)
      change(item.client_id, {
        refused: { code: problem.code, params: problem.params, detail: problem.detail },
      });
    else again();
  } finally {
    running.delete(item.conversation);
  }
  if (settled) outbox.flush();
}

function again(): void {
  clearTimeout(later);
  later = setTimeout(() => outbox.flush(), AGAIN);
}

export const outbox = {
  onSent: (() => undefined) as (entry: MessageEntry) => void,
  /** The server has it and sends it in a while. */
  onHeld: (() => undefined) as (held: Held) => void,
  /** Takes up what this person left unsent in this browser; nobody else's. */
  start: (me: string): void => {
    useOutbox.setState({ items: left().filter((item) => item.author.id === me) });
    outbox.flush();
  },
  add: (item: Omit<Outgoing, 'refused'>): void => {
    const added = { ...item, refused: null };
    keep(added);
    useOutbox.setState((was) => ({ items: [...was.items, added] }));
    outbox.flush();
  },
  flush: (): void => {
    if (!useSession.getState().me) return;
    for (const item of due(useOutbox.getState().items)) {
      if (!running.has(item.conversation)) void go(item);
    }
  },
  /** Once more, with what is altered of it. */
  retry: (id: string, altered: Partial<Outgoing['body']> = {}): void => {
    const item = useOutbox.getState().items.find((each) => each.client_id === id);
    if (item) change(id, { refused: null, body: { ...item.body, ...altered } });
    outbox.flush();
  },
  discard: drop,
};
