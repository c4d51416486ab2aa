import type { IncidentEvent } from '../domain/incident/events.js';
import { StorageUnavailable, type Append, type Appended, type EventLog, type NewEvent } from '../ports.js';
import { incidentStream } from './incidents.model.js';

/**
 * Appends events of one incident to its stream.
 * @throws StorageUnavailable when they may or may not be stored
 */
export async function appendToIncident(
  log: EventLog,
  incidentId: string,
  { events, ...append }: Omit<Append, 'stream' | 'events'> & { readonly events: readonly IncidentEvent[] },
): Promise<Exclude<Appended, { kind: 'unconfirmed' | 'kept' }>> {
  const appended = await log.append({
    stream: incidentStream(incidentId),
    // Their types say more of the bodies than that they are JSON.
    events: events as unknown as readonly [NewEvent, ...NewEvent[]],
    ...append,
  });
  if (appended.kind === 'unconfirmed' || appended.kind === 'kept')
    throw new StorageUnavailable('it may or may not be stored');
  return appended;
}
