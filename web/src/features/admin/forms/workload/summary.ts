/** What an agent carries at once, counted as the floor counts; and the care taken of him, in words. */
import { isKnownChannel } from '@/ui/icons';
import { listed, say } from '@/ui/rules';
import { spanInWords } from '@/ui/time';
import type { Body } from '@/api/documents';
import { number } from '../queue/summary';

export interface ChannelLoad {
  channel: string;
  units: number[];
  exclusive: boolean;
  interruptible: boolean;
}

export const WHOLE = 100;

export const loadsOf = (body: Body): ChannelLoad[] =>
  (Array.isArray(body['channels']) ? (body['channels'] as Partial<ChannelLoad>[]) : []).map((one) => ({
    channel: one.channel ?? '',
    units: one.units ?? [],
    exclusive: one.exclusive === true,
    interruptible: one.interruptible === true,
  }));

/** What each piece takes, for as many as fit beside one another; no more pieces than there are figures. */
export function fitting(units: readonly number[]): number[] {
  let taken = 0;
  return units.filter((unit) => {
    if (taken + unit > WHOLE) {
      taken = WHOLE;
      return false;
    }
    taken += unit;
    return true;
  });
}

export function fitsInWords(loads: readonly ChannelLoad[]): string[] {
  const pieces = loads
    .map(({ channel, units }) => ({ channel, count: fitting(units).length }))
    .filter(({ channel, count }) => channel && count > 0)
    .map(({ channel, count }) =>
      say(`fits.${isKnownChannel(channel) ? channel : 'other'}`, { count, channel }),
    );
  return [pieces.length ? say('fits.atOnce', { pieces: listed(pieces, 'disjunction') }) : say('fits.usual')];
}

const MINUTE = 60;

function breatherInWords(body: Body): string {
  const breather = number(body, 'breather_seconds');
  const long = number(body, 'long_minutes');
  if (breather === 0) return say('care.noBreather');
  const params = { span: spanInWords(breather), long: spanInWords(long * MINUTE) };
  return long > 0 ? say('care.breatherLong', params) : say('care.breatherHard', params);
}

export function careInWords(body: Body): string[] {
  const cap = number(body, 'occupancy_cap_percent', WHOLE);
  const row = number(body, 'hard_in_a_row');
  return [
    cap < WHOLE
      ? say('care.cap', { percent: cap, minutes: number(body, 'occupancy_minutes', 60) })
      : say('care.noCap'),
    breatherInWords(body),
    ...(row > 0 ? [say('care.row', { count: row })] : []),
    ...(body['primary_first'] === true ? [say('care.primary')] : []),
  ];
}
