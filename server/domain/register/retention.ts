import type { RegisterRecord } from '../../contract/index.js';

/** Between the word that a record may go and its erasure: time to take it back. */
export const ERASES_AFTER_DAYS = 7;

export interface RecordHeld {
  readonly v: 1;
  readonly register: string;
  readonly recordId: string;
  readonly reason: string;
  readonly name: string;
}

/** That somebody has looked at a record, and that it must be kept: events of the stream `oversight/records`. */
export type RetentionEvent =
  | {
      readonly type: 'record-reviewed';
      readonly body: {
        readonly v: 1;
        readonly register: string;
        readonly recordId: string;
        readonly outcome: 'keep' | 'erase';
        /** ISO 8601: when it is looked at again, or when it is erased */
        readonly at: string;
        readonly reason: string;
        readonly name: string;
      };
    }
  /** how many records wait for a review, of which registers by their titles: said once for those that came due by then */
  | {
      readonly type: 'records-due';
      readonly body: {
        readonly v: 1;
        readonly count: number;
        /** ISO 8601 */
        readonly through: string;
        readonly registers: readonly string[];
      };
    }
  /** nothing erases it until the hold is lifted */
  | { readonly type: 'record-held' | 'record-hold-lifted'; readonly body: RecordHeld }
  /** nothing is left to be erased of what was reviewed; once, that it was erased, which the register's stream tells now */
  | {
      readonly type: 'record-erased';
      readonly body: { readonly v: 1; readonly register: string; readonly recordId: string };
    };

const TYPES: readonly string[] = [
  'record-reviewed',
  'records-due',
  'record-held',
  'record-hold-lifted',
  'record-erased',
] satisfies readonly RetentionEvent['type'][];

/**
 * A stored event in today's shape; undefined when retention erased its body.
 * @throws Error when it was written by a newer Outrider
 */
export function readRetentionEvent(type: string, body: unknown): RetentionEvent | undefined {
  if (typeof body === 'object' && body !== null && 'erased' in body) return undefined;
  const { v } = body as { v: number };
  if (!TYPES.includes(type) || v !== 1) throw new Error(`unknown retention event "${type}" version ${v}`);
  return { type, body } as RetentionEvent;
}

/** The dates of a record on which somebody has to look at it. */
export type Dated = Pick<RegisterRecord, 'recordId' | 'summary' | 'reviewBy' | 'validUntil' | 'sensitivity'>;

/** What was said of it last. */
export interface Word {
  readonly outcome: 'keep' | 'erase';
  /** ISO 8601 */
  readonly at: string;
}

/**
 * Why somebody has to look at a record, and since when; undefined: not yet. What was said of it last counts before its own
 * dates. A day comes when it begins.
 * @param now ISO 8601
 */
export function dueSince(
  { reviewBy, validUntil }: Dated,
  word: Word | undefined,
  now: string,
): { readonly why: 'review' | 'expired'; readonly since: string } | undefined {
  if (word?.outcome === 'erase') return { why: validUntil === undefined ? 'review' : 'expired', since: word.at };
  if (word) return word.at <= now ? { why: 'review', since: word.at } : undefined;
  if (validUntil !== undefined && validUntil <= now) return { why: 'expired', since: validUntil };
  return reviewBy !== undefined && reviewBy <= now ? { why: 'review', since: reviewBy } : undefined;
}
