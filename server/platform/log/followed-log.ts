import {
  EventLog,
  type Append,
  type Appended,
  type LogHead,
  type Seen,
  type StoredEvent,
  type StreamId,
} from '../../ports.js';
import type { Follower } from './follower.js';

/**
 * A log whose appends resolve when this node's read models have them too: whoever was answered reads their own writes,
 * on the next request as on the next line.
 */
export class FollowedLog extends EventLog {
  #follower: Follower | undefined;

  constructor(private readonly log: EventLog) {
    super();
  }

  /** From here on appends wait for `follower`; before, nothing reads the models. */
  followBy(follower: Follower): void {
    this.#follower = follower;
  }

  /** Resolves when the read models have everything that was in the log at the time of the call, by whichever node. */
  async caughtUp(): Promise<void> {
    const { position } = await this.log.head();
    await this.#follower?.reached(position);
  }

  override async append(request: Append): Promise<Appended> {
    const appended = await this.log.append(request);
    if ('last' in appended) await this.#follower?.reached(appended.last);
    return appended;
  }
  override seen(command: Append['command']): Promise<Seen | undefined> {
    return this.log.seen(command);
  }
  override read(stream: StreamId, fromVersion?: number): AsyncIterable<StoredEvent> {
    return this.log.read(stream, fromVersion);
  }
  override tail(after: number, stop: AbortSignal): AsyncIterable<readonly StoredEvent[]> {
    return this.log.tail(after, stop);
  }
  override head(): Promise<LogHead> {
    return this.log.head();
  }
  override eraseBodies(stream: StreamId, throughVersion: number): Promise<void> {
    return this.log.eraseBodies(stream, throughVersion);
  }
  override writable(): boolean {
    return this.log.writable();
  }
  override close(): Promise<void> {
    return this.log.close();
  }
}
