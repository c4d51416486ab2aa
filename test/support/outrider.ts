import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { io, type Socket } from 'socket.io-client';
import type { ClientEvents, Handshake, Problem, ServerEvents, SessionReply } from '../../server/contract/index.js';

export const PASSWORD = 'correct-horse-battery';
const MAIN = join(process.cwd(), 'dist/server/main.js');

export type ReaderSocket = Socket<ServerEvents, ClientEvents>;

/** An answer of the server: the parsed body, whatever it is. */
export interface Answer<T> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
}

/** A new folder that is removed again by the caller. */
export const newFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'outrider-'));

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The built server as a process of its own, as `npm start` runs it. */
export class Outrider {
  readonly #sockets: ReaderSocket[] = [];

  private constructor(
    readonly process: ChildProcess,
    readonly url: string,
    readonly dataFolder: string,
    private readonly ownsFolder: boolean,
  ) {}

  /** Starts it on a free port and waits until it says where it is. */
  static async start(options: { dataFolder?: string; env?: Record<string, string> } = {}): Promise<Outrider> {
    const dataFolder = options.dataFolder ?? (await newFolder());
    const child = launch(dataFolder, options.env);
    let output = '';
    const url = await new Promise<string>((resolve, reject) => {
      child.stdout?.on('data', (chunk: Buffer) => {
        output += chunk.toString();
        const found = /Outrider is at (http\S+)/.exec(output)?.[1];
        if (found && output.includes('Stop with')) resolve(found.replace('localhost', '127.0.0.1'));
      });
      child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()));
      child.once('exit', (code) => reject(new Error(`the server ended with ${code}:\n${output}`)));
    });
    return new Outrider(child, url, dataFolder, options.dataFolder === undefined);
  }

  /** Runs it although it cannot start, and resolves to what it said. */
  static async refused(dataFolder: string, env: Record<string, string> = {}, form = 'demonstration'): Promise<Ended> {
    const child = launch(dataFolder, env, form);
    let stdout = '';
    let stderr = '';
    child.stdout?.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    const [code] = (await once(child, 'close')) as [number | null];
    return { code, stdout, stderr };
  }

  /** Signs in and returns what speaks for that user. */
  async signIn(username: string): Promise<Session> {
    const { body } = await this.call<SessionReply>('POST', '/api/session', { body: { username, password: PASSWORD } });
    return new Session(this, body);
  }

  async call<T = Problem>(
    method: string,
    path: string,
    options: { body?: unknown; raw?: BodyInit; token?: string; headers?: Record<string, string> } = {},
  ): Promise<Answer<T>> {
    const { body, raw, token, headers } = options;
    const response = await fetch(this.url + path, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...headers,
      },
      ...(body === undefined ? (raw === undefined ? {} : { body: raw }) : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') ?? false;
    return { status: response.status, headers: response.headers, body: (isJson ? JSON.parse(text) : text) as T };
  }

  connect(auth: Handshake): ReaderSocket {
    const socket: ReaderSocket = io(this.url, { transports: ['websocket'], auth, reconnection: false, forceNew: true });
    this.#sockets.push(socket);
    return socket;
  }

  /** Ends it without a chance to tidy up. */
  async kill(): Promise<void> {
    this.#hangUp();
    const gone = once(this.process, 'exit');
    this.process.kill('SIGKILL');
    await gone;
  }

  /** Ends it as a service manager would; removes its data folder if it was made for it. Resolves to the exit code. */
  async stop(): Promise<number | null> {
    this.#hangUp();
    if (this.process.exitCode === null && this.process.signalCode === null) {
      const gone = once(this.process, 'exit');
      this.process.kill('SIGTERM');
      await gone;
    }
    if (this.ownsFolder) await rm(this.dataFolder, { recursive: true, force: true });
    return this.process.exitCode;
  }

  #hangUp(): void {
    for (const socket of this.#sockets) socket.disconnect();
  }
}

/** One signed-in user of a running Outrider. */
export class Session {
  readonly token: string;
  constructor(
    readonly outrider: Outrider,
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
  connect(cursor: { epoch?: string; lastSeq?: number } = {}): ReaderSocket {
    return this.outrider.connect({ token: this.token, ...cursor });
  }
}

function launch(dataFolder: string, env: Record<string, string> = {}, form = 'demonstration'): ChildProcess {
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([key]) => !key.startsWith('OUTRIDER_')));
  return spawn(process.execPath, ['--enable-source-maps', MAIN, form], {
    env: {
      ...inherited,
      NODE_ENV: 'production',
      PORT: '0',
      OUTRIDER_DATA: dataFolder,
      // A test says itself which calls come in, and whom the force knows.
      OUTRIDER_FEED: 'off',
      ...(form === 'demonstration' ? { OUTRIDER_DEMO_PASSWORD: PASSWORD, OUTRIDER_DEMO_PEOPLE: '0' } : {}),
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
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
