import { accept, type AuditEntry, type AuditPage, type AuditQuery, type Outcome } from '../contract/index.js';
import { decide, mayKnowOf, OUTRIDER, type Actor } from '../domain/access/policy.js';
import { operationsOf } from '../domain/record/operations.js';
import { isSought, type Sought } from '../domain/record/sought.js';
import type { IncidentsModel } from '../incidents/incidents.model.js';
import type { AccessRecord, EventLog, StoredEvent } from '../ports.js';
import { recordRead } from '../ports/record-read.js';
import type { UsersModel } from '../sessions/users.model.js';
import { NOTICES_STREAM, type OwnNoticesModel } from '../workforce/notices.model.js';
import type { AuditModel } from './audit.model.js';
import { eventsAt } from './events-at.js';

export interface AuditPorts {
  readonly log: EventLog;
  readonly access: AccessRecord;
  readonly audit: AuditModel;
  readonly incidents: IncidentsModel;
  readonly users: UsersModel;
  readonly notices: OwnNoticesModel;
}

/** So many places of the log are looked at for one page; a rare operation is found by asking on. */
const MOST_LOOKED_AT = 2000;

/** How a search of the record is named in the record itself. */
export const soughtInWords = (sought: Sought): string =>
  Object.entries(sought)
    .flatMap(([name, value]: [string, string | undefined]) => (value === undefined ? [] : [`${name}=${value}`]))
    .join(' ') || 'everything';

/**
 * A page of operations that are sought, the newest first; one event may be many of them, and fill more than a page. Reading the record is itself recorded before it is answered.
 * Refuses NOT_ALLOWED.
 */
export async function consultAudit(
  ports: AuditPorts,
  { before: cursor, limit, ...sought }: AuditQuery,
  actor: Actor,
): Promise<Outcome<AuditPage>> {
  const recorded = await recordRead(ports.access, actor, {
    action: 'audit.read',
    what: `audit: ${soughtInWords(sought)}`,
  });
  if (!recorded.ok) return recorded;
  const hidden = hiddenOfRecord(ports, actor);
  const [before, skip = 0] = cursor?.split('.').map(Number) ?? [];
  const entries: AuditEntry[] = [];
  let lookedAt = 0;
  let next: { readonly before: number; readonly skip: number } | undefined;
  const chunk: number[] = [];
  const look = async (): Promise<void> => {
    const events = await eventsAt(ports.log, chunk.splice(0));
    for (const event of events.toReversed()) {
      if (entries.length >= limit) return;
      const told = event.position + 1 === before ? skip : 0;
      const all = entriesOf(ports, event, sought, hidden);
      const fitting = all.slice(told, told + limit - entries.length);
      entries.push(...fitting);
      const through = told + fitting.length;
      next = through < all.length ? { before: event.position + 1, skip: through } : { before: event.position, skip: 0 };
    }
  };
  for (const position of ports.audit.positions(sought, before)) {
    chunk.push(position);
    lookedAt += 1;
    if (chunk.length === limit) await look();
    if (entries.length >= limit || lookedAt >= MOST_LOOKED_AT) break;
  }
  await look();
  if (next === undefined || ports.audit.positions(sought, next.before).next().done) return accept({ entries });
  return accept({ entries, next: next.skip === 0 ? `${next.before}` : `${next.before}.${next.skip}` });
}

/** The incidents that somebody may not know of: the record answers them as if those were not there (R17). */
export const hiddenFrom = (incidents: IncidentsModel, actor: Actor): ReadonlySet<string> =>
  new Set(
    [...incidents.all(), ...incidents.allClosed()].flatMap(({ incident }) =>
      mayKnowOf(incident, actor) ? [] : [incident.id],
    ),
  );

/**
 * What of the record somebody may not know of: incidents, and the stream of who typed what is their own, once there is
 * something in it that they must not read (R17).
 */
export const hiddenOfRecord = (
  { incidents, notices }: Pick<AuditPorts, 'incidents' | 'notices'>,
  actor: Actor,
): ReadonlySet<string> => {
  const isTold = decide(actor, 'workforce.notices').allow;
  return new Set([
    ...hiddenFrom(incidents, actor),
    ...(notices.hasLookedFor(isTold ? actor : undefined) ? [NOTICES_STREAM] : []),
  ]);
};

function entriesOf(
  { incidents, users }: AuditPorts,
  event: StoredEvent,
  sought: Sought,
  hidden: ReadonlySet<string>,
): AuditEntry[] {
  const { stream, position, at, by } = event;
  if (hidden.has(stream)) return [];
  return operationsOf(event)
    .map(({ originally, ...operation }) => ({ position, at, by, ...originally, ...operation }))
    .filter((operation) => isSought(sought, operation, operation) && !hidden.has(operation.incidentId ?? ''))
    .map(({ incidentId, recipient, records, fields, ...operation }) => {
      const known = incidents.entry(incidentId ?? '') ?? incidents.closed(incidentId ?? '');
      return {
        ...operation,
        byName: nameOf(users, operation.by),
        ...(incidentId === undefined ? {} : { incidentId }),
        ...(known === undefined ? {} : { reference: known.incident.reference }),
        ...(recipient === undefined ? {} : { recipient, recipientName: nameOf(users, recipient) }),
        ...(records === undefined ? {} : { records: [...records] }),
        ...(fields === undefined ? {} : { fields: [...fields] }),
      };
    });
}

const nameOf = (users: UsersModel, userId: string): string =>
  userId === OUTRIDER.userId ? OUTRIDER.name : (users.account(userId)?.name ?? userId);
