/** What is being looked for at the caret: `/` ready-made texts, `@` people, `:` emoji, `#` articles. Pure. */
export interface Trigger {
  kind: 'text' | 'person' | 'emoji' | 'article';
  /** Where its sign stands. */
  from: number;
  query: string;
}

const MOST = 40;

const PATTERNS: readonly [Trigger['kind'], RegExp][] = [
  ['text', /(?:^|[\s(«¿¡"'])\/([\p{L}\p{N}_-]*(?: [\p{L}\p{N}_-]+)?)$/u],
  ['person', /(?:^|[\s(«¿¡"'])@([\p{L}\p{N}._-]*(?: [\p{L}\p{N}._-]+)?)$/u],
  ['article', /(?:^|[\s(«¿¡"'])#([\p{L}][\p{L}\p{N}_-]*(?: [\p{L}\p{N}_-]+){0,3})$/u],
  ['emoji', /(?:^|[\s(«¿¡"'])(?::)([\p{L}\p{N}_+-]{2,})$/u],
];

export function triggerAt(text: string, caret: number, note: boolean): Trigger | null {
  const before = text.slice(Math.max(0, caret - MOST), caret);
  for (const [kind, pattern] of PATTERNS) {
    const query = pattern.exec(before)?.[1];
    if (query === undefined || (kind === 'person' && !note)) continue;
    return { kind, from: caret - query.length - 1, query };
  }
  return null;
}

/** Lower case, without accents: what words are compared by. */
export const folded = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** How well a text answers what is typed: 0 its shortcut, 1 its name's beginning, 2 somewhere; null not at all. */
export function fit(query: string, shortcut: string, name: string, rest: string): number | null {
  const wanted = folded(query);
  if (wanted === '') return 2;
  if (shortcut !== '' && folded(shortcut).startsWith(wanted)) return 0;
  if (folded(name).startsWith(wanted)) return 1;
  const hay = folded(`${shortcut} ${name} ${rest}`);
  return wanted.split(' ').every((word) => hay.includes(word)) ? 2 : null;
}

/** The text with what was looked for replaced by what was chosen, and where the caret goes. */
export function replaced(
  text: string,
  from: number,
  to: number,
  by: string,
): { text: string; caret: number } {
  return { text: text.slice(0, from) + by + text.slice(to), caret: from + by.length };
}
