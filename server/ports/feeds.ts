import type { Outcome, Report } from '../contract/index.js';

/** What another system says about one incident of its own: the whole report as it is now. */
export interface FeedReport {
  /** with a `reference`: it says which incident is meant, as long as the feed lasts */
  readonly report: Report;
  /** orders what is said of one incident; without it, whatever comes later is newer */
  readonly sourceVersion?: number | undefined;
}

/** What became of it: a new incident, a change of one, or nothing, because it was known or is older than what is. */
export type FeedTaken = 'reported' | 'revised' | 'nothing';

/** The way in for other systems: the same intake as everybody's, once in effect whatever is sent twice (R8). */
export abstract class Intake {
  /** Refuses INVALID_INPUT. @throws StorageUnavailable: nothing was taken, try again */
  abstract take(said: FeedReport): Promise<Outcome<FeedTaken>>;
}

/** One line of a day of calls, as a recording or a generator made it. */
export interface RecordedCall extends FeedReport {
  /** second of the day; a call that goes on past midnight has more than a day has */
  readonly at: number;
}

/** A day of calls that can be gone through again and again. */
export abstract class DayOfCalls {
  /** In the order of the day. */
  abstract calls(): AsyncIterable<RecordedCall>;
}

/** A file that another program has dropped. */
export interface DroppedFile {
  readonly name: string;
  /** Its lines; one that is too long is cut a byte after the bound, so that it can be told. */
  lines(): AsyncIterable<string>;
  /** Keeps a line that could not be taken, for a person to look at. Going through the file again keeps it once. */
  setAside(line: { readonly number: number; readonly reason: string; readonly text: string }): Promise<void>;
  /** Puts the file away: every line of it was taken or set aside. */
  finish(): Promise<void>;
}

/** A folder that other programs drop files into. */
export abstract class DropFolder {
  /** The files that are complete and not put away, oldest name first. */
  abstract waiting(): Promise<readonly DroppedFile[]>;
}
