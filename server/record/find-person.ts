import { accept, type AuditPerson, type Found, type Outcome } from '../contract/index.js';
import type { Actor } from '../domain/access/policy.js';
import type { Link, PersonSubject } from '../domain/match/types.js';
import type { Clock, Matcher } from '../ports.js';
import { recordRead } from '../ports/record-read.js';
import type { AuditPorts } from './consult-audit.js';
import { INCIDENTS, type IncidentIndex } from './incident-index.js';

export interface FindPorts extends Pick<AuditPorts, 'access' | 'incidents'> {
  readonly matcher: Matcher;
  readonly clock: Clock;
  readonly index: IncidentIndex;
}

const MOST_FOUND = 20;

/**
 * Whose records and incidents a person could be: what an auditor asks the record about next. The name is in no address,
 * and in the record by what it led to alone. Refuses NOT_ALLOWED.
 */
export async function findPerson(
  { access, incidents, matcher, clock, index }: FindPorts,
  { phone, givenNames, surname, dateOfBirth }: AuditPerson,
  actor: Actor,
): Promise<Outcome<Found[]>> {
  const subject: PersonSubject = {
    ref: { kind: 'person', id: 'sought' },
    role: 'other',
    ...(givenNames === undefined ? {} : { givenNames }),
    ...(surname === undefined ? {} : { surname }),
    ...(dateOfBirth === undefined ? {} : { dateOfBirth }),
    phones: phone === undefined ? [] : [phone],
  };
  const at = clock.now();
  const { subjects } = await matcher.check({ subjects: [subject], at });
  const links = [...subjects.flatMap((one) => one.links), ...index.ask(subject, at, actor)];
  const found = [
    ...new Map(links.map((link) => [`${link.register}/${link.recordId}`, foundAs(link, incidents)])).values(),
  ]
    .toSorted((a, b) => b.probability - a.probability)
    .slice(0, MOST_FOUND);
  const records = found.flatMap((one) => one.record ?? []);
  const recorded = await recordRead(access, actor, { action: 'audit.read', what: 'audit: a person', records });
  return recorded.ok ? accept(found) : recorded;
}

function foundAs(
  { register, recordId, tier, probability, record, personIndex }: Link,
  incidents: AuditPorts['incidents'],
): Found {
  const { givenNames = '', surname = '' } = record.people?.[personIndex ?? 0] ?? {};
  const said = { tier, probability, name: `${givenNames} ${surname}`.trim() };
  if (register !== INCIDENTS) return { ...said, record: `${register}/${recordId}` };
  const reference = (incidents.entry(recordId) ?? incidents.closed(recordId))?.incident.reference ?? recordId;
  return { ...said, incidentId: recordId, reference };
}
