/** Arithmetic of a recording: stretches of silence, who speaks when, and what is being said at a moment. Pure. */

export interface Stretch {
  /** Milliseconds of the recording. */
  from: number;
  to: number;
}

/** Below this (0-255) a piece is silence; shorter silences belong to speech. */
const QUIET = 6;
const LONG_MS = 1500;

/** Left and right in turn, as the server sends them, to two curves of 0-1. */
export function channels(peaks: readonly number[]): [number[], number[]] {
  const left: number[] = [];
  const right: number[] = [];
  for (let at = 0; at + 1 < peaks.length; at += 2) {
    left.push((peaks[at] ?? 0) / 255);
    right.push((peaks[at + 1] ?? 0) / 255);
  }
  return [left, right];
}

/** Where nobody says anything for a while. */
export function silences(peaks: readonly number[], pieceMs: number): Stretch[] {
  const found: Stretch[] = [];
  let from = -1;
  const count = Math.floor(peaks.length / 2);
  for (let at = 0; at <= count; at += 1) {
    const quiet = at < count && Math.max(peaks[2 * at] ?? 0, peaks[2 * at + 1] ?? 0) < QUIET;
    if (quiet && from < 0) from = at;
    if (!quiet && from >= 0) {
      if ((at - from) * pieceMs >= LONG_MS) found.push({ from: from * pieceMs, to: at * pieceMs });
      from = -1;
    }
  }
  return found;
}

/** Where to go on from `at`, when what is not worth hearing is skipped; null: it is worth hearing. */
export function beyond(at: number, quiet: readonly Stretch[]): number | null {
  const within = quiet.find((one) => one.from + 250 <= at && at < one.to - 250);
  return within ? within.to - 150 : null;
}

/** What is being said at a moment: the last passage that has begun; -1 before the first. */
export function saidAt(passages: readonly { start_ms: number }[], at: number): number {
  let found = -1;
  passages.forEach((one, index) => {
    if (one.start_ms <= at) found = index;
  });
  return found;
}

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** Passages that hold every word looked for, whatever their accents. */
export function holding(passages: readonly { text: string }[], looked: string): number[] {
  const words = plain(looked).split(/\s+/u).filter(Boolean);
  if (words.length === 0) return [];
  return passages.flatMap((one, index) => {
    const text = plain(one.text);
    return words.every((word) => text.includes(word)) ? [index] : [];
  });
}
