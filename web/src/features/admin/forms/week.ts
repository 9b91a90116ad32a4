/** Weekly hours as the server keeps them (blocks on days) and as people see them (days with times). */
export interface Block {
  days: number[];
  start: string;
  end: string;
}

export interface Span {
  start: string;
  end: string;
}

export type Week = readonly (readonly Span[])[];

export const DAYS = [1, 2, 3, 4, 5, 6, 7] as const;

export function weekOf(blocks: readonly Block[]): Week {
  return DAYS.map((day) =>
    blocks
      .filter((block) => block.days.includes(day))
      .map(({ start, end }) => ({ start, end }))
      .sort((one, other) => one.start.localeCompare(other.start)),
  );
}

export function blocksOf(week: Week): Block[] {
  const blocks: Block[] = [];
  for (const [index, spans] of week.entries()) {
    for (const { start, end } of spans) {
      const day = index + 1;
      const like = blocks.find(
        (block) => block.start === start && block.end === end && !block.days.includes(day),
      );
      if (like) like.days.push(day);
      else blocks.push({ days: [day], start, end });
    }
  }
  return blocks;
}

/** What somebody types for a time: 9, 930, 9.30, 9:30. */
export function timeOf(typed: string): string {
  const found = /^(\d{1,2})(?:[:.h ]?(\d{2}))?$/u.exec(typed.trim());
  if (!found) return typed.trim();
  return `${(found[1] ?? '').padStart(2, '0')}:${found[2] ?? '00'}`;
}

/** The next hours to be suggested on a day. */
export function nextSpan(spans: readonly Span[]): Span {
  const last = spans.at(-1)?.end;
  if (!last) return { start: '09:00', end: '18:00' };
  if (last <= '15:00') return { start: '16:00', end: '20:00' };
  return { start: last, end: '24:00' };
}

/** The problems the server found, by the day they belong to. */
export function problemsOfDay(
  blocks: readonly Block[],
  problems: Readonly<Record<string, string>>,
  day: number,
): string | undefined {
  const found = Object.entries(problems).flatMap(([path, detail]) => {
    const at = /^blocks\[(\d+)\]/u.exec(path)?.[1];
    return at !== undefined && blocks[Number(at)]?.days.includes(day) ? [detail] : [];
  });
  return found.length ? [...new Set(found)].join(' ') : undefined;
}
