import { expect, it } from 'vitest';
import { gradeOf, measured } from './measured';

const inbound = (received: number, lost: number) => ({
  type: 'inbound-rtp',
  kind: 'audio',
  packetsReceived: received,
  packetsLost: lost,
  jitter: 0.004,
});

it('loss is that of the time since the last look', () => {
  const first = measured([inbound(1000, 100)], null);
  const second = measured([inbound(1099, 101)], first.counted);
  expect(second.now.loss_pct).toBeCloseTo(1);
  expect(second.now.jitter_ms).toBeCloseTo(4);
});

it('the worse way counts', () => {
  const there = {
    type: 'remote-inbound-rtp',
    kind: 'audio',
    fractionLost: 0.08,
    roundTripTime: 0.05,
    jitter: 0,
  };
  const { now } = measured([inbound(100, 0), there], null);
  expect([now.loss_pct, now.rtt_ms]).toEqual([8, 50]);
});

it.each([
  [{ loss_pct: 0, jitter_ms: 3, rtt_ms: 40 }, 4],
  [{ loss_pct: 2, jitter_ms: 3, rtt_ms: 40 }, 3],
  [{ loss_pct: 0, jitter_ms: 60, rtt_ms: 200 }, 3],
  [{ loss_pct: 6, jitter_ms: 3, rtt_ms: 40 }, 2],
  [{ loss_pct: 0, jitter_ms: 3, rtt_ms: 1400 }, 1],
])('%o is grade %i', (now, grade) => {
  expect(gradeOf(now)).toBe(grade);
});

it('what is not known has no grade', () => {
  expect(gradeOf(null)).toBe(0);
});
