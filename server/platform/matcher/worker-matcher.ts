import { Worker } from 'node:worker_threads';
import type { CheckAnswer, CheckQuery } from '../../domain/match/types.js';
import { Matcher, type ActiveBatches, type LoadedRegister } from '../../ports.js';
import type { Numbered, Reply, Request } from './messages.js';

/** Milliseconds after which a check that got no answer is given up. */
const CHECK_MS = 2000;
/** Deaths in a row, without an answer in between, after which the worker is not started again. */
const MOST_DEATHS = 5;

/** Thrown by a check that the matcher could not answer: it died, it was too slow, or it has been closed. */
export class MatcherUnavailable extends Error {
  override readonly name = 'MatcherUnavailable';
}

interface Waiting {
  readonly resolve: (answer: CheckAnswer | undefined) => void;
  readonly reject: (cause: Error) => void;
  /** runs out on a check */
  readonly timer: NodeJS.Timeout | undefined;
}

/**
 * The matcher in a thread of its own, so that a query never waits for the server and the server never for a query. When the
 * thread dies, the checks that wait for it are rejected, and another is started and loaded with what was active.
 */
export class WorkerMatcher extends Matcher {
  private worker: Worker;
  private ended: Promise<void> = Promise.resolve();
  private readonly waiting = new Map<number, Waiting>();
  private readonly loaded = new Map<string, LoadedRegister>();
  private lastId = 0;
  private deaths = 0;
  private closed = false;

  /**
   * @param folder the registers’ data folder, which the worker opens for reading
   * @param file the compiled worker; tests, which do not run from compiled files, name it
   */
  constructor(
    private readonly folder: string,
    private readonly file: URL = new URL('./worker.js', import.meta.url),
  ) {
    super();
    this.worker = this.start();
  }

  override async load(registers: readonly LoadedRegister[]): Promise<void> {
    for (const register of registers) this.loaded.set(register.manifest.id, register);
    await this.ask({ do: 'load', registers });
  }

  override async activate(register: string, active: ActiveBatches): Promise<void> {
    const known = this.loaded.get(register);
    if (known === undefined) throw new Error(`Register ${register} was never loaded`);
    this.loaded.set(register, { ...known, active });
    await this.ask({ do: 'activate', register, active });
  }

  /** @throws MatcherUnavailable when the worker dies or does not answer in time */
  override async check(query: CheckQuery): Promise<CheckAnswer> {
    const answer = await this.ask({ do: 'check', query }, CHECK_MS);
    if (answer === undefined) throw new Error('The matcher answered a check with nothing');
    return answer;
  }

  override async close(): Promise<void> {
    if (this.closed) return;
    const asked = this.ask({ do: 'close' }).catch(() => undefined);
    this.closed = true;
    await asked;
    await this.ended;
  }

  private start(): Worker {
    const worker = new Worker(this.file, { workerData: { folder: this.folder } });
    let cause = 'it ended';
    worker.on('message', (reply: Reply) => this.settle(reply));
    worker.on('error', (error) => {
      cause = messageOf(error);
    });
    this.ended = new Promise((resolve) => {
      worker.on('exit', () => {
        this.bury(cause);
        resolve();
      });
    });
    return worker;
  }

  /** Rejects whoever waits; unless it was meant to end, starts another worker and loads what was active. */
  private bury(cause: string): void {
    this.rejectAll(this.closed ? 'the matcher is closed' : `the matcher died: ${cause}`);
    if (this.closed) return;
    this.deaths += 1;
    if (this.deaths > MOST_DEATHS) return;
    this.worker = this.start();
    if (this.loaded.size === 0) return;
    // When this fails the next death starts over, or the checks say that nothing was searched.
    this.ask({ do: 'load', registers: [...this.loaded.values()] }).catch(() => undefined);
  }

  private rejectAll(reason: string): void {
    const all = [...this.waiting.values()];
    this.waiting.clear();
    for (const { reject, timer } of all) {
      clearTimeout(timer);
      reject(new MatcherUnavailable(reason));
    }
  }

  private ask(request: Request, limit?: number): Promise<CheckAnswer | undefined> {
    if (this.closed || this.deaths > MOST_DEATHS) {
      return Promise.reject(new MatcherUnavailable(this.closed ? 'the matcher is closed' : 'the matcher keeps dying'));
    }
    this.lastId += 1;
    const message: Numbered = { id: this.lastId, request };
    return new Promise((resolve, reject) => {
      const late = (): void => {
        this.waiting.delete(message.id);
        reject(new MatcherUnavailable(`the matcher gave no answer within ${limit} ms`));
      };
      const timer = limit === undefined ? undefined : setTimeout(late, limit);
      this.waiting.set(message.id, { resolve, reject, timer });
      this.worker.postMessage(message);
    });
  }

  private settle(reply: Reply): void {
    const waiting = this.waiting.get(reply.id);
    if (waiting === undefined) return;
    this.waiting.delete(reply.id);
    clearTimeout(waiting.timer);
    if ('failed' in reply) {
      waiting.reject(new MatcherUnavailable(reply.failed));
      return;
    }
    this.deaths = 0;
    waiting.resolve(reply.answer);
  }
}

/** An error of another thread is no instance of this one’s Error. */
function messageOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error);
}
