/** A time that runs: since when, as a clock or as the largest unit. */
import { clockSpan, fullTime, shortSpan, useNow } from './time';

export function Elapsed({ since, clock = false }: { since: number; clock?: boolean }) {
  const now = useNow();
  const span = Math.max(0, now - since);
  return (
    <time
      dateTime={new Date(since).toISOString()}
      title={fullTime(since)}
      style={{ fontVariantNumeric: 'tabular-nums' }}
    >
      {clock ? clockSpan(span) : shortSpan(span)}
    </time>
  );
}
