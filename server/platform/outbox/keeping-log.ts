import {
  EventLog,
  StorageUnavailable,
  type Append,
  type Appended,
  type Clock,
  type LogHead,
  type Outbox,
  type Seen,
  type StoredEvent,
  type StreamId,
} from '../../ports.js';

/**
 * A shared log that can be away: then what readers were shown and have read is kept on this node, where it is as durable as
 * it ever is, and the reader is served (R7). Everything else is refused here; its request may be kept as a whole.
 */
export class KeepingLog extends EventLog {
  constructor(
    private readonly log: EventLog,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {
    super();
  }

  override async append(request: Append): Promise<Appended> {
    if (!request.stream.startsWith('reader/') || request.expected !== 'any') return this.log.append(request);
    // In order: nothing overtakes what is kept.
    if (this.outbox.since() === undefined) {
      try {
        const appended = await this.log.append(request);
        if (appended.kind !== 'unconfirmed') return appended;
      } catch (cause) {
        if (!(cause instanceof StorageUnavailable)) throw cause;
      }
    }
    await this.outbox.keep({ kind: 'note', append: request, at: this.clock.now() });
    return { kind: 'kept' };
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
