import type { OwnNotice } from '../contract/index.js';
import type { Actor } from '../domain/access/policy.js';
import { readWorkforceEvent } from '../domain/access/workforce.js';
import { readIncidentEvent } from '../domain/incident/upcast.js';
import type { StoredEvent, StreamId } from '../ports.js';

const INCIDENT = 'incident/';
/** What is told to professional standards and is of no incident. */
export const NOTICES_STREAM: StreamId = 'standards/notices';

interface Kept {
  readonly notice: OwnNotice;
  readonly keptFrom: readonly string[];
}

/** What professional standards are told of: folded from the log, the latest first. */
export class OwnNoticesModel {
  #notices = new Map<string, Kept>();
  /** reference, and who reported it, by incident: of those whose restriction may yet come */
  #reported = new Map<string, { readonly reference: string; readonly by: string }>();
  #position = 0;

  apply(event: StoredEvent): void {
    if (event.position <= this.#position) return;
    this.#position = event.position;
    if (event.stream === NOTICES_STREAM) this.#looked(event);
    else if (event.stream.startsWith(INCIDENT)) this.#ofIncident(event.stream.slice(INCIDENT.length), event);
  }

  /** What was folded, as plain data: for a snapshot. */
  save() {
    return {
      notices: this.#notices,
      reported: this.#reported,
      position: this.#position,
    };
  }

  restore(saved: ReturnType<OwnNoticesModel['save']>): void {
    this.#notices = saved.notices;
    this.#reported = saved.reported;
    this.#position = saved.position;
  }

  /** Those that somebody may be told of: of professional standards too, nobody is told of what is their own. */
  for({ userId }: Actor): OwnNotice[] {
    return [...this.#notices.values()]
      .filter(({ keptFrom }) => !keptFrom.includes(userId))
      .map(({ notice }) => notice)
      .toReversed();
  }

  /** Whether somebody typed what is their own, and this person must not know of it; undefined: a person who is told of none. */
  hasLookedFor(actor: Actor | undefined): boolean {
    return [...this.#notices.values()].some(
      ({ notice, keptFrom }) =>
        notice.kind === 'own-looked-for' && (actor === undefined || keptFrom.includes(actor.userId)),
    );
  }

  #looked({ type, body, position, at, by }: StoredEvent): void {
    const event = readWorkforceEvent(type, body);
    if (event?.type !== 'own-looked-for') return;
    const { members, how, incidentId } = event.body;
    const id = String(position);
    const notice: OwnNotice = {
      id,
      at,
      kind: 'own-looked-for',
      members: [...members],
      how: [...how],
      by,
      ...(incidentId === undefined ? {} : { incidentId }),
    };
    this.#notices.set(id, { notice, keptFrom: [by, ...members] });
  }

  #ofIncident(incidentId: string, { type, body, at, by }: StoredEvent): void {
    const event = readIncidentEvent(type, body);
    switch (event.type) {
      case 'reported':
        this.#reported.set(incidentId, { reference: event.body.reference, by });
        return;
      case 'restricted': {
        const { reference = '', by: creator = by } = this.#reported.get(incidentId) ?? {};
        const { members, how, keptFrom } = event.body;
        const before = this.#notices.get(incidentId)?.notice;
        const notice: OwnNotice = {
          id: incidentId,
          at: before?.at ?? at,
          kind: 'restricted',
          members: [...members],
          how: [...new Set([...(before?.how ?? []), ...how])],
          by: creator,
          incidentId,
          reference,
          letIn: before?.letIn ?? [],
        };
        this.#notices.set(incidentId, { notice, keptFrom });
        return;
      }
      case 'let-in':
        return this.#change(incidentId, ({ letIn = [] }) => ({ letIn: [...new Set([...letIn, ...event.body.users])] }));
      case 'restriction-lifted':
        return this.#change(incidentId, () => ({ lifted: true }));
      case 'erased':
        this.#notices.delete(incidentId);
        this.#reported.delete(incidentId);
    }
  }

  #change(incidentId: string, change: (notice: OwnNotice) => Partial<OwnNotice>): void {
    const kept = this.#notices.get(incidentId);
    if (kept) this.#notices.set(incidentId, { ...kept, notice: { ...kept.notice, ...change(kept.notice) } });
  }
}
