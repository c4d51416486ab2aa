import { accept, refuse, type Outcome } from '../contract/index.js';
import { StorageUnavailable, type Append, type EventLog, type NewEvent } from '../ports.js';

/** Something that is so whatever else stands in its stream. */
export interface Note extends Pick<Append, 'stream' | 'at' | 'by' | 'command'> {
  readonly event: { readonly type: string; readonly body: object };
}

/**
 * Appends a note, once in effect (R8). Refuses IDEMPOTENCY_CONFLICT.
 * @throws StorageUnavailable when it may or may not be stored: the same command may be sent again
 */
export async function appendNote(log: EventLog, { event, ...to }: Note): Promise<Outcome<undefined>> {
  const appended = await log.append({ ...to, expected: 'any', events: [event as unknown as NewEvent] });
  if (appended.kind === 'unconfirmed') throw new StorageUnavailable(`"${event.type}" may or may not be stored`);
  return appended.kind === 'command-reused' ? refuse('IDEMPOTENCY_CONFLICT') : accept(undefined);
}
