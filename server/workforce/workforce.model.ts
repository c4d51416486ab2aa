import type { KnownMember, Member } from '../contract/index.js';
import { evolveRestriction, type OwnHit, type Restrictable, type Restriction } from '../domain/access/restriction.js';
import { memberRecord, membersFound, readWorkforceEvent } from '../domain/access/workforce.js';
import { readIncidentEvent } from '../domain/incident/upcast.js';
import { RecordIndex } from '../domain/match/record-index.js';
import type { Subject } from '../domain/match/types.js';
import type { StoredEvent, StreamId } from '../ports.js';

const PREFIX = 'workforce/';
const INCIDENT = 'incident/';
const WORKFORCE = 'workforce';

/** The stream that a member's events are in. */
export const memberStream = (id: string): StreamId => `${PREFIX}${id}`;

interface Kept {
  readonly member: Member;
  readonly since: string;
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
  readonly #apart = new Map<string, Restrictable>();
  #position = 0;

  apply(event: StoredEvent): void {
    if (event.position <= this.#position) return;
    this.#position = event.position;
    if (event.stream.startsWith(PREFIX)) this.#ofMember(event.stream.slice(PREFIX.length), event);
    else if (event.stream.startsWith(INCIDENT)) this.#ofIncident(event.stream.slice(INCIDENT.length), event);
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

  #ofMember(id: string, { type, body, at }: StoredEvent): void {
    const event = readWorkforceEvent(type, body);
    if (event?.type === 'member-kept') {
      this.#members.set(id, { member: event.body.member, since: at });
      this.#index.put(WORKFORCE, { batch: 'log', record: memberRecord(id, at, event.body.member) });
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
