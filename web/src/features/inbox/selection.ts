/** Which rows of the list are chosen for doing something to all of them; the last one chosen is where Shift begins. */
import { create } from 'zustand';

interface Selection {
  /** The list they are rows of. */
  list: string;
  ids: ReadonlySet<string>;
  anchor: string | null;
}

export const useSelection = create<Selection>()(() => ({ list: '', ids: new Set(), anchor: null }));

export const selection = {
  clear: (): void => useSelection.setState({ ids: new Set(), anchor: null }),
  /** Another list begins with none; the same one, when a row of it is opened, keeps what was chosen meanwhile. */
  begin: (list: string): void =>
    useSelection.setState((was) => (was.list === list ? was : { list, ids: new Set(), anchor: null })),
  all: (rows: readonly { id: string }[]): void =>
    useSelection.setState({ ids: new Set(rows.map((row) => row.id)), anchor: null }),
  toggle: (id: string): void =>
    useSelection.setState((was) => {
      const ids = new Set(was.ids);
      if (!ids.delete(id)) ids.add(id);
      return { ids, anchor: id };
    }),
  /** From where it was last chosen up to this one. */
  through: (id: string, rows: readonly { id: string }[]): void =>
    useSelection.setState((was) => {
      const from = rows.findIndex((row) => row.id === was.anchor);
      const to = rows.findIndex((row) => row.id === id);
      if (from < 0 || to < 0) return { ids: new Set([...was.ids, id]), anchor: id };
      const span = rows.slice(Math.min(from, to), Math.max(from, to) + 1).map((row) => row.id);
      return { ids: new Set([...was.ids, ...span]), anchor: id };
    }),
};
