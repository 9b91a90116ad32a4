/** Links that lead into a conversation's calls, and asking its customer to talk. */
import { api, ONCE, told } from './client';
import type { components } from './schema';

export type JoinLink = components['schemas']['JoinLinkShown'];

const at = (conversation: string) => ({ params: { path: { conversation_id: conversation } } });

export const callLinks = {
  known: async (conversation: string): Promise<JoinLink[]> =>
    (await told(api.GET('/api/v1/conversations/{conversation_id}/join_links', at(conversation)))).items,
  make: (conversation: string, video: boolean, minutes: number) =>
    told(
      api.POST('/api/v1/conversations/{conversation_id}/join_links', {
        ...at(conversation),
        body: { video, minutes },
        headers: ONCE,
      }),
    ),
  revoke: (link: string) =>
    told(api.DELETE('/api/v1/join_links/{join_link_id}', { params: { path: { join_link_id: link } } })),
  invite: (conversation: string, video: boolean) =>
    told(
      api.POST('/api/v1/conversations/{conversation_id}/invite_to_call', {
        ...at(conversation),
        body: { video },
        headers: ONCE,
      }),
    ),
};
