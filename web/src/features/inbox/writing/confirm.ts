/** One click from a call or a chat to the mail that confirms it, in the same conversation. */
import { api, told } from '@/api/client';
import { asProblem } from '@/api/problem';
import type { Conversation } from '@/api/types';
import { attempt } from '../attempt';
import { draftNow, write } from '../drafts';

/** `onNoAddress` asks for one. What was already written stays, below the greeting. */
export async function confirmByMail(
  conversation: Conversation,
  onNoAddress: () => void,
  onReady: () => void,
): Promise<void> {
  const params = { path: { conversation_id: conversation.id } };
  await attempt(async () => {
    try {
      const mail = await told(api.GET('/api/v1/conversations/{conversation_id}/confirmation', { params }));
      const begun = draftNow(conversation.id, 'reply').text.trim();
      write(conversation.id, 'reply', {
        endpoint: mail.endpoint,
        subject: mail.subject,
        text: begun ? `${mail.text}\n\n${begun}` : mail.text,
        seen: conversation.last,
      });
      onReady();
    } catch (error) {
      if (asProblem(error).code !== 'unreachable') throw error;
      onNoAddress();
    }
  });
}
