/** The numbers that are shown: their unit, which way is better, and the two sets each is made of. */
import type { Unit } from '@/ui/figures';
import type { Measures, SetName } from './questions';

export type MetricKey =
  | 'offered'
  | 'service_level_pct'
  | 'abandoned_pct'
  | 'asa_s'
  | 'wait_p90_s'
  | 'handle_s'
  | 'transferred_pct'
  | 'target_pct'
  | 'occupancy_pct';

export interface Metric {
  key: MetricKey;
  unit: Unit;
  better?: 'up' | 'down';
  /** What can be opened: of what, out of what. */
  part?: { count: keyof Measures; set?: SetName };
  whole?: { count: keyof Measures; set?: SetName };
}

export const METRICS: readonly Metric[] = [
  { key: 'offered', unit: 'count', part: { count: 'offered', set: 'offered' } },
  {
    key: 'service_level_pct',
    unit: 'percent',
    better: 'up',
    part: { count: 'in_time', set: 'in_time' },
    whole: { count: 'level_base', set: 'level_base' },
  },
  {
    key: 'abandoned_pct',
    unit: 'percent',
    better: 'down',
    part: { count: 'abandoned', set: 'abandoned' },
    whole: { count: 'offered', set: 'offered' },
  },
  { key: 'asa_s', unit: 'seconds', better: 'down', whole: { count: 'answered', set: 'answered' } },
  { key: 'wait_p90_s', unit: 'seconds', better: 'down' },
  { key: 'handle_s', unit: 'seconds', whole: { count: 'handled', set: 'handled' } },
  {
    key: 'target_pct',
    unit: 'percent',
    better: 'up',
    part: { count: 'met' },
    whole: { count: 'target_base' },
  },
  {
    key: 'transferred_pct',
    unit: 'percent',
    better: 'down',
    part: { count: 'transferred', set: 'transferred' },
    whole: { count: 'handled', set: 'handled' },
  },
  { key: 'occupancy_pct', unit: 'percent' },
];

export const metric = (key: MetricKey): Metric => METRICS.find((one) => one.key === key) as Metric;

/** `better`, `worse`, or neither: how a number stands to the one compared with. */
export function trend(
  one: Metric,
  now: number | null,
  before: number | null | undefined,
): 'better' | 'worse' | '' {
  if (now === null || before === null || before === undefined || !one.better) return '';
  const change = now - before;
  if (Math.abs(change) < 0.05) return '';
  return change > 0 === (one.better === 'up') ? 'better' : 'worse';
}
