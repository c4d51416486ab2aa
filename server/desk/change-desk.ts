import { refuse, type Refusal } from '../contract/index.js';
import type { DeskEvent, LoadNoted } from '../domain/desk/events.js';
import { StorageUnavailable, type Append, type NewEvent, type StreamId } from '../ports.js';
import { DESK_STREAM } from './desk.model.js';
import type { DeskPorts } from './desk-ports.js';

/** Appends to a stream of the desk, its own when left out. Refuses IDEMPOTENCY_CONFLICT. */
export async function changeDesk(
  { log, clock }: Pick<DeskPorts, 'log' | 'clock'>,
  event: DeskEvent | LoadNoted,
  command: Append['command'],
  by: string,
  stream: StreamId = DESK_STREAM,
): Promise<Refusal | undefined> {
  const appended = await log.append({
    stream,
    expected: 'any',
    events: [event satisfies NewEvent],
    at: clock.now(),
    by,
    command,
  });
  if (appended.kind === 'unconfirmed') throw new StorageUnavailable('the change may or may not be stored');
  return appended.kind === 'command-reused' ? refuse('IDEMPOTENCY_CONFLICT') : undefined;
}
