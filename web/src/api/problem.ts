/** A refusal or failure as the server tells it (RFC 9457 with `code`), and what never reached the server. */
export class Problem extends Error {
  readonly code: string;
  readonly status: number;
  readonly params: Record<string, unknown>;
  /** Quoted to support: what the server's log knows this by. */
  readonly reference: string;
  /** What the server says about it, in the reader's language; empty when it said nothing. */
  readonly detail: string;

  /** What is wrong with which field. */
  errors: { field: string; code: string; detail?: string }[] = [];

  constructor(
    code: string,
    status: number,
    params: Record<string, unknown> = {},
    reference = '',
    detail = '',
  ) {
    super(code);
    this.code = code;
    this.status = status;
    this.params = params;
    this.reference = reference;
    this.detail = detail;
  }

  /** Nothing was refused: it may go through later, with the same key. */
  get passing(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

interface Told {
  code?: string;
  detail?: string;
  params?: Record<string, unknown>;
  errors?: { field: string; code: string; detail?: string }[];
}

async function read(response: Response): Promise<Told> {
  try {
    return (await response.json()) as Told;
  } catch {
    return {};
  }
}

export async function problemOf(response: Response): Promise<Problem> {
  const told = await read(response);
  const code = told.code ?? `http_${String(response.status)}`;
  const fields = (told.errors ?? []).map((error) => `${error.field}: ${error.detail ?? error.code}`);
  const detail = [told.detail ?? '', ...fields].filter(Boolean).join('\n');
  const problem = new Problem(
    code,
    response.status,
    told.params,
    response.headers.get('X-Request-Id') ?? '',
    detail,
  );
  problem.errors = told.errors ?? [];
  return problem;
}

export const asProblem = (error: unknown): Problem =>
  error instanceof Problem ? error : new Problem('unexpected', -1);
