import type { Refusal } from '../contract/index.js';
import type { DeskEvent, LoadNoted } from '../domain/desk/events.js';
import type { Append, StreamId } from '../ports.js';
import { appendNote } from '../ports/append-note.js';
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
  const noted = await appendNote(log, { stream, event, at: clock.now(), by, command });
  return noted.ok ? undefined : noted;
}
