import {
  BrokenCircuitError,
  bulkhead,
  BulkheadRejectedError,
  circuitBreaker,
  CircuitState,
  CountBreaker,
  handleAll,
  TaskCancelledError,
  timeout,
  TimeoutStrategy,
  wrap,
} from 'cockatiel';
import type { RemoteQuestion, RemoteReply, RemoteState } from '../../../contract/index.js';
import { limitsOf, type RemoteManifest, type Told } from '../../../domain/register/remote.js';
import { RemoteRegister } from '../../../ports.js';
import { fetchAnswer, NoAnswer } from './fetch-answer.js';

/** Of the last twenty answers, from the fifth on, half are failures: then it is left alone. */
const WINDOW = { size: 20, minimumNumberOfCalls: 5, threshold: 0.49 };
/** Questions that may wait for their turn beside those that are being asked. */
const WAITING = 64;

/**
 * A register that is asked by HTTP. It has a timeout, a circuit breaker and a bulkhead of its own: however it fails, it
 * takes nothing from any other.
 */
export class HttpRegister extends RemoteRegister {
  readonly #slowSeconds: number;
  readonly #atOnce: number;
  readonly #restMs: number;
  readonly #bulkhead;
  readonly #breaker;
  readonly #policy;
  #answeredAt: string | undefined;
  #failed: { readonly at: string; readonly reason: string } | undefined;
  #lastAnswered = true;
  #restsUntil = 0;

  /** @param authorization what goes into the Authorization header; undefined: none */
  constructor(
    private readonly manifest: RemoteManifest,
    private readonly authorization?: string,
  ) {
    super();
    const { slowSeconds, restSeconds, atOnce } = limitsOf(manifest);
    this.#slowSeconds = slowSeconds;
    this.#atOnce = atOnce;
    this.#restMs = restSeconds * 1000;
    this.#bulkhead = bulkhead(atOnce, WAITING);
    this.#breaker = circuitBreaker(handleAll, { halfOpenAfter: this.#restMs, breaker: new CountBreaker(WINDOW) });
    this.#breaker.onBreak(() => (this.#restsUntil = Date.now() + this.#restMs));
    const limit = timeout(slowSeconds * 1000, TimeoutStrategy.Aggressive);
    this.#policy = wrap(this.#bulkhead, this.#breaker, limit);
  }

  override get id(): string {
    return this.manifest.id;
  }

  override async ask(question: RemoteQuestion): Promise<Told> {
    const where = { url: this.manifest.remote.url, authorization: this.authorization };
    try {
      // A signal of its own for each question: the one that the library shares would gather listeners.
      const { signal: asked } = new AbortController();
      return this.#answered(await this.#policy.execute(({ signal }) => fetchAnswer(where, question, signal), asked));
    } catch (cause) {
      return this.#failedWith(cause);
    }
  }

  override state(): RemoteState {
    const rests = this.#breaker.state === CircuitState.Open && Date.now() < this.#restsUntil;
    return {
      standing: rests ? 'rests' : this.#lastAnswered ? 'answers' : 'fails',
      asking: this.#atOnce - this.#bulkhead.executionSlots,
      ...(this.#answeredAt === undefined ? {} : { answeredAt: this.#answeredAt }),
      ...(this.#failed === undefined ? {} : { failedAt: this.#failed.at, failure: this.#failed.reason }),
      ...(rests ? { restsUntil: new Date(this.#restsUntil).toISOString() } : {}),
    };
  }

  #answered(reply: RemoteReply): Told {
    this.#answeredAt = new Date().toISOString();
    this.#lastAnswered = true;
    return { kind: 'answered', reply };
  }

  #failedWith(cause: unknown): Told {
    if (cause instanceof BulkheadRejectedError) return { kind: 'failed', reason: 'too many questions wait for it' };
    // It was not asked: what is wrong with it is still what was.
    if (cause instanceof BrokenCircuitError && this.#failed) return { kind: 'failed', reason: this.#failed.reason };
    const reason =
      cause instanceof NoAnswer
        ? cause.message
        : cause instanceof TaskCancelledError || (cause as Error).name === 'AbortError'
          ? `no answer within ${this.#slowSeconds} s`
          : 'it could not be asked';
    this.#failed = { at: new Date().toISOString(), reason };
    this.#lastAnswered = false;
    return { kind: 'failed', reason };
  }
}
