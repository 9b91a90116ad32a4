/**
 * A telephone that rings at this desk, and the dialog to note a call; and whether the centre telephones by itself: known
 * to whoever shows or opens them.
 */
import { create } from 'zustand';

export interface DialAsked {
  number: string;
  conversation?: string | undefined;
  customer?: string | undefined;
}

interface Calling {
  /** The dialog is open, with this number in it. */
  dialog: { number: string } | null;
  ringing: string | null;
  /** The centre has calls of its own; with `outside` numbers can be called. */
  voice: boolean;
  outside: boolean;
  engines: readonly string[];
  /** Somebody is to be called: by the dial pad, or at once where a number is given. */
  dial: DialAsked | null;
}

export const useCalling = create<Calling>()(() => ({
  dialog: null,
  ringing: null,
  voice: false,
  outside: false,
  engines: [],
  dial: null,
}));

export const openCall = (number = ''): void => useCalling.setState({ dialog: { number } });

export const openDial = (dial: DialAsked = { number: '' }): void => useCalling.setState({ dial });
