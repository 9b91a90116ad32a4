/**
 * One flow in the designer: what it is now, what it was (undo), what is selected, and what is known about its nodes.
 * The draft is kept by a Keeper; whatever changes here is handed on to it.
 */
import { create, type StoreApi, type UseBoundStore } from 'zustand';
import type { Keeper } from '@/api/keeper';
import { arranged, placed, type Places } from './layout';
import { moved } from './edits';
import { flowOf, type Flow } from './flow';

export interface Finding {
  code: string;
  node: string;
  severity: string;
  field: string;
  text: string;
  help: string;
}

export interface Count {
  entered: number;
  left: number;
  here: number;
}

export type Panel = 'node' | 'flow' | 'simulator' | 'tests' | 'findings' | 'versions';

export interface State {
  flow: Flow;
  places: Places;
  past: readonly Flow[];
  future: readonly Flow[];
  selected: readonly string[];
  panel: Panel | null;
  findings: readonly Finding[];
  counts: Readonly<Record<string, Count>>;
  /** Where the simulated conversation went, as `from>to`, and where it stands. */
  trail: ReadonlySet<string>;
  standing: string;
  /** What the nodes of its recipe are called: nobody here chose those. Null until it is known. */
  given: ReadonlySet<string> | null;
  /** Nodes some test went through; null while coverage is not shown. */
  covered: ReadonlySet<string> | null;
  /** What the canvas is asked to bring into view; `n` counts the requests. */
  shown: { id: string; n: number };
  readOnly: boolean;
  language: string;
}

export interface Acts {
  /** Changes with the same mark within a moment are one step back. */
  edit: (change: (flow: Flow) => Flow, mark?: string) => void;
  undo: () => void;
  redo: () => void;
  /** What the server holds instead. */
  load: (flow: Flow) => void;
  select: (ids: readonly string[], panel?: Panel) => void;
  /** Selects it and brings it into view. */
  show: (id: string, panel?: Panel) => void;
  arrange: () => void;
  move: (places: Places) => void;
}

export type Designer = State & Acts;
export type DesignerStore = UseBoundStore<StoreApi<Designer>>;

const STEPS = 300;
const TOGETHER_MS = 1500;

function fill(flow: Flow, places: Places, language: string): Flow {
  const missing = Object.entries(flow.nodes).filter(([, node]) => !node.at);
  return missing.length === 0
    ? flow
    : moved(flow, new Map(missing.map(([id]) => [id, placed(flow, places, language).get(id) ?? [0, 0]])));
}

export function createDesigner(keeper: Keeper, language: string, readOnly: boolean): DesignerStore {
  const first = flowOf(keeper.get().body);
  let mark = '';
  let at = 0;
  return create<Designer>()((set, get) => {
    const show = (flow: Flow, rest: Partial<State>) => {
      const { places } = get();
      set({
        flow,
        places: placed(flow, places, language),
        selected: get().selected.filter((id) => id in flow.nodes),
        ...rest,
      });
      keeper.change(flow);
    };
    return {
      flow: first,
      places: placed(first, new Map(), language),
      past: [],
      future: [],
      selected: [],
      panel: null,
      findings: [],
      counts: {},
      trail: new Set(),
      standing: '',
      given: null,
      covered: null,
      shown: { id: '', n: 0 },
      readOnly,
      language,
      edit: (change, wanted = '') => {
        const { flow, past, readOnly: still } = get();
        const next = still ? flow : change(flow);
        if (next === flow) return;
        const now = Date.now();
        const same = wanted !== '' && wanted === mark && now - at < TOGETHER_MS && past.length > 0;
        mark = wanted;
        at = now;
        show(next, { past: same ? past : [...past.slice(-STEPS + 1), flow], future: [] });
      },
      undo: () => {
        const { past, flow, future, readOnly: still } = get();
        const before = past.at(-1);
        if (!before || still) return;
        mark = '';
        show(before, { past: past.slice(0, -1), future: [flow, ...future] });
      },
      redo: () => {
        const { past, flow, future, readOnly: still } = get();
        const [after, ...rest] = future;
        if (!after || still) return;
        mark = '';
        show(after, { past: [...past, flow], future: rest });
      },
      load: (flow) => {
        if (flow === get().flow) return;
        set({
          flow,
          places: placed(flow, new Map(), language),
          past: [...get().past, get().flow],
          future: [],
        });
      },
      select: (selected, panel) => set(panel ? { selected, panel } : { selected }),
      show: (id, panel = 'node') => set({ selected: [id], panel, shown: { id, n: get().shown.n + 1 } }),
      arrange: () => get().edit((flow) => moved(flow, arranged(flow, language))),
      move: (places) => get().edit((flow) => moved(fill(flow, get().places, language), places)),
    };
  });
}
