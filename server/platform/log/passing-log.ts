import {
  EventLog,
  type Append,
  type Appended,
  type LogHead,
  type Seen,
  type StoredEvent,
  type StreamId,
} from '../../ports.js';

/** A log that asks another one: whoever extends it says only what is different. */
export abstract class PassingLog extends EventLog {
  constructor(protected readonly log: EventLog) {
    super();
  }

  override append(request: Append): Promise<Appended> {
    return this.log.append(request);
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
