/** The calls this desk may see, as frames and pages read over REST tell them; how well each leg is heard; what is said. */
import { create } from 'zustand';
import type { Frame, LiveCall } from './state';

export interface Heard {
  loss_pct: number;
  jitter_ms: number;
  rtt_ms: number;
  level: number;
}

export interface Caption {
  leg: string;
  text: string;
  final: boolean;
}

interface Calls {
  calls: Record<string, LiveCall>;
  /** By leg. */
  quality: Record<string, Heard>;
  /** By call, the latest last. */
  captions: Record<string, readonly Caption[]>;
  /** What was read over REST has been taken once. */
  known: boolean;
}

export const useCalls = create<Calls>()(() => ({ calls: {}, quality: {}, captions: {}, known: false }));

const KEPT_CAPTIONS = 60;

/** Words still being said are replaced by what they turn into. */
export function captioned(was: readonly Caption[], came: Caption): readonly Caption[] {
  const open = was.findLastIndex((one) => one.leg === came.leg && !one.final);
  const kept = open < 0 ? was : was.filter((_, index) => index !== open);
  return [...kept, came].slice(-KEPT_CAPTIONS);
}

function without<T>(record: Record<string, T>, gone: (key: string) => boolean): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([key]) => !gone(key)));
}

/** A call that is over leaves nothing behind. */
export function after(was: Calls, frame: Frame): Partial<Calls> {
  if (frame.op === 'call') {
    const { call } = frame;
    if (call.state !== 'ended') return { calls: { ...was.calls, [call.interaction]: call } };
    const mine = (key: string) => key === call.interaction;
    return { calls: without(was.calls, mine), captions: without(was.captions, mine) };
  }
  if (frame.op === 'quality') {
    const { leg, loss_pct, jitter_ms, rtt_ms, level } = frame;
    return { quality: { ...was.quality, [leg]: { loss_pct, jitter_ms, rtt_ms, level } } };
  }
  if (frame.op === 'caption') {
    const { interaction, leg, text, final } = frame;
    const said = captioned(was.captions[interaction] ?? [], { leg, text, final });
    return { captions: { ...was.captions, [interaction]: said } };
  }
  return {};
}

export const calls = {
  take: (frame: Frame): void => useCalls.setState((was) => after(was, frame)),
  /** All there are of mine; those of others that were known stay when they are asked for elsewhere. */
  learnMine: (found: readonly LiveCall[]): void =>
    useCalls.setState((was) => ({
      known: true,
      calls: {
        ...without(was.calls, (key) => was.calls[key]?.my_leg !== ''),
        ...Object.fromEntries(found.map((call) => [call.interaction, call])),
      },
    })),
  learn: (found: readonly LiveCall[]): void =>
    useCalls.setState((was) => ({
      calls: { ...was.calls, ...Object.fromEntries(found.map((call) => [call.interaction, call])) },
    })),
  forget: (): void => useCalls.setState({ calls: {}, quality: {}, captions: {}, known: false }),
};
