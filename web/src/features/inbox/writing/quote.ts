/** A message's words taken along: to the clipboard, or as a quote into the answer. */
import i18next from 'i18next';
import type { MessageEntry } from '@/api/types';
import { attempt } from '../attempt';
import { draftNow, write } from '../drafts';

export function copy(message: MessageEntry): void {
  void attempt(() => navigator.clipboard.writeText(message.text), i18next.t('writing:menu.copied'));
}

/** Below what is already written, each line marked. */
export function quote(message: MessageEntry): void {
  const quoted = message.text
    .trim()
    .split('\n')
    .map((line) => `> ${line}`)
    .join('\n');
  const begun = draftNow(message.conversation, 'reply').text.trimEnd();
  write(message.conversation, 'reply', {
    text: [begun, quoted, ''].filter((part, at) => at === 2 || part !== '').join('\n\n'),
  });
}
