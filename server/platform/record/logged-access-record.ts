import type { AccessEvent } from '../../domain/access/events.js';
import type { Actor } from '../../domain/access/policy.js';
import {
  AccessRecord,
  selfNamed,
  StorageUnavailable,
  type Clock,
  type EventLog,
  type Ids,
  type NewEvent,
} from '../../ports.js';

/** The record of reads, kept in the log itself: one stream per reader. */
export class LoggedAccessRecord extends AccessRecord {
  constructor(
    private readonly log: EventLog,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {
    super();
  }

  /** @throws StorageUnavailable when the entry cannot be stored: then nothing may be shown */
  override async store(reader: Actor, entries: readonly [AccessEvent, ...AccessEvent[]]): Promise<void> {
    const appended = await this.log.append({
      stream: `reader/${reader.userId}`,
      expected: 'any',
      events: entries satisfies readonly NewEvent[] as readonly [NewEvent, ...NewEvent[]],
      at: this.clock.now(),
      by: reader.userId,
      command: selfNamed(this.ids.next()),
    });
    if (appended.kind !== 'appended' && appended.kind !== 'kept')
      throw new StorageUnavailable('the access record could not be stored');
  }
}
