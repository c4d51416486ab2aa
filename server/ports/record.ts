/** What the record of who did what to whose data asks of technology. */
import type { Sought } from '../domain/record/sought.js';

export interface ToExport {
  readonly sought: Sought;
  /** also what was reported and shown; without them their commitments alone */
  readonly contents: boolean;
  /** incidents and streams that whoever asks may not know of: nothing of them is in it (R17) */
  readonly hidden?: ReadonlySet<string>;
}

/** The record as another program can verify it. */
export abstract class RecordExport {
  /** NDJSON, a line at a time without its end: what is sought, entries with their proofs, a signed last line. */
  abstract lines(what: ToExport): AsyncIterable<string>;
}

/** An incident that was erased. */
export interface IncidentErasure {
  readonly at: string;
  readonly incidentId: string;
  readonly throughVersion: number;
}

/** A record that was erased from some batches of a register. */
export interface RecordErasure {
  readonly at: string;
  readonly register: string;
  readonly recordId: string;
  readonly batches: readonly string[];
  readonly reason: string;
  /** who decided it */
  readonly name: string;
}

/** What was erased: the name of it, never what it said. */
export type Erasure = IncidentErasure | RecordErasure;

/** Erasures, kept beside the checkpoints and outside every backup: a restored backup erases again before it serves. */
export abstract class ErasureList {
  /** Resolves when it is on disk: nothing is erased before. */
  abstract add(erasure: Erasure): Promise<void>;
}
