/** What can be done with a reply that is still to go: back into the draft, away, or out at once. */
import i18next from 'i18next';
import { api, told } from '@/api/client';
import { asProblem } from '@/api/problem';
import type { Held, MessageEntry } from '@/api/types';
import { live } from '@/live/store';
import { toast } from '@/ui/toast';
import { attempt } from '../attempt';
import { adopt } from '../drafts';
import { forgetHeld } from './questions';

/** The id of the field one writes in. */
export const FIELD = 'composer-words';

const of = (held: Held) => ({ params: { path: { held_id: held.id } } });

/** Back into the writer's draft. When it went in this very moment, that is said. */
export async function recall(held: Held, mine: boolean): Promise<boolean> {
  return await attempt(async () => {
    try {
      const draft = await told(api.POST('/api/v1/held/{held_id}/recall', of(held)));
      forgetHeld(held);
      if (mine) {
        adopt(held.conversation, 'reply', draft);
        requestAnimationFrame(() => document.getElementById(FIELD)?.focus());
      }
    } catch (error) {
      if (asProblem(error).status === 404) {
        forgetHeld(held);
        toast.failed(i18next.t('writing:held.gone'));
        return;
      }
      throw error;
    }
  });
}

export async function discard(held: Held): Promise<void> {
  const gone = await attempt(() => told(api.DELETE('/api/v1/held/{held_id}', of(held))));
  if (gone) forgetHeld(held);
}

export async function sendNow(held: Held): Promise<void> {
  await attempt(async () => {
    const entry = (await told(api.POST('/api/v1/held/{held_id}/send', of(held)))) as MessageEntry;
    forgetHeld(held);
    live.learnEntry(entry);
  });
}
