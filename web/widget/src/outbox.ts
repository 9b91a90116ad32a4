/**
 * What the visitor wrote and the server has not acknowledged, oldest first. Every entry has a key of its own on the shelf,
 * so that two tabs adding at once lose nothing. A tab leases the entry it sends; the server drops repeats by `client_id`,
 * so a lease that fails costs a repeat on the wire, never a doubled message.
 */
import type { Ack, ClientFrame, FileRef, Message } from './protocol';
import type { Shelf } from './shelf';

export interface Entry {
  client_id: string;
  kind: 'send' | 'form';
  /** Order: milliseconds, made unique and rising. */
  at: number;
  text: string;
  files: FileRef[];
  /** What he tapped. */
  choice?: string;
  /** The tab it was written in: it sends first. */
  tab?: string;
  name?: string;
  email?: string;
  /** Why the server said no: it is not sent again until the visitor asks for it. */
  refused?: { code: string; detail: string };
}

export interface Lease {
  tab: string;
  until: number;
}

export const LEASE_MS = 12_000;
/**
 * So long an entry is left to its own tab: browsers bring one tab's writes to another late and one by one, so an entry may
 * be seen before its lease.
 */
export const GRACE_MS = 2_000;

const ENTRY = 'out:';
const LEASE = 'lease:';

export class Outbox {
  constructor(
    private readonly shelf: Shelf,
    private readonly tab: string,
    private readonly now: () => number,
  ) {}

  /** Oldest first; an entry another program spoiled is left out. */
  entries(): Entry[] {
    return this.shelf
      .keys()
      .filter((key) => key.startsWith(ENTRY))
      .map((key) => parse<Entry>(this.shelf.get(key)))
      .filter(
        (entry): entry is Entry => typeof entry?.client_id === 'string' && typeof entry.text === 'string',
      )
      .sort((a, b) => a.at - b.at || (a.client_id < b.client_id ? -1 : 1));
  }

  add(entry: Omit<Entry, 'at'>): Entry {
    const kept: Entry = { ...entry, tab: this.tab, at: this.nextPlace() };
    this.shelf.set(ENTRY + entry.client_id, JSON.stringify(kept));
    return kept;
  }

  get(client_id: string): Entry | null {
    return parse<Entry>(this.shelf.get(ENTRY + client_id));
  }

  remove(client_id: string): void {
    this.shelf.remove(ENTRY + client_id);
    this.shelf.remove(LEASE + client_id);
  }

  refuse(client_id: string, refused: { code: string; detail: string }): void {
    const entry = this.get(client_id);
    if (entry) this.shelf.set(ENTRY + client_id, JSON.stringify({ ...entry, refused }));
    this.shelf.remove(LEASE + client_id);
  }

  /** The visitor wants it sent after all: it goes to the end of the line under the same id. */
  retry(client_id: string): void {
    const entry = this.get(client_id);
    if (!entry) return;
    this.shelf.set(
      ENTRY + client_id,
      JSON.stringify({ ...entry, refused: undefined, tab: this.tab, at: this.nextPlace() }),
    );
  }

  /** The oldest entry still to be sent, and until when another tab holds it (0: nobody). */
  head(): { entry: Entry; heldUntil: number } | null {
    const entry = this.entries().find((candidate) => !candidate.refused);
    if (!entry) return null;
    const lease = parse<Lease>(this.shelf.get(LEASE + entry.client_id));
    const others = lease ? lease.tab !== this.tab : entry.tab && entry.tab !== this.tab;
    const until = others ? (lease?.until ?? entry.at + GRACE_MS) : 0;
    // A clock set back must not hold an entry for hours.
    return { entry, heldUntil: until > this.now() ? Math.min(until, this.now() + LEASE_MS) : 0 };
  }

  /** True when this tab may send the entry: written, then read back, as storage knows no compare-and-set. */
  lease(client_id: string): boolean {
    this.shelf.set(LEASE + client_id, JSON.stringify({ tab: this.tab, until: this.now() + LEASE_MS }));
    return parse<Lease>(this.shelf.get(LEASE + client_id))?.tab === this.tab;
  }

  release(client_id: string): void {
    if (parse<Lease>(this.shelf.get(LEASE + client_id))?.tab === this.tab)
      this.shelf.remove(LEASE + client_id);
  }

  /** The page goes away: any tab, also this one loaded anew, may send at once what was its. */
  leave(): void {
    for (const entry of this.entries()) {
      if (entry.tab === this.tab)
        this.shelf.set(ENTRY + entry.client_id, JSON.stringify({ ...entry, tab: '' }));
      this.release(entry.client_id);
    }
  }

  private nextPlace(): number {
    const last = this.entries().pop()?.at ?? 0;
    return Math.max(this.now(), last + 1);
  }
}

function parse<T>(text: string | null): T | null {
  if (text === null) return null;
  try {
    return JSON.parse(text) as T;
  } catch {
    return null;
  }
}

export function frameOf(entry: Entry): ClientFrame {
  const { client_id, text, choice, name, email } = entry;
  if (entry.kind === 'form') return { op: 'form', client_id, text, name: name ?? '', email: email ?? '' };
  const files = entry.files.map((file) => file.id);
  const more = { ...(choice && { choice }), ...(name && { name }), ...(email && { email }) };
  return { op: 'send', client_id, text, files, ...more };
}

export function ownMessage(entry: Entry, ack: Ack): Message {
  return {
    id: ack.message,
    position: ack.position,
    from: 'customer',
    name: '',
    text: entry.text,
    at: ack.at,
    files: entry.files,
    client_id: entry.client_id,
  };
}
