/** A simulated conversation: all that was done so far is tried anew whenever the flow changes. */
import { useEffect, useMemo, useState } from 'react';
import type { Golden } from '../model/flow';
import { simulate, type ActGiven, type TrialShown } from '../questions';
import { useDesigner, useStore } from '../useDesigner';

export interface Setting {
  channel: string;
  language: string;
  at: string;
  known: boolean;
  customer: Record<string, string | number | boolean>;
}

const PAUSE = 250;

/** Ways gone, as `from>to`, through everything heard. */
export function trailOf(shown: TrialShown): Set<string> {
  const trail = new Set<string>();
  let before = '';
  for (const one of shown.heard.flat()) {
    for (const node of one.passed) {
      if (before) trail.add(`${before}>${node}`);
      before = node;
    }
    before = one.standing || before;
  }
  return trail;
}

export function useTrial(slug: string, setting: Setting) {
  const store = useStore();
  const flow = useDesigner((state) => state.flow);
  const [acts, setActs] = useState<readonly ActGiven[]>([]);
  const [shown, setShown] = useState<TrialShown | null>(null);
  const [error, setError] = useState<unknown>(null);
  // Where a card lies and what its comment says changes nothing in a conversation, but is rarely what changed.
  const given = useMemo(
    () => ({
      slug,
      body: flow,
      name: '',
      channel: setting.channel,
      language: setting.language,
      at: setting.at,
      customer: setting.known ? setting.customer : {},
      conversation: {},
      brand: {},
      acts: [...acts],
    }),
    [slug, flow, setting, acts],
  );
  useEffect(() => {
    const abort = new AbortController();
    const timer = setTimeout(() => {
      simulate(given, abort.signal).then(
        (answer) => {
          setShown(answer);
          setError(null);
          const { standing, shown: before } = store.getState();
          const moved = answer.node !== standing && acts.length > 0;
          store.setState({
            trail: trailOf(answer),
            standing: answer.node,
            ...(moved ? { shown: { id: answer.node, n: before.n + 1 } } : {}),
          });
        },
        (problem: unknown) => {
          if (!abort.signal.aborted) setError(problem);
        },
      );
    }, PAUSE);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
    // `acts` is part of what is given.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [given, store]);
  useEffect(() => () => store.setState({ trail: new Set(), standing: '' }), [store]);
  return {
    shown,
    error,
    acts,
    act: (one: ActGiven) => setActs([...acts, one]),
    back: () => setActs(acts.slice(0, -1)),
    restart: () => setActs([]),
    keep: (name: string) => {
      if (!shown) return;
      const test = { ...(shown.test as unknown as Golden), name };
      store.getState().edit((now) => ({ ...now, tests: [...(now.tests ?? []), test] }));
    },
  };
}

export type Trial = ReturnType<typeof useTrial>;
