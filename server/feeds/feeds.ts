import type { Alarm, Clock, DayOfCalls, DropFolder, Intake } from '../ports.js';
import { replayDay } from './replay-day.js';
import { takeDropped } from './take-dropped.js';
import { takeStreamed, type StreamPorts } from './take-streamed.js';

/** How often the drop folder is looked at. */
const LOOK_MS = 1_000;
/** As much of the day as is open on a control room’s board at any time: about 25 calls. */
const LEAD_MS = 20 * 60_000;

export interface FeedPorts {
  readonly intake: Intake;
  readonly clock: Clock;
  readonly alarm: Alarm;
  /** calls that come in by themselves, and how many times faster than real time; undefined: none do */
  readonly replay: { readonly day: DayOfCalls; readonly speed: number } | undefined;
  /** undefined: no other program drops anything */
  readonly drop: DropFolder | undefined;
  /** undefined: there is no shared Redis for other systems to write into */
  readonly reports: Pick<StreamPorts, 'reports' | 'told' | 'recovered'> | undefined;
}

/** The ways in for other systems. They run beside everything else, and end with it. */
export class Feeds {
  readonly #stop = new AbortController();
  #running: Promise<unknown> = Promise.resolve();

  /** @param failed hears of what could not be taken in; the feeds go on */
  constructor(
    private readonly ports: FeedPorts,
    private readonly failed: (cause: unknown) => void,
  ) {}

  /** Begins, and returns at once. */
  start(): void {
    const { replay, drop, reports } = this.ports;
    const feeds = [
      ...(replay === undefined ? [] : [this.#replay(replay)]),
      ...(drop === undefined ? [] : [this.#watch(drop)]),
      ...(reports === undefined ? [] : [takeStreamed({ ...this.ports, ...reports }, this.#stop.signal, this.failed)]),
    ];
    this.#running = Promise.all(feeds.map((feed) => feed.catch(this.failed)));
  }

  /** Resolves when every feed has come to its end. */
  async ended(): Promise<void> {
    await this.#running;
  }

  /** Resolves when the line or call that is being taken in is. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.ended();
  }

  #replay({ day, speed }: NonNullable<FeedPorts['replay']>): Promise<void> {
    return replayDay({ ...this.ports, day }, { speed, leadMs: LEAD_MS, stop: this.#stop.signal, failed: this.failed });
  }

  async #watch(drop: DropFolder): Promise<void> {
    const { intake, clock, alarm } = this.ports;
    const stop = this.#stop.signal;
    while (!stop.aborted) {
      await takeDropped({ drop, intake }, stop).catch(this.failed);
      await alarm.at(new Date(Date.parse(clock.now()) + LOOK_MS).toISOString(), stop);
    }
  }
}
