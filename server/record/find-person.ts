import { accept, type AuditPerson, type Found, type Outcome } from '../contract/index.js';
import type { Actor } from '../domain/access/policy.js';
import { callRecord } from '../domain/incident/linked.js';
import { RecordIndex } from '../domain/match/record-index.js';
import type { Link, PersonSubject } from '../domain/match/types.js';
import type { Clock, Matcher } from '../ports.js';
import { hiddenFrom, recordAuditRead, type AuditPorts } from './consult-audit.js';

export interface FindPorts extends Pick<AuditPorts, 'access' | 'incidents'> {
  readonly matcher: Matcher;
  readonly clock: Clock;
}

/** Outrider’s own incidents, as a register to be asked. */
const INCIDENTS = 'incidents';
const MOST_FOUND = 20;

/**
 * Whose records and incidents a person could be: what an auditor asks the record about next. The name is in no address,
 * and in the record by what it led to alone. Refuses NOT_ALLOWED.
 */
export async function findPerson(
  { access, incidents, matcher, clock }: FindPorts,
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
  const index = indexOf(incidents, hiddenFrom(incidents, actor));
  const links = [...subjects.flatMap((one) => one.links), ...index.ask(subject, at).links];
  const found = [
    ...new Map(links.map((link) => [`${link.register}/${link.recordId}`, foundAs(link, incidents)])).values(),
  ]
    .toSorted((a, b) => b.probability - a.probability)
    .slice(0, MOST_FOUND);
  const records = found.flatMap((one) => one.record ?? []);
  const recorded = await recordAuditRead(access, actor, { action: 'audit.read', what: 'audit: a person', records });
  return recorded.ok ? accept(found) : recorded;
}

/** Made for one question: who is sought among incidents is asked a few times a day, and kept in memory by nobody. */
function indexOf(incidents: AuditPorts['incidents'], hidden: ReadonlySet<string>): RecordIndex {
  const reports = new Map(
    [...incidents.all(), ...incidents.allClosed()].flatMap(({ incident }) =>
      hidden.has(incident.id) ? [] : [[incident.id, incident.report] as const],
    ),
  );
  const index = new RecordIndex((_register, id) => {
    const report = reports.get(id);
    return report && callRecord(id, report);
  });
  for (const [id, report] of reports) index.put(INCIDENTS, { batch: 'log', record: callRecord(id, report) });
  return index;
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
