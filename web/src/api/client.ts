/**
 * The way to the server: session cookie, CSRF token, language and an Idempotency-Key on every POST. A POST that got
 * no answer is said again with the same key, so a click made while the line is down is neither lost nor doubled.
 */
import { Problem, problemOf } from './problem';

export type Query = Record<string, string | number | boolean | null | undefined>;

interface Options {
  query?: Query;
  body?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal;
  /** The Idempotency-Key; a fresh one when left out. */
  key?: string;
  /** How long a POST without an answer is repeated; 0: not at all. */
  patience?: number;
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

const PATIENCE = 45_000;
const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 8_000;

let csrf = '';
let signedOut: () => void = () => undefined;

export const setCsrf = (token: string): void => {
  csrf = token;
};

/** What to do when the server says the session is over. */
export const onSignedOut = (act: () => void): void => {
  signedOut = act;
};

export function address(path: string, query: Query = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== '') search.set(name, String(value));
  }
  const text = search.toString();
  return text ? `${path}?${text}` : path;
}

function headersFor(method: Method, options: Options): Headers {
  const headers = new Headers({ Accept: 'application/json', ...options.headers });
  headers.set('Accept-Language', document.documentElement.lang || 'en');
  if (method !== 'GET' && csrf) headers.set('X-CSRF-Token', csrf);
  if (method === 'POST') headers.set('Idempotency-Key', options.key ?? crypto.randomUUID());
  if (options.body !== undefined && !(options.body instanceof FormData)) {
    headers.set('Content-Type', 'application/json');
  }
  return headers;
}

async function once(method: Method, path: string, headers: Headers, options: Options): Promise<Response> {
  const body = options.body instanceof FormData ? options.body : JSON.stringify(options.body);
  let response: Response;
  try {
    response = await fetch(address(path, options.query), {
      method,
      headers,
      credentials: 'same-origin',
      signal: options.signal,
      body: options.body === undefined ? undefined : body,
    });
  } catch (error) {
    if (options.signal?.aborted) throw error;
    throw new Problem('unreachable_server', 0);
  }
  if (response.ok) return response;
  const problem = await problemOf(response);
  if (response.status === 401 && !path.endsWith('/session')) signedOut();
  throw problem;
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export async function send(method: Method, path: string, options: Options = {}): Promise<Response> {
  const headers = headersFor(method, options);
  const patience = method === 'POST' ? (options.patience ?? PATIENCE) : 0;
  const until = Date.now() + patience;
  for (let wait = FIRST_PAUSE; ; wait = Math.min(wait * 2, LONGEST_PAUSE)) {
    try {
      return await once(method, path, headers, options);
    } catch (error) {
      const again = error instanceof Problem && (error.status === 0 || error.status === 503);
      if (!again || Date.now() + wait > until) throw error;
      await pause(wait);
    }
  }
}

async function json<T>(method: Method, path: string, options: Options): Promise<T> {
  const response = await send(method, path, options);
  const text = await response.text();
  return (text ? JSON.parse(text) : undefined) as T;
}

export const get = <T>(path: string, query?: Query, signal?: AbortSignal): Promise<T> =>
  json<T>('GET', path, { query, signal });
export const post = <T>(path: string, body: unknown = {}, options: Omit<Options, 'body'> = {}): Promise<T> =>
  json<T>('POST', path, { ...options, body });
export const put = <T>(path: string, body: unknown, headers?: Record<string, string>): Promise<T> =>
  json<T>('PUT', path, { body, headers });
export const patch = <T>(path: string, body: unknown, headers?: Record<string, string>): Promise<T> =>
  json<T>('PATCH', path, { body, headers });
export const remove = <T>(path: string, headers?: Record<string, string>): Promise<T> =>
  json<T>('DELETE', path, { headers });
