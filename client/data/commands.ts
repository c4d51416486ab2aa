import { v4 as uuid } from 'uuid';
import type { Reply, Request } from './http.js';

/** How a request reaches the server. */
export type Ask = <T>(request: Request) => Promise<Reply<T>>;

/** Answers after which nobody knows whether it was done: the same command is then sent under the same key. */
const UNDECIDED = new Set<string>(['UNREACHABLE', 'INTERNAL', 'STORAGE_UNAVAILABLE']);

/** Sends commands once in effect: pressed twice, or pressed again after no answer came, a command keeps its key (R8). */
export class Commands {
  readonly #ask: Ask;
  readonly #undecided = new Map<string, string>();

  constructor(ask: Ask) {
    this.#ask = ask;
  }

  post<T>(path: string, body: unknown): Promise<Reply<T>> {
    return this.#send<T>({ method: 'POST', path, body });
  }

  patch<T>(path: string, body: unknown): Promise<Reply<T>> {
    return this.#send<T>({ method: 'PATCH', path, body });
  }

  delete<T>(path: string): Promise<Reply<T>> {
    return this.#send<T>({ method: 'DELETE', path });
  }

  async #send<T>(request: Request): Promise<Reply<T>> {
    const command = `${request.method} ${request.path} ${JSON.stringify(request.body)}`;
    const key = this.#undecided.get(command) ?? uuid();
    this.#undecided.set(command, key);
    const reply = await this.#ask<T>({ ...request, headers: { 'idempotency-key': key } });
    if (reply.ok || !UNDECIDED.has(reply.code)) this.#undecided.delete(command);
    return reply;
  }

  put<T>(path: string, body: unknown): Promise<Reply<T>> {
    return this.#ask<T>({ method: 'PUT', path, body });
  }

  get<T>(path: string): Promise<Reply<T>> {
    return this.#ask<T>({ method: 'GET', path });
  }
}
