import { StorageUnavailable, type Append, type Appended, type Clock, type EventLog, type Outbox } from '../../ports.js';
import { PassingLog } from '../log/passing-log.js';

/**
 * A shared log that can be away: then what readers were shown and have read is kept on this node, where it is as durable as
 * it ever is, and the reader is served (R7). Everything else is refused here; its request may be kept as a whole.
 */
export class KeepingLog extends PassingLog {
  constructor(
    log: EventLog,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {
    super(log);
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
}
