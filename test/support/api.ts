import { io, type Socket } from 'socket.io-client';
import type { ClientEvents, Handshake, Problem, ServerEvents, SessionReply } from '../../server/contract/index.js';

export const PASSWORD = 'correct-horse-battery';

export type ReaderSocket = Socket<ServerEvents, ClientEvents>;

/** An answer of the server: the parsed body, whatever it is. */
export interface Answer<T> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
}

/** A running Outrider as another program speaks to it: HTTP and sockets. */
export class Api {
  readonly #sockets: ReaderSocket[] = [];

  constructor(readonly url: string) {}

  /** Signs in and returns what speaks for that user. */
  async signIn(username: string): Promise<Session> {
    const { body } = await this.call<SessionReply>('POST', '/api/session', { body: { username, password: PASSWORD } });
    return new Session(this, body);
  }

  async call<T = Problem>(
    method: string,
    path: string,
    options: {
      body?: unknown;
      raw?: BodyInit;
      token?: string;
      headers?: Record<string, string>;
      signal?: AbortSignal;
    } = {},
  ): Promise<Answer<T>> {
    const { body, raw, token, headers, signal } = options;
    const response = await fetch(this.url + path, {
      method,
      ...(signal === undefined ? {} : { signal }),
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...headers,
      },
      ...(body === undefined ? (raw === undefined ? {} : { body: raw }) : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = /[/+]json/.test(response.headers.get('content-type') ?? '');
    return { status: response.status, headers: response.headers, body: (isJson ? JSON.parse(text) : text) as T };
  }

  connect(auth: Handshake): ReaderSocket {
    const socket: ReaderSocket = io(this.url, { transports: ['websocket'], auth, reconnection: false, forceNew: true });
    this.#sockets.push(socket);
    return socket;
  }

  hangUp(): void {
    for (const socket of this.#sockets.splice(0)) socket.disconnect();
  }
}

/** One signed-in user of a running Outrider. */
export class Session {
  readonly token: string;
  constructor(
    readonly outrider: Api,
    readonly reply: SessionReply,
  ) {
    this.token = reply.token;
  }

  get<T>(path: string): Promise<Answer<T>> {
    return this.outrider.call<T>('GET', path, { token: this.token });
  }
  post<T>(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer<T>> {
    return this.outrider.call<T>('POST', path, { token: this.token, body, headers });
  }
  patch<T>(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer<T>> {
    return this.outrider.call<T>('PATCH', path, { token: this.token, body, headers });
  }
  put<T>(path: string, body: unknown): Promise<Answer<T>> {
    return this.outrider.call<T>('PUT', path, { token: this.token, body });
  }
  connect(cursor: { epoch?: string; lastSeq?: number } = {}): ReaderSocket {
    return this.outrider.connect({ token: this.token, ...cursor });
  }
}

/** The next frame of one kind that fits; what comes before it is passed over. */
export function next<E extends keyof ServerEvents>(
  socket: ReaderSocket,
  event: E,
  fits: (frame: Parameters<ServerEvents[E]>[0]) => boolean = () => true,
): Promise<Parameters<ServerEvents[E]>[0]> {
  return new Promise((resolve) => {
    const listen = (frame: Parameters<ServerEvents[E]>[0]): void => {
      if (!fits(frame)) return;
      socket.off(event, listen as never);
      resolve(frame);
    };
    socket.on(event, listen as never);
  });
}
