import type { Erased, Json, StoredEvent } from '../../ports.js';
import { openBodies } from './bodies.js';
import type { Header, LinkedHeader } from './header.js';

/** A header with its stored bodies, which are not checked yet. */
export interface Entry {
  readonly header: LinkedHeader;
  readonly bodies: Buffer | undefined;
}

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

/** The events of an entry, each checked against its commitment. @throws LogCorrupt */
export const eventsIn = ({ header, bodies }: Entry): StoredEvent[] => eventsOf(header, openBodies(header, bodies));
