/** Whether calls ring in this page, told to the server whenever it changes: nobody is offered a call he cannot hear. */
import { line } from '@/live/socket';
import { allowed, microphones } from './line/devices';

/** Empty: they do. `page`: another tab, or the phone on his desk, is the telephone. */
export type Said = '' | 'microphone' | 'unregistered' | 'page';

export interface Phones {
  /** This tab is the telephone, and calls ring in the browser at all. */
  here: boolean;
  /** A telephone by SIP is wanted, and registered. */
  sip: boolean;
  registered: boolean;
}

export function judged({ here, sip, registered }: Phones, microphone: boolean): Said {
  if (!here) return 'page';
  if (!microphone) return 'microphone';
  return sip && !registered ? 'unregistered' : '';
}

async function hasMicrophone(): Promise<boolean> {
  return (await allowed()) !== 'denied' && (await microphones()) > 0;
}

/** What the server was told on this connection; null: nothing yet. */
let told: Said | null = null;

export const readiness = {
  /** Another connection: it knows nothing of this page. */
  forget: (): void => {
    told = null;
  },
  tell: async (phones: () => Phones): Promise<void> => {
    const heard = phones().here && (await hasMicrophone());
    const said = judged(phones(), heard);
    if (said === told || (said === 'page' && told === null)) return;
    if (line.phone(said)) told = said;
  },
};
