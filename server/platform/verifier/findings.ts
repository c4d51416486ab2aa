/** What can be wrong with a record, each with a stable name. */
export type FindingCode =
  /** a header’s own checksum does not fit it */
  | 'HEADER_CHANGED'
  /** a position without a header */
  | 'HEADER_MISSING'
  /** a header that says that it belongs elsewhere, or stands twice */
  | 'HEADER_MISPLACED'
  /** a header that does not follow from the one before it */
  | 'CHAIN_BROKEN'
  /** a stream whose versions have a gap, or lead back to another header */
  | 'STREAM_BROKEN'
  /** one command wrote twice */
  | 'COMMAND_TWICE'
  | 'BODY_CHANGED'
  | 'BODY_MISSING'
  /** contents are gone, and nothing in the record says who erased them and why */
  | 'ERASED_IN_SILENCE'
  /** the log ends before the point that it had reached */
  | 'CUT_SHORT'
  /** what says where the log ends does not fit the log */
  | 'END_CHANGED'
  /** a checkpoint was signed over another history than this one */
  | 'HISTORY_REPLACED'
  | 'CHECKPOINT_FORGED'
  | 'CHECKPOINT_MISSING'
  | 'CHECKPOINT_KEY'
  /** it cannot be read at all */
  | 'UNREADABLE';

export interface Finding {
  readonly code: FindingCode;
  /** of the first event concerned, or the number of the checkpoint */
  readonly at: number;
  /** in words, without contents */
  readonly detail: string;
}

/** So many findings are kept; of the others only how many there are. */
const MOST_KEPT = 50;

export class Findings {
  readonly kept: Finding[] = [];
  #count = 0;

  get count(): number {
    return this.#count;
  }

  add(code: FindingCode, at: number, detail: string): void {
    this.#count += 1;
    if (this.kept.length < MOST_KEPT) this.kept.push({ code, at, detail });
  }
}
