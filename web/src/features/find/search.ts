/** What stands behind the question mark of the search page's address. */
export const GROUPS = ['all', 'messages', 'calls', 'customers', 'companies', 'conversations'] as const;
export type Group = (typeof GROUPS)[number];

export interface Asked {
  q: string;
  type: Group;
}

const isGroup = (value: unknown): value is Group => GROUPS.some((group) => group === value);

/** An address that says less means all of it; numbers typed into it are words too. */
export function searchOf(search: Record<string, unknown>): Partial<Asked> {
  const q = typeof search['q'] === 'string' || typeof search['q'] === 'number' ? String(search['q']) : '';
  return {
    ...(q ? { q: q.slice(0, 400) } : {}),
    ...(isGroup(search['type']) && search['type'] !== 'all' ? { type: search['type'] } : {}),
  };
}
