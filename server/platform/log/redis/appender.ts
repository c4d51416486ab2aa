import { setTimeout as pause } from 'node:timers/promises';
import { ErrorReply } from 'redis';
import { LogCorrupt, StorageUnavailable, type Append, type Appended, type StreamId } from '../../../ports.js';
import type { RedisClient } from '../../redis/client.js';
import type { RedisLink } from '../../redis/link.js';
import { NO_STREAM, type StreamEnd } from '../head.js';
import { lastVersion } from '../header.js';
import { planGroup, prepare, type Plan, type Prepared } from '../plan.js';
import type { Growth } from './growth.js';
import { LogCut } from './log-cut.js';
import type { Premise, RedisStore, StoredHead } from './redis-store.js';
import type { Replicas } from './replicas.js';

/** What may wait; beyond it, appends are refused rather than let the memory grow. */
export const MOST_WAITING = 20_000;
const MOST_WAITING_BYTES = 128 << 20;
/** The largest group: what one script appends while Redis does nothing else. */
const MOST_APPENDS_PER_GROUP = 256;
const MOST_BYTES_PER_GROUP = 4 << 20;
/** Ends of streams that are remembered: of what is being worked on now. */
const MOST_ENDS = 20_000;

/** Redis says before it runs a script that it will not: nothing of it is stored. */
const isRefusedWhole = (cause: unknown): boolean =>
  cause instanceof ErrorReply && /^(OOM|MISCONF|NOREPLICAS)/.test(cause.message);

interface Waiting {
  readonly prepared: Prepared;
  readonly bytes: number;
  readonly resolve: (appended: Appended) => void;
  readonly reject: (cause: Error) => void;
}

/** What a group came to in Redis, before replicas were asked. */
interface Decided {
  readonly plan: Plan;
  readonly premise: Premise;
  /** whether anything was written by this connection that replicas can be asked about */
  readonly wrote: boolean;
}

export interface AppenderParts {
  readonly store: RedisStore;
  readonly link: RedisLink;
  readonly growth: Growth;
  readonly replicas: Replicas;
  readonly epoch: string;
  /** how long an append may wait for a connection that broke, or for replicas, in ms */
  readonly patience: number;
}

/** Between two tries of what a broken connection has interrupted. */
const RETRY_MS = 10;
/** So long after a failure it is tried whether Redis stores again, and so on until it does. */
const PROBE_MS = 250;
/** Replies that say that this server is not, or not yet, the primary that it was. */
const ELSEWHERE = /^(READONLY|LOADING|MASTERDOWN|CLUSTERDOWN|UNBLOCKED)/;

/**
 * Appends in groups: one is on its way, and what arrives meanwhile makes the next. A group is decided here on what is
 * known, and Redis takes it whole if the log still ends where this node thinks that it does; otherwise it is looked up and
 * decided again. When the connection breaks, it is asked again under the same command ids, so that nothing is there twice
 * (R8), for as long as there is patience; then what may or may not have been stored is `unconfirmed`.
 */
export class Appender {
  #waiting: Waiting[] = [];
  #waitingBytes = 0;
  #running: Promise<void> | undefined;
  #refusal: StorageUnavailable | undefined;
  /** the last group was refused: by Redis itself, or because it is away */
  #failing = false;
  #settling = false;
  #probe: NodeJS.Timeout | undefined;
  #known: StoredHead | undefined;
  readonly #ends = new Map<StreamId, StreamEnd>();

  constructor(private readonly parts: AppenderParts) {}

  get writable(): boolean {
    return this.#refusal === undefined && !this.#failing && this.parts.link.state === 'ready';
  }

  append(request: Append): Promise<Appended> {
    return new Promise((resolve, reject) => {
      if (this.#refusal !== undefined) throw this.#refusal;
      if (this.#failing && this.parts.link.state === 'away') throw new StorageUnavailable('Redis is away');
      if (this.#waiting.length >= MOST_WAITING || this.#waitingBytes >= MOST_WAITING_BYTES)
        throw new StorageUnavailable(`${this.#waiting.length} appends already wait for Redis`);
      const prepared = prepare(request);
      const bytes = prepared.bodies.reduce((sum, body) => sum + body.content.length, 0);
      this.#waiting.push({ prepared, bytes, resolve, reject });
      this.#waitingBytes += bytes;
      this.#start();
    });
  }

  /** Has replicas confirm what is there already, when whoever appended it has not. */
  settle(): void {
    if (this.#refusal !== undefined) return;
    this.#settling = true;
    this.#start();
  }

  #start(): void {
    this.#running ??= this.#run();
  }

  async #run(): Promise<void> {
    // What is appended in the same turn of the event loop belongs to the first group already.
    await Promise.resolve();
    while (this.#waiting.length > 0 || this.#settling) {
      this.#settling = false;
      await this.#commit(this.#takeGroup());
    }
    this.#running = undefined;
  }

  #takeGroup(): Waiting[] {
    let count = 0;
    let bytes = 0;
    for (const waiting of this.#waiting) {
      if (count === MOST_APPENDS_PER_GROUP || bytes >= MOST_BYTES_PER_GROUP) break;
      count += 1;
      bytes += waiting.bytes;
    }
    this.#waitingBytes -= bytes;
    return this.#waiting.splice(0, count);
  }

  async #commit(group: readonly Waiting[]): Promise<void> {
    const { link, patience } = this.parts;
    const until = performance.now() + patience;
    const attempt = { sent: false };
    // A group of none asks where the log ends: that cannot be guessed.
    for (let guess = group.length > 0; ; guess = false) {
      try {
        const confirmed = await this.#attempt(group, attempt, guess, until);
        this.#failing = false;
        if (!confirmed) for (const { resolve } of group) resolve({ kind: 'unconfirmed' });
        return;
      } catch (cause) {
        const refusal = this.#refusalFor(cause);
        const left = until - performance.now();
        if (refusal === undefined && left > 0 && this.#refusal === undefined) {
          await pause(RETRY_MS);
          await link.ready(AbortSignal.timeout(Math.ceil(left)));
          continue;
        }
        this.#failing = true;
        this.#probeLater();
        this.#answer(group, attempt.sent, refusal ?? new StorageUnavailable('Redis is away', { cause }));
        return;
      }
    }
  }

  /** Whoever is told that nothing can be stored appends nothing: that it can again has to be found out without them. */
  #probeLater(): void {
    clearTimeout(this.#probe);
    this.#probe = setTimeout(() => {
      if (!this.#failing || this.#refusal !== undefined) return;
      if (this.parts.link.state === 'ready') this.settle();
      else this.#probeLater();
    }, PROBE_MS);
  }

  /** Why it is useless to try again; undefined when the connection broke or the primary is elsewhere. */
  #refusalFor(cause: unknown): Error | undefined {
    if (cause instanceof LogCut || cause instanceof LogCorrupt) return cause;
    if (!(cause instanceof ErrorReply)) return undefined;
    if (ELSEWHERE.test(cause.message)) {
      this.parts.link.drop(cause);
      return undefined;
    }
    return new StorageUnavailable('Redis refuses to store', { cause });
  }

  #answer(group: readonly Waiting[], sent: boolean, refusal: Error): void {
    for (const { resolve, reject } of group)
      if (sent) resolve({ kind: 'unconfirmed' });
      else reject(refusal);
    // What waits behind it would only wait as long, and be told the same.
    if (this.parts.link.state === 'away') this.#refuseWaiting(refusal);
  }

  #refuseWaiting(refusal: Error): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    this.#waitingBytes = 0;
    for (const { reject } of waiting) reject(refusal);
  }

  /** Decides, appends, has it confirmed and answers, once; false when replicas did not confirm in time. */
  async #attempt(
    group: readonly Waiting[],
    attempt: { sent: boolean },
    guess: boolean,
    until: number,
  ): Promise<boolean> {
    const { growth, replicas, link } = this.parts;
    const { client } = link;
    // A write of no consequence: Redis refuses it when it would refuse an append.
    if (group.length === 0 && this.#failing) await client.set(this.parts.store.keys.proof, '');
    const { plan, premise, wrote } = await this.#decide(client, group, attempt, guess);
    if (!(await replicas.confirm(client, plan.head.position, growth.head.position, wrote, until))) return false;
    growth.appended(plan.written, plan.head);
    // Whoever is answered finds on this node what the answer speaks of.
    if (growth.head.position < plan.head.position) await growth.catchUp();
    for (const [index, { prepared, resolve, reject }] of group.entries()) {
      const answer = plan.answers[index] as Appended | Error;
      if (answer instanceof Error) reject(answer);
      else
        resolve(
          this.#isOwn(prepared, premise) && answer.kind === 'repeated' ? { ...answer, kind: 'appended' } : answer,
        );
    }
    return true;
  }

  /** Its commitments are salted: a header that has them was written by this very append, and its answer was lost. */
  #isOwn({ request, bodies }: Prepared, premise: Premise): boolean {
    return premise.commandHeader(request.command.id)?.events[0]?.commitment === bodies[0]?.commitment;
  }

  async #decide(
    client: RedisClient,
    group: readonly Waiting[],
    attempt: { sent: boolean },
    guess: boolean,
  ): Promise<Decided> {
    const { store, epoch, replicas } = this.parts;
    const prepared = group.map((waiting) => waiting.prepared);
    let premise = guess ? this.#guess(prepared) : undefined;
    for (;;) {
      const looked = premise === undefined;
      premise ??= await this.#look(client, prepared);
      const plan = planGroup(premise, premise.head, prepared);
      // What is only guessed is enough to append on, since Redis compares; not to refuse on.
      const sure = looked || plan.answers.every((answer) => 'kind' in answer && answer.kind === 'appended');
      if (sure && plan.additions.length === 0) return { plan, premise, wrote: false };
      if (sure) {
        const next = store.sealHead({ ...plan.head, epoch });
        const wasSent = attempt.sent;
        attempt.sent = true;
        const appending = store.append(client, premise, plan.additions, next, replicas.needed === 0);
        replicas.ask(client);
        const appended = await appending.catch((cause: unknown) => {
          if (isRefusedWhole(cause)) attempt.sent = wasSent;
          throw cause;
        });
        if (appended) {
          this.#remember(plan, next);
          return { plan, premise, wrote: true };
        }
        attempt.sent = false;
      }
      premise = undefined;
    }
  }

  /** What is known without asking; undefined when that is not enough to append on. */
  #guess(prepared: readonly Prepared[]): Premise | undefined {
    const { store, growth, epoch } = this.parts;
    if (this.#known === undefined || this.#known.position < growth.head.position)
      this.#known = store.sealHead({ ...growth.head, epoch });
    const head = this.#known;
    const known = prepared.every(({ request: { stream, expected } }) => expected === 0 || this.#ends.has(stream));
    if (!known) return undefined;
    return { head, commandHeader: () => undefined, streamEnd: (stream) => this.#ends.get(stream) ?? NO_STREAM };
  }

  async #look(client: RedisClient, prepared: readonly Prepared[]): Promise<Premise> {
    const { store, growth } = this.parts;
    const streams = [...new Set(prepared.map(({ request }) => request.stream))];
    const commands = [...new Set(prepared.map(({ request }) => request.command.id))];
    const premise = await store.look(client, streams, commands);
    // Another epoch, or an end before what was confirmed: the log is not the one that this node has followed.
    if (premise.head.epoch !== growth.epoch || premise.head.position < growth.head.position)
      await growth.verify(client);
    this.#known = premise.head;
    return premise;
  }

  #remember({ written, head }: Plan, stored: StoredHead): void {
    this.#known = { ...stored, ...head };
    for (const { header } of written) {
      this.#ends.delete(header.stream);
      this.#ends.set(header.stream, { header: header.position, version: lastVersion(header) });
    }
    for (const [stream] of this.#ends) {
      if (this.#ends.size <= MOST_ENDS) break;
      this.#ends.delete(stream);
    }
  }

  /** Takes nothing more, and refuses what has not begun. */
  refuse(refusal: StorageUnavailable): void {
    this.#refusal ??= refusal;
    this.#refuseWaiting(this.#refusal);
  }

  /** Refuses what has not begun, and resolves when nothing is on its way to Redis. */
  async close(): Promise<void> {
    clearTimeout(this.#probe);
    this.refuse(new StorageUnavailable('The log is closed'));
    await this.#running;
  }
}
