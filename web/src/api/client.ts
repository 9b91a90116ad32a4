/**
 * The way to the server, typed by its OpenAPI: session cookie, CSRF token, language, and an Idempotency-Key on every
 * POST. A POST that got no answer is said again with the same key, so that a click made while the line is down is
 * neither lost nor doubled. Every refusal is thrown as a Problem.
 */
import createClient from 'openapi-fetch';
import { Problem, problemOf } from './problem';
import type { paths } from './schema';

const PATIENCE = 45_000;
const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 8_000;

/** A caller's own key; and the wish not to be repeated, for what must answer at once. */
export const KEY = 'Idempotency-Key';
export const ONCE = { 'X-Once': '1' } as const;

let csrf = '';
let signedOut: () => void = () => undefined;

export const setCsrf = (token: string): void => {
  csrf = token;
};

/** What to do when the server says the session is over. */
export const onSignedOut = (act: () => void): void => {
  signedOut = act;
};

function dress(request: Request): Headers {
  const headers = new Headers(request.headers);
  headers.delete('X-Once');
  headers.set('Accept-Language', document.documentElement.lang || 'en');
  if (request.method !== 'GET' && csrf) headers.set('X-CSRF-Token', csrf);
  if (request.method === 'POST' && !headers.has(KEY)) headers.set(KEY, crypto.randomUUID());
  return headers;
}

async function once(request: Request, headers: Headers): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(new Request(request.clone(), { headers, credentials: 'same-origin' }));
  } catch (error) {
    if (request.signal.aborted) throw error;
    throw new Problem('unreachable_server', 0);
  }
  if (response.ok) return response;
  if (response.status === 401 && !new URL(request.url).pathname.endsWith('/session')) signedOut();
  throw await problemOf(response);
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function carry(request: Request): Promise<Response> {
  const headers = dress(request);
  const patient = request.method === 'POST' && !request.headers.has('X-Once');
  const until = Date.now() + (patient ? PATIENCE : 0);
  for (let wait = FIRST_PAUSE; ; wait = Math.min(wait * 2, LONGEST_PAUSE)) {
    try {
      return await once(request, headers);
    } catch (error) {
      const again = error instanceof Problem && (error.status === 0 || error.status === 503);
      if (!again || Date.now() + wait > until) throw error;
      await pause(wait);
    }
  }
}

/** `api.GET('/api/v1/…', { params, body, signal })`: paths, parameters and answers are typed. */
export const api = createClient<paths>({ fetch: carry });

/** The answer itself: `await told(api.GET(…))`. */
export async function told<T>(answer: Promise<{ data?: T }>): Promise<T> {
  return (await answer).data as T;
}

/** The body of an upload, as openapi-fetch takes it. */
export function asForm(file: File): { body: { file: string }; bodySerializer: () => FormData } {
  const form = new FormData();
  form.append('file', file, file.name);
  return { body: { file: file.name }, bodySerializer: () => form };
}
