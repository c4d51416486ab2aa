import {
  accept,
  refuse,
  type Card,
  type IncidentDetail,
  type IncidentSummary,
  type LogLine,
  type Outcome,
  type Role,
} from '../contract/index.js';
import { decide, relationTo, type Action, type Actor, type Attended } from '../domain/access/policy.js';
import { summaryOf } from '../domain/briefing/summary.js';
import { viewFor } from '../domain/briefing/view.js';
import { closingOf } from '../domain/closing/view.js';
import { logSentence } from '../domain/incident/log-sentence.js';
import { readIncidentEvent } from '../domain/incident/upcast.js';
import { fieldsOf, shownOf } from '../domain/record/shown.js';
import { consultedTogether } from '../domain/record/together.js';
import type { AccessRecord, EventLog, Timetable } from '../ports.js';
import type { ClosedIncident, OpenIncident } from '../domain/incident/state.js';
import type { RegistersModel } from '../registers/registers.model.js';
import { incidentStream, readIncident, type IncidentsModel } from './incidents.model.js';

/** What reading needs. Every read is decided by the policy and recorded before it is answered (R7). */
export interface ConsultPorts {
  readonly timetable: Timetable;
  readonly log: EventLog;
  readonly incidents: IncidentsModel;
  readonly registers: RegistersModel;
  readonly access: AccessRecord;
}

type Known = OpenIncident | ClosedIncident;

/** So many of the incidents that were closed are listed, the latest first. */
const MOST_CLOSED = 200;

/** One incident, its report and its card. Refuses NOT_FOUND: there is none, or it is not this actor's to see. */
export const consultIncident = (ports: ConsultPorts, id: string, actor: Actor): Promise<Outcome<IncidentDetail>> =>
  consult(ports, 'incident.read', id, actor, (incident, card) => {
    const { reference, reportVersion, grade, report, attendance, owner } = incident;
    const { people } = report;
    return {
      id,
      reference,
      version: reportVersion,
      grade,
      people,
      card,
      report,
      attendance: [...attendance],
      status: incident.kind,
      owner,
      closing: closingOf(incident),
    };
  });

/** The latest card, as this actor sees it. Refuses NOT_FOUND. */
export const consultCard = (ports: ConsultPorts, id: string, actor: Actor): Promise<Outcome<Card>> =>
  consult(ports, 'card.read', id, actor, (_incident, card) => card);

/** What happened in an incident, in order. Refuses NOT_FOUND. */
export const consultLog = (ports: ConsultPorts, id: string, actor: Actor): Promise<Outcome<LogLine[]>> =>
  consult(ports, 'incident.log', id, actor, async () => {
    const lines: LogLine[] = [];
    const names = new Map<string, string>();
    for await (const { at, by, type, version, body } of ports.log.read(incidentStream(id))) {
      const event = readIncidentEvent(type, body);
      if (event.type === 'dispatched') for (const officer of event.body.officers) names.set(officer.id, officer.name);
      lines.push({ at, by, type, version, sentence: logSentence(event, (officer) => names.get(officer) ?? officer) });
    }
    return lines;
  });

async function consult<T>(
  ports: ConsultPorts,
  action: Action,
  id: string,
  actor: Actor,
  read: (incident: Known, card: Card) => T | Promise<T>,
): Promise<Outcome<T>> {
  const incident = await find(ports, id);
  if (incident === 'erased')
    return decide(actor, action, relationTo(NOBODYS, actor)).allow ? refuse('ERASED') : refuse('NOT_FOUND');
  const decision = incident && decide(actor, action, relationTo(incident, actor));
  if (!decision?.allow || !incident?.card) return refuse('NOT_FOUND');
  const card = asIssued(ports, id, decision.viewAs, viewFor(incident.card, decision, ports.registers.manifests()));
  const { rule, reason } = decision;
  const what = `incident/${id}/card/${card.version}`;
  await ports.access.store(actor, [
    { type: 'consulted', body: { v: 1, action, what, rule, reason, ...shownOf(card) } },
  ]);
  return accept(await read(incident, card));
}

/** What changed for a role is what its issued card says: nothing, when the latest version changed nothing that it sees. */
function asIssued({ incidents }: ConsultPorts, id: string, role: Role, view: Card): Card {
  const issued = incidents.entry(id)?.views.get(role)?.card;
  return issued === undefined ? view : { ...view, changes: issued.version === view.version ? issued.changes : [] };
}

/** Whose an incident was goes with its contents: only whoever may see every incident is told that there was one. */
const NOBODYS: Attended = { createdBy: '', attendance: [] };

/** An open incident as the model has it; a closed one with its last card, from the log. */
async function find({ incidents, log }: ConsultPorts, id: string): Promise<Known | 'erased' | undefined> {
  const entry = incidents.entry(id);
  if (entry) return entry.incident;
  const { incident } = await readIncident(log, id);
  if (incident.kind === 'erased') return 'erased';
  return incident.kind === 'closed' || incident.kind === 'open' ? incident : undefined;
}

/** The open incidents that an actor may see, or the closed ones, newest first, each with its most dangerous flags. */
export async function listIncidents(
  ports: ConsultPorts,
  status: 'open' | 'closed' | undefined,
  actor: Actor,
): Promise<Outcome<IncidentSummary[]>> {
  const listed =
    status === 'closed' ? await closedOnes(ports, actor) : [...ports.incidents.all()].map((e) => e.incident);
  const seen = listed.flatMap((incident) => {
    const relation = relationTo(incident, actor);
    const decision = decide(actor, 'incident.list', relation);
    // A part of an event is the business of whoever took the call; the others have the event.
    const isPart = incident.links?.joined !== undefined && relation !== 'creator';
    if (!decision.allow || !incident.card || isPart) return [];
    const card = viewFor(incident.card, decision, ports.registers.manifests());
    const summary = summaryOf(incident, card, ports.timetable.timings);
    const { rule, reason, viewAs } = decision;
    const { records } = shownOf(card);
    const fields = fieldsOf(summary);
    const shown = { incidentId: incident.id, cardVersion: card.version, viewAs, rule, reason, records, fields };
    return [{ shown, summary }];
  });
  const [first, ...rest] = consultedTogether(
    'incident.list',
    seen.map(({ shown }) => shown),
  );
  if (first) await ports.access.store(actor, [first, ...rest]);
  const summaries = seen.map(({ summary }) => summary);
  return accept(summaries.toSorted((a, b) => (a.openedAt < b.openedAt ? 1 : -1)));
}

/** The latest of the closed incidents that an actor may list, with their cards. */
async function closedOnes(ports: ConsultPorts, actor: Actor): Promise<Known[]> {
  const theirs = [...ports.incidents.allClosed()]
    .map(({ incident }) => incident)
    .filter((incident) => decide(actor, 'incident.list', relationTo(incident, actor)).allow)
    .toSorted((a, b) => (a.closedAt < b.closedAt ? 1 : -1))
    .slice(0, MOST_CLOSED);
  const found = await Promise.all(theirs.map(({ id }) => find(ports, id)));
  return found.flatMap((incident) => (incident !== 'erased' && incident?.kind === 'closed' ? incident : []));
}
