import { io, type Socket } from 'socket.io-client';
import type {
  CardFrame,
  ClientEvents,
  GoneFrame,
  ResetFrame,
  ServerEvents,
  TickFrame,
} from '../../server/contract/index.js';
import type { DrillReader } from './drill.js';
import { frames } from './frame-decoder.js';
import type { Taken, Watcher } from './history.js';

/** Silence after which a reader calls the link lost, in ms: as the screens do (client/data/link-clock.ts). */
const SILENCE_MS = { desk: 4_500, phone: 15_000, patient: Infinity } as const;
/** How often the link's own clock is read, in ms. */
const LOOK_MS = 500;
const AFTER_REFUSAL_MS = 1_000;

/**
 * A reader of a faults run, written by the contract alone (server/contract/socket.ts), so that it witnesses against server
 * and screens alike: it holds a cursor and versions, notices gaps and silence, keeps coming back, and writes down what it
 * is sent.
 */
export class Reader implements DrillReader {
  readonly taken: Taken[] = [];
  resets = 0;
  /** cards that came again because the link was cut in the middle of a batch: dropped, as the contract says */
  resent = 0;
  /** from each loss of the link, or the last frame before a silence, to where the server has let it in again, in ms */
  readonly outages: number[] = [];
  /** from the last frame to where this reader itself noticed that the link is half-open, in ms */
  readonly noticed: number[] = [];
  readonly #held = new Map<string, number>();
  #cursor: { readonly epoch: string; readonly seq: number } | undefined;
  #n = 0;
  readonly #socket: Socket<ServerEvents, ClientEvents>;
  readonly #clock: NodeJS.Timeout;
  #heard = performance.now();
  #lostAt: number | undefined;
  #again: NodeJS.Timeout | undefined;

  constructor(
    url: string,
    readonly watcher: Watcher,
    token: string,
  ) {
    this.#socket = io(url, {
      transports: ['websocket'],
      forceNew: true,
      // As the screens do (client/data/link.ts).
      reconnectionDelay: 250,
      reconnectionDelayMax: 3_000,
      timeout: 5_000,
      parser: frames,
      auth: (give) => {
        const cursor = this.#cursor;
        give(cursor === undefined ? { token } : { token, epoch: cursor.epoch, lastSeq: cursor.seq });
      },
    });
    this.#socket.on('connect', () => {
      this.#n = 0;
      this.#hear();
    });
    this.#socket.on('disconnect', (reason) => {
      // The clock of socket.io's own client: the server's pings have stopped.
      if (reason === 'ping timeout') this.noticed.push(performance.now() - this.#heard);
      this.#lostAt ??= performance.now();
      if (reason === 'io server disconnect') this.#socket.connect();
    });
    // What the server itself refuses is tried again, as the screens do.
    this.#socket.on('connect_error', () => {
      if (!this.#socket.active) this.#again = setTimeout(() => this.#socket.connect(), AFTER_REFUSAL_MS);
    });
    this.#socket.on('card', (frame) => this.#take(frame, () => this.#show(frame.card.incidentId, frame.card.version)));
    this.#socket.on('gone', (frame) => this.#take(frame, () => this.#held.delete(frame.incidentId)));
    this.#socket.on('tick', (frame) => this.#take(frame, () => undefined));
    this.#socket.on('reset', (frame) => this.#reset(frame));
    this.#clock = setInterval(() => this.#look(), LOOK_MS);
  }

  /** Resolves when it is connected and has heard where the log is. */
  ready(): Promise<void> {
    return new Promise((resolve) => this.#socket.once('tick', () => resolve()));
  }

  /** Is away until it is told to come back, as a phone that is switched off; it keeps what it holds. */
  leave(): void {
    this.#socket.disconnect();
  }

  comeBack(): void {
    this.#socket.connect();
  }

  close(): void {
    clearInterval(this.#clock);
    clearTimeout(this.#again);
    this.#socket.disconnect();
  }

  #take({ epoch, seq, n }: CardFrame | GoneFrame | TickFrame, apply: () => void): void {
    this.#hear();
    const foreign = this.#cursor !== undefined && this.#cursor.epoch !== epoch;
    if (n !== this.#n + 1 || foreign) {
      this.#socket.disconnect().connect();
      return;
    }
    this.#n = n;
    this.#cursor = { epoch, seq };
    apply();
  }

  #reset({ epoch, seq, n, cards }: ResetFrame): void {
    this.#hear();
    this.#n = n;
    if (this.#cursor?.epoch !== epoch) this.#held.clear();
    this.#cursor = { epoch, seq };
    this.resets += 1;
    for (const { incidentId, version } of cards) this.#show(incidentId, version);
  }

  #show(incidentId: string, version: number): void {
    if (this.#held.get(incidentId) === version) {
      this.resent += 1;
      return;
    }
    this.#held.set(incidentId, version);
    this.taken.push({
      watcher: this.watcher.id,
      incidentId,
      version,
      at: performance.now(),
      epoch: this.#cursor?.epoch,
    });
  }

  #hear(): void {
    this.#heard = performance.now();
    if (this.#lostAt === undefined) return;
    this.outages.push(this.#heard - this.#lostAt);
    this.#lostAt = undefined;
  }

  #look(): void {
    const silent = performance.now() - this.#heard;
    if (!this.#socket.connected || silent < SILENCE_MS[this.watcher.link ?? 'desk']) return;
    this.noticed.push(silent);
    this.#lostAt ??= this.#heard;
    this.#heard = performance.now();
    this.#socket.disconnect().connect();
  }
}
