import type { Manifest } from '../domain/register/types.js';
import { dueSince, readRetentionEvent, type Dated, type Word } from '../domain/register/retention.js';
import type { Due } from '../domain/incident/due.js';
import type { RecordDue } from '../contract/index.js';
import type { ActiveBatches, RegisterStore, StoredEvent, StreamId } from '../ports.js';

export const RECORDS_STREAM: StreamId = 'oversight/records';
/** About a millisecond's work. */
const RECORDS_A_TURN = 200;
/** A screen shows the head of the list. */
const MOST = 200;

const nameOf = (register: string, recordId: string): string => `${register}/${recordId}`;

/** What people said of records whose date has come, folded from the log; and the records, looked through when asked. */
export class RetentionModel {
  readonly #words = new Map<string, Word & { readonly register: string; readonly recordId: string }>();
  /** the dated records of each list of batches: looked through once */
  readonly #dated = new WeakMap<ActiveBatches, Promise<readonly Dated[]>>();
  #position = 0;

  constructor(private readonly store: Pick<RegisterStore, 'records'>) {}

  apply({ position, stream, type, body }: StoredEvent): void {
    if (position <= this.#position) return;
    this.#position = position;
    if (stream !== RECORDS_STREAM) return;
    const event = readRetentionEvent(type, body);
    if (!event) return;
    const { register, recordId } = event.body;
    const key = nameOf(register, recordId);
    if (event.type === 'record-erased') this.#words.delete(key);
    else this.#words.set(key, { register, recordId, outcome: event.body.outcome, at: event.body.at });
  }

  /** What is to be erased, and when. */
  dues(): Due[] {
    return [...this.#words.values()]
      .filter(({ outcome }) => outcome === 'erase')
      .map(({ register, recordId, at }) => ({
        at,
        kind: 'record-erases',
        id: `record-erases:${register}:${recordId}:${at}`,
      }));
  }

  /** Those that are to be erased by an instant. @param at ISO 8601 */
  erasable(at: string): readonly { readonly register: string; readonly recordId: string }[] {
    return [...this.#words.values()].filter((word) => word.outcome === 'erase' && word.at <= at);
  }

  /** The records of the registers that somebody has to look at, the longest overdue first. @param at ISO 8601 */
  async due(
    registers: readonly { readonly manifest: Manifest; readonly active: ActiveBatches }[],
    at: string,
  ): Promise<RecordDue[]> {
    const found: RecordDue[] = [];
    for (const { manifest, active } of registers) {
      for (const record of await this.#datedOf(manifest.id, active)) {
        const due = this.#dueOf(manifest, record, at);
        if (due) found.push(due);
      }
    }
    return found.toSorted((a, b) => (a.since < b.since ? -1 : 1)).slice(0, MOST);
  }

  #dueOf({ id, title }: Manifest, record: Dated, at: string): RecordDue | undefined {
    const word = this.#words.get(nameOf(id, record.recordId));
    const due = dueSince(record, word, at);
    if (!due) return undefined;
    const { recordId, summary, sensitivity = 'normal' } = record;
    const erases = word?.outcome === 'erase' ? { erasesAt: word.at } : {};
    return { register: id, title, recordId, summary, sensitivity, ...due, ...erases };
  }

  #datedOf(register: string, active: ActiveBatches): Promise<readonly Dated[]> {
    const known = this.#dated.get(active);
    if (known) return known;
    const looking = this.#look(register, active);
    this.#dated.set(active, looking);
    return looking;
  }

  async #look(register: string, active: ActiveBatches): Promise<readonly Dated[]> {
    const dated: Dated[] = [];
    let looked = 0;
    for (const { recordId, summary, reviewBy, validUntil, sensitivity } of this.store.records(register, active)) {
      looked += 1;
      if (looked % RECORDS_A_TURN === 0) await new Promise((resolve) => setImmediate(resolve));
      if (reviewBy === undefined && validUntil === undefined) continue;
      dated.push({
        recordId,
        summary,
        ...(reviewBy === undefined ? {} : { reviewBy }),
        ...(validUntil === undefined ? {} : { validUntil }),
        ...(sensitivity === undefined ? {} : { sensitivity }),
      });
    }
    return dated;
  }
}
