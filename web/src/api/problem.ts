/** A refusal or failure as the server tells it (RFC 9457 with `code`), and what never reached the server. */
export class Problem extends Error {
  readonly code: string;
  readonly status: number;
  readonly params: Record<string, unknown>;
  /** Quoted to support: what the server's log knows this by. */
  readonly reference: string;

  constructor(code: string, status: number, params: Record<string, unknown> = {}, reference = '') {
    super(code);
    this.code = code;
    this.status = status;
    this.params = params;
    this.reference = reference;
  }

  /** Nothing was refused: it may go through later, with the same key. */
  get passing(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

export async function problemOf(response: Response): Promise<Problem> {
  let body: Record<string, unknown> = {};
  try {
    body = (await response.clone().json()) as Record<string, unknown>;
  } catch {
    body = {};
  }
  const code = typeof body['code'] === 'string' ? body['code'] : `http_${String(response.status)}`;
  const params = (body['params'] ?? {}) as Record<string, unknown>;
  const reference = typeof body['instance'] === 'string' ? body['instance'] : '';
  return new Problem(code, response.status, params, reference);
}

export const asProblem = (error: unknown): Problem =>
  error instanceof Problem ? error : new Problem('unreachable_server', 0, {});
