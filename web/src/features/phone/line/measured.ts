/** How well a connection is, from what the browser counts; and that in words everybody understands. Pure. */
import type { Measured } from './phone';

export interface Counted {
  received: number;
  lost: number;
}

type Report = Readonly<Record<string, unknown>>;

const number = (value: unknown): number => (typeof value === 'number' ? value : 0);

/** Since the last look: loss is of the packets in between, both ways, the worse of the two. */
export function measured(
  reports: readonly Report[],
  before: Counted | null,
): { now: Measured; counted: Counted } {
  const inbound = reports.find((one) => one['type'] === 'inbound-rtp' && one['kind'] === 'audio');
  const heard = reports.find((one) => one['type'] === 'remote-inbound-rtp' && one['kind'] === 'audio');
  const pair = reports.find(
    (one) => one['type'] === 'candidate-pair' && one['state'] === 'succeeded' && one['nominated'] === true,
  );
  const counted = { received: number(inbound?.['packetsReceived']), lost: number(inbound?.['packetsLost']) };
  const lost = Math.max(0, counted.lost - (before?.lost ?? 0));
  const all = Math.max(0, counted.received - (before?.received ?? 0)) + lost;
  const here = all > 0 ? (100 * lost) / all : 0;
  const there = 100 * number(heard?.['fractionLost']);
  const rtt = number(heard?.['roundTripTime']) || number(pair?.['currentRoundTripTime']);
  return {
    now: {
      loss_pct: Math.max(here, there),
      jitter_ms: 1000 * Math.max(number(inbound?.['jitter']), number(heard?.['jitter'])),
      rtt_ms: 1000 * rtt,
    },
    counted,
  };
}

export type Grade = 0 | 1 | 2 | 3 | 4;

/** From 4 (as in one room) to 1 (hardly to be understood); 0: not known. After the E-model's steep parts (ITU-T G.107). */
export function gradeOf(now: Measured | null): Grade {
  if (!now) return 0;
  const delay = now.rtt_ms / 2 + 2 * now.jitter_ms;
  if (now.loss_pct > 12 || delay > 500) return 1;
  if (now.loss_pct > 5 || delay > 300) return 2;
  if (now.loss_pct > 1.5 || delay > 170) return 3;
  return 4;
}
