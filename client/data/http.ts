import type { Problem, RefusalCode } from '../../server/contract/index.js';

/** An answer of the server, or why there is none. `UNREACHABLE`: nothing came back, so it may or may not have been done. */
export type Reply<T> =
  | { readonly ok: true; readonly value: T }
  | {
      readonly ok: false;
      readonly code: RefusalCode | 'UNREACHABLE';
      readonly detail: string;
      readonly errors: readonly { readonly path: string; readonly detail: string }[];
    };

export interface Request {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
  /** in the place of a body: NDJSON, as it is */
  readonly file?: Blob;
  readonly headers?: Readonly<Record<string, string>>;
}

/** How long an answer may take, in ms. A request that gets none is reported as unreachable. */
const PATIENCE = 10_000;

/** Asks the server over HTTP. Refusals and failures are values; this never rejects. */
export async function ask<T>(request: Request, token?: string): Promise<Reply<T>> {
  const reply = await askForText(request, token);
  if (!reply.ok) return reply;
  return { ok: true, value: (reply.value === '' ? undefined : JSON.parse(reply.value)) as T };
}

/** The same, where the very bytes of the answer matter. */
export async function askForText(request: Request, token?: string): Promise<Reply<string>> {
  try {
    const response = await fetch(request.path, {
      method: request.method,
      headers: {
        accept: 'application/json',
        ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(request.file === undefined ? {} : { 'content-type': 'application/x-ndjson' }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...request.headers,
      },
      ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
      ...(request.file === undefined ? {} : { body: request.file }),
      cache: 'no-store',
      signal: AbortSignal.timeout(PATIENCE),
    });
    return await read(response);
  } catch {
    return { ok: false, code: 'UNREACHABLE', detail: 'The server does not answer', errors: [] };
  }
}

async function read(response: Response): Promise<Reply<string>> {
  const text = await response.text();
  if (response.ok) return { ok: true, value: text };
  if (!isProblem(response)) {
    return { ok: false, code: 'UNREACHABLE', detail: `The server answered ${response.status}`, errors: [] };
  }
  const problem = JSON.parse(text) as Problem;
  return { ok: false, code: problem.code, detail: problem.detail || problem.title, errors: problem.errors ?? [] };
}

const isProblem = (response: Response): boolean =>
  response.headers.get('content-type')?.startsWith('application/problem+json') ?? false;
