import type { Due } from '../domain/incident/due.js';
import type { RetentionEvent } from '../domain/register/retention.js';
import { selfNamed } from '../ports.js';
import { appendNote } from '../ports/append-note.js';
import { RECORDS_STREAM } from './retention.model.js';
import type { RetentionPorts } from './review-record.js';

/** When the registers are looked through for records whose date has come: each morning, hour in UTC. */
const MORNING_HOUR = 6;
const DAY_MS = 86_400_000;

const morningAfter = (now: string): string => {
  const today = new Date(now).setUTCHours(MORNING_HOUR, 0, 0, 0);
  return new Date(today > Date.parse(now) ? today : today + DAY_MS).toISOString();
};

/** Looks each morning, and at a start, whether records have come due for review since that was said last. */
export class RecordsDue {
  #lookAt = new Date(0).toISOString();

  dues(): Due[] {
    return [{ at: this.#lookAt, kind: 'records-due', id: `records-due:${this.#lookAt}` }];
  }

  /**
   * Says once, in the log, that records have come due; what was said before is not said again. Records that somebody has
   * said may go are not among them.
   */
  async tell({
    log,
    retention,
    model,
    clock,
  }: Pick<RetentionPorts, 'log' | 'retention' | 'model' | 'clock'>): Promise<void> {
    const now = clock.now();
    const due = (await retention.due(model.loaded(), now, Infinity)).filter(({ erasesAt }) => erasesAt === undefined);
    const { count = 0, through = '' } = retention.told ?? {};
    if (due.length > count || due.some(({ since }) => since > through)) {
      const registers = [...new Set(due.map(({ title }) => title))];
      const event: RetentionEvent = { type: 'records-due', body: { v: 1, count: due.length, through: now, registers } };
      const command = selfNamed(`records-due:${now.slice(0, 10)}:${due.length}`);
      await appendNote(log, { stream: RECORDS_STREAM, event, at: now, by: 'outrider', command });
    }
    this.#lookAt = morningAfter(now);
  }
}
