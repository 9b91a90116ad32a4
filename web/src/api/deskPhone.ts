/** What is typed into the telephone on somebody's desk. */
import { api, ONCE, told } from './client';
import type { components } from './schema';

export type DeskPhoneTyped = components['schemas']['DeskPhoneShown'];

const of = (user: string) => ({ params: { path: { user_id: user } } });

/** Without the password; nothing where the centre has no desk phones. */
export const deskPhoneOf = async (user: string): Promise<DeskPhoneTyped | null> =>
  told(api.GET('/api/v1/users/{user_id}/desk_phone', of(user)));

/** With it: whoever sees it is in the audit log. */
export const passwordOf = async (user: string, renew: boolean): Promise<DeskPhoneTyped> =>
  told(
    api.POST('/api/v1/users/{user_id}/desk_phone/password', { ...of(user), headers: ONCE, body: { renew } }),
  );
