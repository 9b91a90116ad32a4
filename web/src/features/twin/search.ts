/** What stands in the address: the run that is open, or the question being asked. */
export interface TwinSearch {
  /** The run that is shown. */
  run?: string;
  /** A question is being written: `new`, or the run whose question it begins from. */
  ask?: string;
  /** A new question goes on from this moment. */
  at?: string;
  /** The queue the figures are of. */
  queue?: string;
}

const text = (value: unknown): string | undefined => (typeof value === 'string' && value ? value : undefined);

export function searchOf(search: Record<string, unknown>): TwinSearch {
  const found: TwinSearch = {};
  for (const name of ['run', 'ask', 'at', 'queue'] as const) {
    const value = text(search[name]);
    if (value) found[name] = value;
  }
  return found;
}
