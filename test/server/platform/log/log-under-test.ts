import type { EventLog } from '../../../../server/ports.js';

/** A log to test, empty and with nobody else on it. */
export interface LogUnderTest {
  readonly log: EventLog;
  /** Ends the log as its process would, and opens the same one again. */
  reopen(): Promise<EventLog>;
  /** Verifies all that the adapter can verify. @throws LogCorrupt */
  verify(): Promise<void>;
  /** Closes it and removes everything. */
  dispose(): Promise<void>;
}
