import type { RegisterEvent } from './events.js';
import type { BatchMode } from './types.js';

/** A batch as the log tells of it. */
export interface Batch {
  readonly batch: string;
  readonly mode: BatchMode;
  /** when it was activated, ISO 8601 */
  readonly at: string;
  readonly accepted: number;
  /** lines that were not taken; left out: none */
  readonly rejected?: number;
  readonly undone: boolean;
  /** how many erasures there were in it; left out: none */
  readonly erased?: number;
}

/** A record of which some batches say nothing any more. */
export interface ErasedRecord {
  readonly recordId: string;
  readonly batches: readonly string[];
}

/** What the log says about one register. */
export interface RegisterHistory {
  /** every batch that was ever activated, oldest first */
  readonly batches: readonly Batch[];
  /** every erasure, oldest first; left out: there was none */
  readonly erased?: readonly ErasedRecord[];
  readonly available: boolean;
  /** why it is unavailable, or why it is available again; undefined until somebody said */
  readonly reason?: string;
}

export const NO_HISTORY: RegisterHistory = { batches: [], available: true };

/**
 * One event further. Total: an erased body, an undo of a batch whose activation was erased, or a batch activated twice
 * changes nothing (R8).
 * @param at when the event was stored, ISO 8601
 */
export function evolveRegister(history: RegisterHistory, event: RegisterEvent, at: string): RegisterHistory {
  switch (event.type) {
    case 'batch-activated': {
      const { batch, mode, accepted, rejectedCount: rejected } = event.body;
      if (history.batches.some((known) => known.batch === batch)) return history;
      return {
        ...history,
        batches: [
          ...history.batches,
          { batch, mode, at, accepted, ...(rejected === 0 ? {} : { rejected }), undone: false },
        ],
      };
    }
    case 'batch-undone':
      return {
        ...history,
        batches: history.batches.map((known) =>
          known.batch === event.body.batch ? { ...known, undone: true } : known,
        ),
      };
    case 'record-erased': {
      const { recordId, batches } = event.body;
      return {
        ...history,
        batches: history.batches.map((known) =>
          batches.includes(known.batch) ? { ...known, erased: (known.erased ?? 0) + 1 } : known,
        ),
        erased: [...(history.erased ?? []), { recordId, batches }],
      };
    }
    case 'availability-set':
      return { ...history, available: event.body.available, reason: event.body.reason };
    case 'erased':
      return history;
  }
}

/** The batches that make the register now, oldest first: not undone, and not hidden behind a `replace`. */
export function activeBatches(history: RegisterHistory): readonly Batch[] {
  const standing = standingBatches(history);
  const whole = standing.findLastIndex((batch) => batch.mode === 'replace');
  return whole === -1 ? standing : standing.slice(whole);
}

/** The batches that are not undone: those that an undo of a later `replace` would bring back are among them. */
export function standingBatches(history: RegisterHistory): readonly Batch[] {
  return history.batches.filter((batch) => !batch.undone);
}

/** When the newest batch that counts was activated; undefined when the register was never loaded. */
export function asOf(history: RegisterHistory): string | undefined {
  return activeBatches(history).at(-1)?.at;
}

export const isErasedFrom = ({ erased = [] }: RegisterHistory, recordId: string, batch: string): boolean =>
  erased.some((one) => one.recordId === recordId && one.batches.includes(batch));

/**
 * Batches that were imported and hold something of a record: those that are undone too, which are not kept here and may be
 * where nodes share them. None, when no other batch holds anything.
 * @param holding the batches that the store finds it in, erased or not
 */
export function batchesHolding(
  history: RegisterHistory,
  holding: readonly string[],
  recordId: string,
): readonly string[] {
  const left = history.batches.filter(({ batch }) => !isErasedFrom(history, recordId, batch));
  const held = left.filter(({ batch }) => holding.includes(batch));
  return held.length === 0 ? [] : left.filter((one) => one.undone || held.includes(one)).map(({ batch }) => batch);
}
