/** What one of several nodes on one log asks of technology: who does what is done once, who is connected elsewhere. */

/**
 * Which node does what is done once for all of them: what falls due, rechecks, the desk's watch, feeds. For a moment two may
 * think so; what they do is once in effect all the same (R8).
 */
export abstract class Lease {
  /**
   * A number while this node has it, undefined while another has. It is another, higher one each time that the lease
   * changes hands, so that a store can tell a late write of a node that had it before (a fencing token).
   */
  abstract token(): number | undefined;
  /** Calls back when this node has been given it; not for one that it had from the start. */
  abstract onTaken(listener: () => void): void;
}

/** Which sessions have a live connection to another node. */
export abstract class Roster {
  /** Tells the other nodes, from here on, of the sessions that are connected here. */
  abstract tell(sessions: () => Iterable<string>): void;
  abstract elsewhere(): Iterable<string>;
}

/** Counts that all nodes keep together, such as of guesses at one password. */
export abstract class SharedCounts {
  /**
   * Adds to a count that ends by itself `seconds` after its first.
   * @returns what it has come to and in how many ms it ends; undefined when there is nobody to count with now
   */
  abstract add(
    name: string,
    by: number,
    seconds: number,
  ): Promise<{ readonly count: number; readonly msLeft: number } | undefined>;
}

/** A report that another system has put into the shared stream. */
export interface StreamedReport {
  /** its place in the stream */
  readonly id: string;
  /** the field `report`: the report as JSON, perhaps with its `sourceVersion` beside it; undefined: there was none */
  readonly text: string | undefined;
}

/** How the shared stream of reports stands. */
export interface StreamState {
  /** reports that were given to a node and not taken yet */
  readonly pending: number;
  /** reports that nobody could take */
  readonly rejected: number;
}

/** A stream that other systems put their reports into, worked off by every node together: each report by one of them. */
export abstract class ReportStream {
  /**
   * The next reports, at most `most`: new ones, and those that a node which died had been given. Waits a little when there
   * are none; resolves to none when `stop` fires.
   * @throws when the stream cannot be reached
   */
  abstract next(most: number, stop: AbortSignal): Promise<readonly StreamedReport[]>;
  /** It was taken: nobody is given it again. */
  abstract taken(report: StreamedReport): Promise<void>;
  /** It cannot be taken, by nobody: it is kept aside with the reason, for a person to look at. */
  abstract setAside(report: StreamedReport, reason: string): Promise<void>;
  abstract state(): Promise<StreamState>;
}
