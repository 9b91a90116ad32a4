/** What the message list shows: messages, what is still to be sent, days, ends. Pure, so that it can be tested. */
import type { Entry } from './outbox';
import type { Choice, FileRef } from './protocol';
import { type Line, type LinkState, type Problem, type State, isLive } from './session';

export type Progress = 'sending' | 'kept' | 'put off' | 'refused' | 'sent' | 'delivered' | 'read';

export type Row =
  | { key: string; type: 'day'; at: number }
  | { key: string; type: 'system'; text: string; at: number }
  | {
      key: string;
      type: 'message';
      from: 'agent' | 'customer' | 'assistant';
      name: string;
      /** First of a run of the same author: the name is shown. */
      first: boolean;
      /** Last of the run: the time is shown. */
      last: boolean;
      text: string;
      files: FileRef[];
      at: number;
      progress: Progress | null;
      reason: string;
      client_id: string;
      choices: readonly Choice[];
      /** They can be tapped now. */
      open: boolean;
      /** The one that was. */
      chosen: string;
      source: { title: string; url: string } | null;
    };

export type MessageRow = Extract<Row, { type: 'message' }>;

export interface Shown {
  state: State;
  entries: readonly Entry[];
  putOff: { client_id: string; problem: Problem } | null;
  /** Midnight before `at`, in the visitor's time zone. */
  dayOf: (at: number) => number;
}

const RUN_MS = 5 * 60_000;

export function timeline({ state, entries, putOff, dayOf }: Shown): Row[] {
  const stored = new Set(state.lines.map((line) => line.client_id));
  const waiting = entries
    .filter((entry) => entry.kind === 'send' && !stored.has(entry.client_id))
    .map((entry) => pending(entry, state.link, putOff));
  const lastOwn = state.lines.filter((line) => line.from === 'customer').pop();
  const rows = [...state.lines.map((line) => lineRow(line, state, line === lastOwn)), ...waiting];
  return withDays(inRuns(answered(rows, state)), dayOf);
}

/** Answers can be tapped under the last question, as long as nothing was said to it. */
function answered(rows: Row[], state: State): Row[] {
  return rows.map((row, index) => {
    if (row.type !== 'message' || row.choices.length === 0) return row;
    const said = rows
      .slice(index + 1)
      .find(
        (one): one is MessageRow =>
          one.type === 'message' && (one.from !== 'assistant' || one.choices.length > 0),
      );
    const label = said?.from === 'customer' ? said.text : '';
    const chosen = row.choices.find((choice) => choice.label === label)?.id ?? '';
    return { ...row, open: said === undefined && isLive(state), chosen };
  });
}

function lineRow(line: Line, state: State, lastOwn: boolean): Row {
  const at = Date.parse(line.at);
  if (line.from === 'system') return { key: line.id, type: 'system', text: line.text, at };
  return {
    // An own message keeps its row from "sending" to "sent".
    key: line.client_id || line.id,
    type: 'message',
    from: line.from,
    name: line.name,
    first: true,
    last: true,
    text: line.text,
    files: line.files,
    at,
    progress: lastOwn ? receipt(line, state) : null,
    reason: '',
    client_id: line.client_id ?? '',
    choices: line.choices ?? [],
    open: false,
    chosen: '',
    source: line.source ?? null,
  };
}

function receipt(line: Line, state: State): Progress {
  if (line.status === 'read' || (line.chapter === state.chapter && line.position <= state.seen))
    return 'read';
  return line.status === 'delivered' ? 'delivered' : 'sent';
}

function pending(entry: Entry, link: LinkState, putOff: Shown['putOff']): MessageRow {
  const later = putOff?.client_id === entry.client_id ? putOff.problem : null;
  return {
    key: entry.client_id,
    type: 'message',
    from: 'customer',
    name: '',
    first: true,
    last: true,
    text: entry.text,
    files: entry.files,
    at: entry.at,
    progress: entry.refused ? 'refused' : later ? 'put off' : link === 'ready' ? 'sending' : 'kept',
    reason: (entry.refused ?? later)?.detail ?? '',
    client_id: entry.client_id,
    choices: [],
    open: false,
    chosen: '',
    source: null,
  };
}

function inRuns(rows: Row[]): Row[] {
  return rows.map((row, index) => {
    if (row.type !== 'message') return row;
    return { ...row, first: !together(rows[index - 1], row), last: !together(row, rows[index + 1]) };
  });
}

function together(one: Row | undefined, other: Row | undefined): boolean {
  if (one?.type !== 'message' || other?.type !== 'message') return false;
  return one.from === other.from && one.name === other.name && Math.abs(other.at - one.at) < RUN_MS;
}

function withDays(rows: Row[], dayOf: (at: number) => number): Row[] {
  const all: Row[] = [];
  let day = NaN;
  for (const row of rows) {
    const next = dayOf(row.at);
    if (next !== day) all.push({ key: `day-${next}-${row.key}`, type: 'day', at: row.at });
    day = next;
    all.push(row);
  }
  return all;
}

/** Agents' and machines' messages after the one the visitor saw last. */
export function unread(lines: readonly Line[], seenId: string | null): Line[] {
  const seen = seenId === null ? -1 : lines.map((line) => line.id).lastIndexOf(seenId);
  return lines.slice(seen + 1).filter((line) => line.from === 'agent' || line.from === 'assistant');
}
