/** A telephone that rings at this desk, and the dialog to note a call: known to whoever shows or opens them. */
import { create } from 'zustand';

interface Calling {
  /** The dialog is open, with this number in it. */
  dialog: { number: string } | null;
  ringing: string | null;
}

export const useCalling = create<Calling>()(() => ({ dialog: null, ringing: null }));

export const openCall = (number = ''): void => useCalling.setState({ dialog: { number } });
