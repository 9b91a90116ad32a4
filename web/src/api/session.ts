/** Who is signed in: loaded once, kept until signing out or until the server says it is over. */
import { create } from 'zustand';
import { api, onSignedOut, ONCE, setCsrf, told } from './client';
import { Problem } from './problem';
import type { components } from './schema';
import type { Catalog, Choice, Me, Presence } from './types';

interface Session {
  me: Me | null;
}

export const useSession = create<Session>()(() => ({ me: null }));

export class NotSignedIn extends Error {}

function keep(me: Me): Me {
  setCsrf(me.csrf);
  useSession.setState({ me });
  return me;
}

onSignedOut(() => useSession.setState({ me: null }));

export async function loadSession(): Promise<Me> {
  const known = useSession.getState().me;
  if (known) return known;
  try {
    return keep((await told(api.GET('/api/v1/session'))) as Me);
  } catch (error) {
    if (error instanceof Problem && error.status === 401) throw new NotSignedIn();
    throw error;
  }
}

export const signIn = async (email: string, password: string): Promise<Me> =>
  keep((await told(api.POST('/api/v1/session', { body: { email, password }, headers: ONCE }))) as Me);

/** The first run ends signed in: its answer is a session like any other. */
export const enterWith = (session: components['schemas']['Session']): Me => keep(session as Me);

export async function signOut(): Promise<void> {
  await told(api.DELETE('/api/v1/session'));
  setCsrf('');
  useSession.setState({ me: null });
}

export async function refreshCatalog(): Promise<void> {
  const catalog = await told(api.GET('/api/v1/catalog'));
  useSession.setState((was) => ({ me: was.me && { ...was.me, catalog } }));
}

export const choosePresence = async (
  state: 'available' | 'paused' | 'offline',
  reason = '',
): Promise<Presence> => (await told(api.PUT('/api/v1/me/presence', { body: { state, reason } }))) as Presence;

export async function changeMe(body: components['schemas']['MeWanted']): Promise<void> {
  await told(api.PATCH('/api/v1/me', { body }));
}

/** Inside the shell somebody is always signed in. */
export function useMe(): Me {
  const me = useSession((session) => session.me);
  if (!me) throw new NotSignedIn();
  return me;
}

export const useCatalog = (): Catalog => useMe().catalog;

/** May I, on anything at all? The server decides on each thing. */
export function useMay(permission: string): boolean {
  return Boolean(useSession((session) => session.me?.permissions[permission]));
}

/** A configured thing's name in the reader's language; its slug when it is gone. */
export function nameOf(choices: readonly Choice[], slug: string, language: string): string {
  const found = choices.find((choice) => choice.slug === slug);
  if (!found) return slug;
  return language.startsWith('es') && found.name_es ? found.name_es : found.name;
}
