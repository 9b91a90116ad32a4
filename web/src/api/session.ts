/** Who is signed in: loaded once, kept until signing out or until the server says it is over. */
import { create } from 'zustand';
import { get, onSignedOut, patch, post, put, remove, setCsrf } from './client';
import { Problem } from './problem';
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
    return keep(await get<Me>('/api/v1/session'));
  } catch (error) {
    if (error instanceof Problem && error.status === 401) throw new NotSignedIn();
    throw error;
  }
}

export const signIn = async (email: string, password: string): Promise<Me> =>
  keep(await post<Me>('/api/v1/session', { email, password }, { patience: 0 }));

/** The first run ends signed in: its answer is a session like any other. */
export const enterWith = keep;

export async function signOut(): Promise<void> {
  await remove('/api/v1/session');
  setCsrf('');
  useSession.setState({ me: null });
}

export async function refreshCatalog(): Promise<void> {
  const catalog = await get<Catalog>('/api/v1/catalog');
  useSession.setState((was) => ({ me: was.me && { ...was.me, catalog } }));
}

export const choosePresence = (state: string, reason = ''): Promise<Presence> =>
  put<Presence>('/api/v1/me/presence', { state, reason });

export async function changeMe(change: Record<string, unknown>): Promise<void> {
  await patch('/api/v1/me', change);
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
  return language === 'es' && found.name_es ? found.name_es : found.name;
}
