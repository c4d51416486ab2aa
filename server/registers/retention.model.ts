import type { Manifest } from '../domain/register/types.js';
import { readRegisterEvent } from '../domain/register/events.js';
import {
  dueSince,
  readRetentionEvent,
  type Dated,
  type RetentionEvent,
  type Word,
} from '../domain/register/retention.js';
import type { Due } from '../domain/incident/due.js';
import type { RecordDue } from '../contract/index.js';
import type { ActiveBatches, RegisterStore, StoredEvent, StreamId } from '../ports.js';

export const RECORDS_STREAM: StreamId = 'oversight/records';
/** About a millisecond's work. */
const RECORDS_A_TURN = 200;
/** A screen shows the head of the list. */
const MOST = 200;

/** What somebody said of a record, and why. */
type Said = Word & {
  readonly register: string;
  readonly recordId: string;
  readonly reason: string;
  readonly name: string;
};

/** A legal hold in force. */
export interface RecordHold {
  readonly register: string;
  readonly recordId: string;
  /** ISO 8601 */
  readonly at: string;
  readonly name: string;
  readonly reason: string;
}

const REGISTER = 'register/';
const registerOf = (stream: StreamId): string | undefined =>
  stream.startsWith(REGISTER) ? stream.slice(REGISTER.length) : undefined;
const nameOf = (register: string, recordId: string): string => `${register}/${recordId}`;

/** What people said of records whose date has come, folded from the log; and the records, looked through when asked. */
export class RetentionModel {
  #words = new Map<string, Said>();
  #holds = new Map<string, RecordHold>();
  /** when a record was erased last: whoever sends it again is seen to */
  #erased = new Map<string, string>();
  /** the dated records of each list of batches: looked through once */
  readonly #dated = new WeakMap<ActiveBatches, Promise<readonly Dated[]>>();
  #told: { readonly count: number; readonly through: string } | undefined;
  #position = 0;

  constructor(private readonly store: Pick<RegisterStore, 'records'>) {}

  apply({ position, stream, type, body, at }: StoredEvent): void {
    if (position <= this.#position) return;
    this.#position = position;
    const register = registerOf(stream);
    if (register !== undefined) {
      const event = readRegisterEvent(type, body);
      if (event.type === 'record-erased') this.#gone(nameOf(register, event.body.recordId), at);
    } else if (stream === RECORDS_STREAM) {
      const event = readRetentionEvent(type, body);
      if (event) this.#fold(event, at);
    }
  }

  /** What was folded, as plain data: for a snapshot. */
  save() {
    return {
      words: this.#words,
      holds: this.#holds,
      erased: this.#erased,
      told: this.#told,
      position: this.#position,
    };
  }

  restore(saved: ReturnType<RetentionModel['save']>): void {
    this.#words = saved.words;
    this.#holds = saved.holds;
    this.#erased = saved.erased;
    this.#told = saved.told;
    this.#position = saved.position;
  }

  /** What was said last of records that are due. */
  get told(): { readonly count: number; readonly through: string } | undefined {
    return this.#told;
  }

  #fold({ type, body }: RetentionEvent, since: string): void {
    if (type === 'records-due') {
      this.#told = body;
      return;
    }
    const { register, recordId } = body;
    const key = nameOf(register, recordId);
    switch (type) {
      case 'record-reviewed':
        this.#words.set(key, { ...body });
        break;
      case 'record-held':
        this.#holds.set(key, { register, recordId, at: since, name: body.name, reason: body.reason });
        break;
      case 'record-hold-lifted':
        this.#holds.delete(key);
        break;
      case 'record-erased':
        this.#gone(key, since);
    }
  }

  #gone(key: string, at: string): void {
    this.#words.delete(key);
    this.#erased.set(key, at);
  }

  /** The legal hold that a record is on. */
  hold(register: string, recordId: string): RecordHold | undefined {
    return this.#holds.get(nameOf(register, recordId));
  }

  /** Every legal hold in force, the oldest first. */
  holds(): readonly RecordHold[] {
    return [...this.#holds.values()];
  }

  /** When a record was erased last; undefined: never. */
  erasedAt(register: string, recordId: string): string | undefined {
    return this.#erased.get(nameOf(register, recordId));
  }

  /** What is to be erased, and when; what is on legal hold waits. */
  dues(): Due[] {
    return this.#toErase().map(({ register, recordId, at }) => ({
      at,
      kind: 'record-erases',
      id: `record-erases:${register}:${recordId}:${at}`,
    }));
  }

  /** Those that are to be erased by an instant. @param at ISO 8601 */
  erasable(at: string): readonly Said[] {
    return this.#toErase().filter((word) => word.at <= at);
  }

  #toErase(): readonly Said[] {
    return [...this.#words.values()].filter(
      ({ outcome, register, recordId }) => outcome === 'erase' && !this.hold(register, recordId),
    );
  }

  /** The records of the registers that somebody has to look at, the longest overdue first. @param at ISO 8601 */
  async due(
    registers: readonly { readonly manifest: Manifest; readonly active: ActiveBatches }[],
    at: string,
    most = MOST,
  ): Promise<RecordDue[]> {
    const found: RecordDue[] = [];
    for (const { manifest, active } of registers) {
      for (const record of await this.#datedOf(manifest.id, active)) {
        const due = this.#dueOf(manifest, record, at);
        if (due) found.push(due);
      }
    }
    return found.toSorted((a, b) => (a.since < b.since ? -1 : 1)).slice(0, most);
  }

  #dueOf({ id, title }: Manifest, record: Dated, at: string): RecordDue | undefined {
    const word = this.#words.get(nameOf(id, record.recordId));
    const due = dueSince(record, word, at);
    if (!due) return undefined;
    const { recordId, summary, sensitivity = 'normal' } = record;
    const hold = this.hold(id, recordId);
    const erasedBefore = this.erasedAt(id, recordId);
    return {
      register: id,
      title,
      recordId,
      summary,
      sensitivity,
      ...due,
      ...(word?.outcome === 'erase' ? { erasesAt: word.at } : {}),
      ...(hold ? { heldSince: hold.at } : {}),
      ...(erasedBefore === undefined ? {} : { erasedBefore }),
    };
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
