/** Places in one feature that another fills; the app says with what, so that features need not know each other. */
import { createContext, useContext, type ReactNode } from 'react';

export interface Slots {
  /** Who we talk to: shown beside the open conversation. */
  customerPanel: (customer: string, conversation: string) => ReactNode;
}

const SlotContext = createContext<Slots | null>(null);

export const SlotProvider = SlotContext.Provider;

export function useSlot<Name extends keyof Slots>(name: Name): Slots[Name] {
  const slots = useContext(SlotContext);
  if (!slots) throw new Error(`no slots around ${name}`);
  return slots[name];
}
