import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { REFUSALS, type Problem } from '../../../server/contract/index.js';
import { fetchAnswer, NoAnswer } from '../../../server/platform/registers/remote/fetch-answer.js';
import { MAX_FRAME_BYTES } from '../../../server/platform/sockets/io-adapter.js';
import { App } from '../../support/app.js';
import type { ReaderSocket, Session } from '../../support/api.js';
import { StubRegister } from '../../support/stub-register.js';
import type { TrialOptions, Tried } from '../promise.js';
import { randomFrom } from '../reads/markers.js';
import { Attempts, type AsyncApi, type HttpAttempt, type OpenApi } from './attempts.js';
import { CANARY } from './hostile.js';
import { sendFrames } from './raw-socket.js';

const PEOPLE = 'handler dispatcher analyst supervisor sergeant inspector officer1 auditor admin'.split(' ');
/** After so many attempts another control room opens: what was taken in by chance would slow down the rest. */
const ONE_ROOM = 50_000;
const AT_ONCE = 16;
/** An event that is not acknowledged by then never is, in ms. */
const PATIENCE_MS = 5_000;
const MOST_FAULTS = 20;
/** Of each round: how many attempts go through HTTP, through a socket, as raw frames, and as a register's answer. */
const ROUND = { http: 800, socket: 150, raw: 10, register: 40 } as const;
const OF_ONE_ROUND = Object.values(ROUND).reduce((sum, n) => sum + n, 0);
const STACK = /\n\s+at |node_modules|\.[jt]s:\d+:\d+|(Type|Range|Syntax|Reference)Error/;
/** Too much at once is no fault of what was sent. */
const SHED: readonly string[] = ['TOO_BUSY', 'TOO_MANY_REQUESTS'];

const NEARLY = {
  asOf: '2026-07-30T12:00:00.000Z',
  complete: true,
  records: [
    { recordId: 'X-1', summary: 'a word', recordedAt: '2026-01-01', people: [{ role: 'subject', surname: 'Tate' }] },
  ],
};

/**
 * Sends a real Outrider, in this process, what nobody thought of: every HTTP operation by its OpenAPI document, every
 * socket event by AsyncAPI, raw frames, and answers of a register that lies. Counted are crashes, rejections that nobody
 * handles, 5xx, stack traces, answers that say again what was sent, and events that are not acknowledged.
 */
export async function tryFuzz({ seed, count, progress }: TrialOptions & { readonly count: number }): Promise<Tried> {
  const trial = new Trial(seed, count, progress);
  const lost = (cause: unknown): void => trial.fault(`a rejection that nobody handled: ${String(cause)}`);
  process.on('unhandledRejection', lost);
  process.on('uncaughtException', lost);
  try {
    while (trial.done < count) await trial.oneRoom();
  } finally {
    process.off('unhandledRejection', lost);
    process.off('uncaughtException', lost);
  }
  return trial.result();
}

class Trial {
  done = 0;
  #random: () => number = randomFrom(0);
  readonly #faults: string[] = [];
  #again: Tried['again'];
  /** what had been tried when the present room opened: with the seed it is the room's own */
  #before = 0;
  #wrong = 0;
  /** operation and status, event and code: what was reached */
  readonly #reached = new Map<string, number>();
  #untried: readonly string[] = [];

  constructor(
    private readonly seed: number,
    private readonly count: number,
    private readonly progress: TrialOptions['progress'],
  ) {}

  fault(what: string): void {
    this.#wrong += 1;
    const again = { seed: this.seed + this.#before, count: this.done - this.#before + OF_ONE_ROUND };
    this.#again ??= again;
    if (this.#faults.length < MOST_FAULTS) this.#faults.push(`${what} (--seed ${again.seed} --count ${again.count})`);
  }

  async oneRoom(): Promise<void> {
    this.#before = this.done;
    const seed = this.seed + this.#before;
    this.#random = randomFrom(seed);
    const app = await App.open({ registers: false });
    const register = await StubRegister.start();
    try {
      const room = await Room.enter(app, register, seed, this.#random);
      const until = Math.min(this.count, this.done + ONE_ROOM);
      while (this.done < until) {
        await this.#round(room);
        this.done += OF_ONE_ROUND;
        this.progress(this.done, this.#wrong);
      }
      const alive = await app.call('GET', '/livez');
      if (alive.status !== 200) this.fault('the server does not answer any more');
      this.#untried = room.attempts.operations.filter(
        (id) => ![...this.#reached.keys()].some((key) => key.startsWith(`${id} `)),
      );
    } finally {
      await register.stop();
      await app.close();
    }
  }

  result(): Tried {
    const codes = [...this.#reached.keys()];
    return {
      value: this.#wrong,
      unit: 'wrong answers',
      tried: this.done,
      distinct: codes.length,
      kept: this.#wrong === 0,
      faults: this.#faults,
      ...(this.#again ? { again: this.#again } : {}),
      note: [
        `${codes.filter((key) => / 2\d\d$| ok$/.test(key)).length} operations and events were done, too`,
        ...(this.#untried.length > 0 ? [`never reached: ${this.#untried.join(', ')}`] : []),
      ].join('; '),
    };
  }

  /** What is tried is made before any of it is: the same seed tries the same, whatever the answers are waiting for. */
  async #round(room: Room): Promise<void> {
    const requests = made(ROUND.http, () => room.attempts.http(room.token()));
    const events = made(ROUND.socket, () => ({ ...room.attempts.socket(), by: this.#random() }));
    const lines = made(ROUND.raw, () => ({
      frames: made(3, () => room.attempts.frame()),
      seed: this.#random() * 2 ** 31,
    }));
    await eachOf(requests, async (attempt) => {
      const answer = await room.http(attempt);
      this.#reach(`${attempt.operation} ${answer.status}`);
      const wrong = wrongWith(answer);
      const { method, url, body = '' } = attempt;
      if (wrong) this.fault(`${wrong}: ${answer.status} to ${method} ${url} ${body.slice(0, 300)}`);
    });
    // One after the other: a line that is cut for the size of one event takes the others on it with it.
    for (const { event, payload, by } of events) {
      const said = await room.emit(by, event, payload);
      this.#reach(`${event} ${said === undefined ? 'silence' : said.ok ? 'ok' : said.code}`);
      const wrong = said === undefined ? 'no acknowledgement' : wrongIn(said);
      if (wrong) this.fault(`${wrong}: ${event} ${JSON.stringify(payload).slice(0, 300)}`);
    }
    await eachOf(lines, ({ frames, seed }) => sendFrames(room.app.url, frames, randomFrom(seed)));
    for (let n = 0; n < ROUND.register; n += 1) {
      const body = room.attempts.reply(NEARLY);
      const wrong = await room.hear(body);
      if (wrong) this.fault(`${wrong}: a register’s answer ${body.slice(0, 300)}`);
    }
  }

  #reach(what: string): void {
    this.#reached.set(what, (this.#reached.get(what) ?? 0) + 1);
  }
}

interface Answered {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}
/** A socket of socket.io, without the contract’s word on what may be sent. */
interface Emitter {
  readonly connected: boolean;
  once(event: 'disconnect', then: () => void): void;
  timeout(ms: number): { emitWithAck(event: string, payload: unknown): Promise<Acknowledged> };
}
type Acknowledged = { readonly ok: boolean; readonly code?: string };

/** An application to be tried, and those who try it. */
class Room {
  readonly #sockets: ReaderSocket[];
  #asked = 0;

  private constructor(
    readonly app: App,
    readonly attempts: Attempts,
    private readonly server: FastifyInstance,
    private readonly sessions: readonly Session[],
    private readonly register: StubRegister,
    private readonly random: () => number,
  ) {
    this.#sockets = sessions.map((session) => session.connect());
  }

  static async enter(app: App, register: StubRegister, seed: number, random: () => number): Promise<Room> {
    const sessions = await Promise.all(PEOPLE.map((name) => app.as(name)));
    const incident = await app.report({ grade: 'immediate', people: [{ role: 'victim', surname: 'Tate' }] });
    const [openApi, asyncApi] = await Promise.all([
      app.call<OpenApi>('GET', '/api/openapi.json'),
      app.call<AsyncApi>('GET', '/api/asyncapi.json'),
    ]);
    const ids = [incident, 'officer1', 'critical-marker', 'nobody-special'];
    const attempts = new Attempts(openApi.body, asyncApi.body, seed, random, ids);
    const server = app.get(HttpAdapterHost).httpAdapter.getInstance<FastifyInstance>();
    return new Room(app, attempts, server, sessions, register, random);
  }

  token(): string {
    return this.#oneOf(this.sessions).token;
  }

  async http({ method, url, headers, body }: HttpAttempt): Promise<Answered> {
    this.#asked += 1;
    const answer = await this.server.inject({
      method: method as 'GET',
      url,
      headers,
      // Limits by network address are for one that guesses; here everybody comes from somewhere else.
      remoteAddress: `10.${[16, 8, 0].map((bits) => (this.#asked >> bits) & 0xff).join('.')}`,
      ...(body === undefined ? {} : { payload: body }),
    });
    return { status: answer.statusCode, type: String(answer.headers['content-type'] ?? ''), text: answer.body };
  }

  /** @returns undefined: it was neither acknowledged nor cut for its size */
  async emit(by: number, event: string, payload: unknown): Promise<Acknowledged | undefined> {
    const at = Math.floor(by * this.#sockets.length);
    const socket = this.#sockets[at] as unknown as Emitter;
    const cut = new Promise<undefined>((resolve) => socket.once('disconnect', () => resolve(undefined)));
    const said = await Promise.race([
      socket
        .timeout(PATIENCE_MS)
        .emitWithAck(event, payload)
        .catch(() => undefined),
      cut,
    ]);
    if (socket.connected) return said;
    this.#sockets[at] = this.sessions[at]?.connect() as ReaderSocket;
    return JSON.stringify(payload).length > MAX_FRAME_BYTES / 2 ? { ok: false, code: 'BODY_TOO_LARGE' } : said;
  }

  /** What is wrong with how an answer of a register was taken; undefined when nothing is. */
  async hear(body: string): Promise<string | undefined> {
    this.register.answers((_question, response) => {
      response.setHeader('content-type', 'application/json');
      response.end(body);
    });
    try {
      const question = { subjects: [] } as never;
      await fetchAnswer({ url: this.register.url, authorization: undefined }, question, new AbortController().signal);
      return undefined;
    } catch (cause) {
      if (!(cause instanceof NoAnswer)) return `a failure that is none of a register’s (${String(cause)})`;
      return cause.message.includes(CANARY) ? 'what was sent is said again' : undefined;
    }
  }

  #oneOf<T>(list: readonly T[]): T {
    return list[Math.floor(this.random() * list.length)] as T;
  }
}

/** What is wrong with an answer, whatever was asked; undefined when nothing is. */
function wrongWith({ status, type, text }: Answered): string | undefined {
  if (STACK.test(text) && status >= 400) return 'a stack trace';
  if (status < 400) return undefined;
  if (!type.startsWith('application/problem+json')) return 'an error that is no problem document';
  const { code } = JSON.parse(text) as Problem;
  if (!(code in REFUSALS)) return 'a code that is not in the contract';
  if (status >= 500 && !SHED.includes(code)) return 'a failure';
  return text.includes(CANARY) ? 'what was sent is said again' : undefined;
}

function wrongIn(said: Acknowledged): string | undefined {
  if (said.ok) return undefined;
  if (said.code === undefined || !(said.code in REFUSALS)) return 'a code that is not in the contract';
  if (said.code === 'INTERNAL' || said.code === 'STORAGE_UNAVAILABLE') return 'a failure';
  const text = JSON.stringify(said);
  return text.includes(CANARY) ? 'what was sent is said again' : STACK.test(text) ? 'a stack trace' : undefined;
}

const made = <T>(times: number, one: () => T): T[] => Array.from({ length: times }, one);

/** Does something with each, a few at once. */
async function eachOf<T>(all: readonly T[], once: (one: T) => Promise<void>): Promise<void> {
  const left = [...all];
  const work = async (): Promise<void> => {
    for (let next = left.pop(); next !== undefined; next = left.pop()) await once(next);
  };
  await Promise.all(made(AT_ONCE, work));
}
