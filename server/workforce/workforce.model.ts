import type { KnownMember, Member, WorkforceState } from '../contract/index.js';
import { evolveRestriction, type OwnHit, type Restrictable, type Restriction } from '../domain/access/restriction.js';
import {
  LIST_OLD_AFTER_DAYS,
  memberRecord,
  membersFound,
  readImportEvent,
  readWorkforceEvent,
} from '../domain/access/workforce.js';
import { readIncidentEvent } from '../domain/incident/upcast.js';
import { same } from '../domain/same.js';
import { RecordIndex } from '../domain/match/record-index.js';
import type { Subject } from '../domain/match/types.js';
import type { StoredEvent, StreamId } from '../ports.js';

const PREFIX = 'workforce/';
const INCIDENT = 'incident/';
const WORKFORCE = 'workforce';

/** The stream that a member's events are in. */
export const memberStream = (id: string): StreamId => `${PREFIX}${id}`;

/** The stream of what is imported. */
export const IMPORTS_STREAM: StreamId = 'standards/workforce';

interface Kept {
  readonly member: Member;
  readonly since: string;
  /** the import that they came with, if nobody changed them since */
  readonly import?: string;
}

/** The last import, as long as it can be undone. */
interface LastImport {
  readonly import: string;
  readonly at: string;
  readonly name: string;
  /** whom it changed, as they were before */
  readonly before: Map<string, Kept | undefined>;
}

/**
 * The force's own people in an index of the same kind as the registers, in this very thread: what is theirs is found
 * even while the matcher cannot be asked. And which incidents are restricted because of them.
 */
export class WorkforceModel {
  readonly #members = new Map<string, Kept>();
  readonly #index = new RecordIndex((_register, id) => {
    const kept = this.#members.get(id);
    return kept && memberRecord(id, kept.since, kept.member);
  });
  #apart = new Map<string, Restrictable>();
  #last: LastImport | undefined;
  #asOf: string | undefined;
  #position = 0;

  apply(event: StoredEvent): void {
    if (event.position <= this.#position) return;
    this.#position = event.position;
    if (event.stream.startsWith(PREFIX)) this.#ofMember(event.stream.slice(PREFIX.length), event);
    else if (event.stream === IMPORTS_STREAM) this.#ofImport(event);
    else if (event.stream.startsWith(INCIDENT)) this.#ofIncident(event.stream.slice(INCIDENT.length), event);
  }

  /** What was folded, as plain data: for a snapshot. */
  save() {
    return {
      apart: this.#apart,
      last: this.#last,
      asOf: this.#asOf,
      position: this.#position,
      members: this.#members,
    };
  }

  restore(saved: ReturnType<WorkforceModel['save']>): void {
    this.#apart = saved.apart;
    this.#last = saved.last;
    this.#asOf = saved.asOf;
    this.#position = saved.position;
    for (const [id, kept] of saved.members) this.#put(id, kept);
  }

  /** The members that the subjects of an incident or a draft lead to. */
  about(subjects: readonly Subject[], at: string): OwnHit[] {
    if (this.#members.size === 0) return [];
    return subjects.flatMap((subject) =>
      membersFound(this.#index.ask(subject, at)).map(({ id, how }) => ({
        member: id,
        supervisors: this.#members.get(id)?.member.supervisors ?? [],
        how,
      })),
    );
  }

  /** Undefined: it is open to everybody whom it concerns. */
  readonly restrictionOf = (incidentId: string): Restriction | undefined => this.#apart.get(incidentId)?.restricted;

  all(): KnownMember[] {
    return [...this.#members].map(([id, { member, since }]) => ({ id, since, ...member }));
  }

  has(id: string): boolean {
    return this.#members.has(id);
  }

  member(id: string): KnownMember | undefined {
    const kept = this.#members.get(id);
    return kept && { id, since: kept.since, ...kept.member };
  }

  ids(): string[] {
    return [...this.#members.keys()];
  }

  /** Whether this is what somebody on the list declared. */
  declares(id: string, member: Member): boolean {
    return same(this.#members.get(id)?.member, member);
  }

  /** How large and how old the list is. @param now ISO 8601 */
  state(now: string): WorkforceState {
    const members = [...this.#members.values()].map(({ member }) => member);
    const last = this.#last;
    const oldFrom = Date.parse(now) - LIST_OLD_AFTER_DAYS * 86_400_000;
    return {
      members: members.length,
      relatives: members.reduce((sum, { relatives = [] }) => sum + relatives.length, 0),
      addresses: members.reduce((sum, { addresses = [] }) => sum + addresses.length, 0),
      overdue: this.#asOf === undefined || Date.parse(this.#asOf) < oldFrom,
      ...(this.#asOf === undefined ? {} : { asOf: this.#asOf }),
      ...(last ? { lastImport: { import: last.import, at: last.at, name: last.name } } : {}),
    };
  }

  #ofMember(id: string, { type, body, at }: StoredEvent): void {
    const event = readWorkforceEvent(type, body);
    this.#put(id, event?.type === 'member-kept' ? { member: event.body.member, since: at } : undefined);
    this.#asOf = at;
  }

  #ofImport({ type, body, at }: StoredEvent): void {
    const event = readImportEvent(type, body);
    if (event?.type === 'members-imported') {
      const { import: id, name, members, removed } = event.body;
      const last = this.#last?.import === id ? this.#last : { import: id, at, name, before: new Map() };
      this.#last = last;
      this.#asOf = at;
      for (const gone of removed) this.#change(last, gone, undefined);
      for (const { id: who, member } of members) this.#change(last, who, { member, since: at, import: id });
    } else if (event?.type === 'import-undone' && this.#last?.import === event.body.import) {
      const { import: id, before } = this.#last;
      this.#last = undefined;
      for (const [who, was] of before) {
        const now = this.#members.get(who);
        if (now === undefined || now.import === id) this.#put(who, was);
      }
    }
  }

  #change({ before }: LastImport, id: string, kept: Kept | undefined): void {
    before.set(id, this.#members.get(id));
    this.#put(id, kept);
  }

  #put(id: string, kept: Kept | undefined): void {
    if (kept) {
      this.#members.set(id, kept);
      this.#index.put(WORKFORCE, { batch: 'log', record: memberRecord(id, kept.since, kept.member) });
    } else if (this.#members.delete(id)) {
      this.#index.withdraw(WORKFORCE, id);
    }
  }

  #ofIncident(incidentId: string, { type, body }: StoredEvent): void {
    if (!RESTRICTING.has(type)) return;
    const event = readIncidentEvent(type, body);
    if (event.type !== 'restricted' && event.type !== 'let-in' && event.type !== 'restriction-lifted') return;
    this.#apart.set(incidentId, evolveRestriction(this.#apart.get(incidentId) ?? {}, event));
  }
}

const RESTRICTING: ReadonlySet<string> = new Set(['restricted', 'let-in', 'restriction-lifted']);
