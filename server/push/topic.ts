/** One topic of one connection: a snapshot at first, then what changed. */
export interface Topic {
  /** Sends everything; called once, when the reader connects. */
  open(): Promise<void>;
  /** Sends what changed since the last call, if anything did that this reader may see. */
  moved(): Promise<void>;
}
