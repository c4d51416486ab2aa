import type { Refusal } from '../contract/index.js';
import type { Actor } from '../domain/access/policy.js';
import type { OpenIncident } from '../domain/incident/state.js';
import type { Append, Instant, Json } from '../ports.js';

/** A request as its handler gets it, kept word for word: its command has the same id when it runs (R8). */
export interface KeptRequest {
  readonly kind: 'request';
  /** the operation that it is for */
  readonly operation: string;
  readonly actor: Actor;
  readonly params: Json;
  readonly headers: Json;
  readonly body: Json;
  readonly command: Append['command'];
  /** the report version that its answer spoke of; undefined: of none */
  readonly promised?: number | undefined;
}

/** A note about a reader: what they were shown, received or acknowledged. It depends on nothing that the log says. */
export interface KeptNote {
  readonly kind: 'note';
  readonly append: Append;
}

export type ToKeep = (KeptRequest | KeptNote) & { readonly at: Instant };
export type Kept = ToKeep & { readonly number: number };

/** A kept request that was refused when it ran: whoever sent it has to know. */
export interface RefusedRequest {
  readonly number: number;
  readonly operation: string;
  readonly params: Json;
  readonly at: Instant;
  readonly code: Refusal['code'];
  readonly detail?: string | undefined;
}

/** What became of a kept command when it ran. `later`: the log is away again. */
export type Ran = 'done' | 'later' | Refusal;

/** Shows this node's own readers a card before the shared log has it. */
export abstract class ProvisionalCards {
  /** Resolves when everyone connected here who may see it was sent it, as their role sees it, marked as provisional. */
  abstract show(incident: OpenIncident): Promise<void>;
}

/**
 * What this node keeps while the log that it shares with others cannot be reached: on its own disk, in order, until each has
 * run, once in effect whatever happens in between (R8). A log that is the node's own keeps nothing: what it cannot store is
 * refused.
 */
export abstract class Outbox {
  /** Since when commands are kept, until the last of them has run; undefined: everything goes to the log at once. */
  abstract since(): Instant | undefined;
  /** Whether there is such an outbox here. */
  abstract readonly keeps: boolean;
  /** Resolves when it is on this node's disk. @throws StorageUnavailable */
  abstract keep(what: ToKeep): Promise<void>;
  /** From here on what is kept goes to the log whenever that can be written: notes as they are, requests by `run`. */
  abstract runBy(run: (kept: KeptRequest) => Promise<Ran>): void;
  /** How many requests of a person are kept, and which were refused when they ran. */
  abstract of(userId: string): { readonly waiting: number; readonly refused: readonly RefusedRequest[] };
  /** Calls back when `since` or anybody's requests are others than before. */
  abstract onChange(listener: () => void): void;
}
