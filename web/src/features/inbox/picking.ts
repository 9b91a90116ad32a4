/** Messages being chosen, to begin a conversation of their own or to go to another. */
import { create } from 'zustand';

interface Picking {
  /** In which conversation; empty: nothing is being chosen. */
  conversation: string;
  messages: readonly string[];
}

export const usePicking = create<Picking>()(() => ({ conversation: '', messages: [] }));

export const picking = {
  begin: (conversation: string, first?: string): void =>
    usePicking.setState({ conversation, messages: first ? [first] : [] }),
  toggle: (message: string): void =>
    usePicking.setState((was) => ({
      messages: was.messages.includes(message)
        ? was.messages.filter((id) => id !== message)
        : [...was.messages, message],
    })),
  end: (): void => usePicking.setState({ conversation: '', messages: [] }),
};
