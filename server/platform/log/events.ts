import type { Erased, Json, StoredEvent } from '../../ports.js';
import type { Header } from './header.js';

/** The events of a header with their bodies, in order. */
export const eventsOf = (header: Header, bodies: readonly (Json | Erased)[]): StoredEvent[] =>
  header.events.map(({ type, commitment }, index) => ({
    position: header.position + index,
    stream: header.stream,
    version: header.version + index,
    commandId: header.command.id,
    type,
    at: header.at,
    by: header.by,
    commitment,
    body: bodies[index] as Json | Erased,
  }));
