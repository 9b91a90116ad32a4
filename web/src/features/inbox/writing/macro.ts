/** Runs a macro: everything it does, or nothing; its text comes back for the composer, the rest can be undone. */
import i18next from 'i18next';
import { api, told } from '@/api/client';
import { queries } from '@/api/queries';
import { live } from '@/live/store';
import { undoable } from '@/ui/undo';
import { toast } from '@/ui/toast';
import { attempt } from '../attempt';

export async function runMacro(
  conversation: string,
  macro: { slug: string; title: string },
  onText: (text: string) => void,
): Promise<void> {
  await attempt(async () => {
    const path = { conversation_id: conversation, slug: macro.slug };
    const made = await told(
      api.POST('/api/v1/conversations/{conversation_id}/macros/{slug}', { params: { path } }),
    );
    live.learnRows([made.conversation]);
    if (made.insert) onText(made.insert);
    void queries.invalidateQueries({ queryKey: ['conversation', conversation] });
    const done = i18next.t('writing:macro.done', { name: macro.title });
    if (made.undo.length === 0) toast.done(done);
    else undoable(done, () => takeBack(conversation, made.undo));
  });
}

async function takeBack(conversation: string, steps: { do: string; value: string }[]): Promise<void> {
  const params = { path: { conversation_id: conversation } };
  const now = await told(
    api.POST('/api/v1/conversations/{conversation_id}/macros/undo', { params, body: { steps } }),
  );
  live.learnRows([now]);
  void queries.invalidateQueries({ queryKey: ['conversation', conversation] });
}
