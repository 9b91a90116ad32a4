/** The designer around whatever is drawn in it. */
import { createContext, useContext } from 'react';
import type { Designer, DesignerStore } from './model/store';

export const DesignerContext = createContext<DesignerStore | null>(null);

export function useStore(): DesignerStore {
  const store = useContext(DesignerContext);
  if (!store) throw new Error('no designer around');
  return store;
}

export const useDesigner = <Value>(select: (state: Designer) => Value): Value => useStore()(select);
