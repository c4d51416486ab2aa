import {
  accept,
  refuse,
  type Card,
  type IncidentDetail,
  type IncidentSummary,
  type LogLine,
  type Outcome,
} from '../contract/index.js';
import { decide, relationTo, type Action, type Actor, type Decision } from '../domain/access/policy.js';
import { summaryOf } from '../domain/briefing/summary.js';
import { viewFor } from '../domain/briefing/view.js';
import { logSentence } from '../domain/incident/log-sentence.js';
import { readIncidentEvent } from '../domain/incident/upcast.js';
import type { AccessRecord, EventLog } from '../ports.js';
import type { RegistersModel } from '../registers/registers.model.js';
import { incidentStream, type IncidentEntry, type IncidentsModel } from './incidents.model.js';

/** What reading needs. Every read is decided by the policy and recorded before it is answered (R7). */
export interface ConsultPorts {
  readonly log: EventLog;
  readonly incidents: IncidentsModel;
  readonly registers: RegistersModel;
  readonly access: AccessRecord;
}

type Allowed = Extract<Decision, { allow: true }>;

/** One incident, its report and its card. Refuses NOT_FOUND: there is none, or it is not this actor's to see. */
export const consultIncident = (ports: ConsultPorts, id: string, actor: Actor): Promise<Outcome<IncidentDetail>> =>
  consult(ports, 'incident.read', id, actor, (entry, card) => {
    const { reference, reportVersion, grade, report, attendance } = entry.incident;
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
      status: 'open',
    };
  });

/** The latest card, as this actor sees it. Refuses NOT_FOUND. */
export const consultCard = (ports: ConsultPorts, id: string, actor: Actor): Promise<Outcome<Card>> =>
  consult(ports, 'card.read', id, actor, (_entry, card) => card);

/** What happened in an incident, in order. Refuses NOT_FOUND. */
export const consultLog = (ports: ConsultPorts, id: string, actor: Actor): Promise<Outcome<LogLine[]>> =>
  consult(ports, 'incident.read', id, actor, async () => {
    const lines: LogLine[] = [];
    for await (const { at, by, type, version, body } of ports.log.read(incidentStream(id))) {
      lines.push({ at, by, type, version, sentence: logSentence(readIncidentEvent(type, body)) });
    }
    return lines;
  });

async function consult<T>(
  ports: ConsultPorts,
  action: Action,
  id: string,
  actor: Actor,
  read: (entry: IncidentEntry, card: Card) => T | Promise<T>,
): Promise<Outcome<T>> {
  const entry = ports.incidents.entry(id);
  const decision = entry && decide(actor, action, relationTo(entry.incident, actor));
  if (!entry || !decision?.allow || !entry.incident.card) return refuse('NOT_FOUND');
  const card = viewFor(entry.incident.card, decision.viewAs, ports.registers.manifests());
  await record(ports, action, [{ id, version: card.version, card, decision }], actor);
  return accept(await read(entry, card));
}

/** The incidents that an actor may see, newest first, each with its most dangerous flags. */
export async function listIncidents(
  ports: ConsultPorts,
  status: 'open' | 'closed' | undefined,
  actor: Actor,
): Promise<Outcome<IncidentSummary[]>> {
  if (status === 'closed') return accept([]);
  const seen = [...ports.incidents.all()].flatMap((entry) => {
    const decision = decide(actor, 'incident.list', relationTo(entry.incident, actor));
    if (!decision.allow || !entry.incident.card) return [];
    const card = viewFor(entry.incident.card, decision.viewAs, ports.registers.manifests());
    return [{ id: entry.incident.id, version: card.version, card, decision, entry }];
  });
  if (seen.length > 0) await record(ports, 'incident.list', seen, actor);
  const summaries = seen.map(({ entry: { incident }, card }) => summaryOf(incident, card));
  return accept(summaries.toSorted((a, b) => (a.openedAt < b.openedAt ? 1 : -1)));
}

async function record(
  { access }: ConsultPorts,
  action: Action,
  read: readonly { readonly id: string; readonly version: number; readonly card: Card; readonly decision: Allowed }[],
  actor: Actor,
): Promise<void> {
  const entries = read.map(({ id, version, card, decision }) => ({
    type: 'consulted' as const,
    body: {
      v: 1 as const,
      action,
      what: `incident/${id}/card/${version}`,
      rule: decision.rule,
      reason: decision.reason,
      records: [...new Set(card.matches.map((match) => `${match.register}/${match.recordId}`))],
    },
  }));
  const [first, ...rest] = entries;
  if (first) await access.store(actor, [first, ...rest]);
}
