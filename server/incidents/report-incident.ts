import { v5 } from 'uuid';
import { accept, refuse, type FiledReport, type IncidentReply, type Outcome, type Report } from '../contract/index.js';
import type { Actor } from '../domain/access/policy.js';
import type { FedBody, IncidentEvent } from '../domain/incident/events.js';
import { evolveAll } from '../domain/incident/state.js';
import type { Append, EventLog, Ids, Timetable } from '../ports.js';
import { appendToIncident } from './append-to-incident.js';
import { briefIncident, type BriefingPorts } from './brief-incident.js';
import { incidentReply } from './incident-reply.js';
import { readIncident } from './incidents.model.js';

export interface ReportPorts extends BriefingPorts {
  readonly log: EventLog;
  readonly ids: Ids;
  readonly timetable: Timetable;
}

export interface ReportIncident {
  readonly report: Report;
  /** `id` names the command: the same one again is answered as before (R8) */
  readonly command: Append['command'];
  /** for the report of another system: what came with it */
  readonly fed?: FedBody;
}

/** Names the incidents of commands, so that a repeated command finds the incident that it made. */
const NAMESPACE = '6b0f0c52-6f5a-4a8e-9d5c-1b6f1c0e7a11';

/** The id of the incident that a command reports. */
export const incidentIdOf = (command: Pick<Append['command'], 'id'>): string => v5(command.id, NAMESPACE);

/** Ids for the people that a command adds: the same at every try, so that what was answered to one holds for the next. */
export const partyIdsOf = (command: Pick<Append['command'], 'id'>): (() => string) => {
  let people = 0;
  return () => v5(`${command.id}:person:${(people += 1)}`, NAMESPACE);
};

/**
 * Takes in the report of an incident: files it, asks every register, issues the first card. Report, checks and card are
 * one append; the answer follows when it is on disk (R1).
 *
 * Refuses INVALID_INPUT (two people with one id), IDEMPOTENCY_CONFLICT (the command's id was used for something else) and
 * TOO_BUSY.
 */
export async function reportIncident(
  ports: ReportPorts,
  { report, command, fed }: ReportIncident,
  actor: Actor,
): Promise<Outcome<IncidentReply>> {
  const incidentId = incidentIdOf(command);
  const answeredBefore = async (version: number): Promise<Outcome<IncidentReply>> => {
    const { incident } = await readIncident(ports.log, incidentId, version);
    return accept(incidentReply(incident, actor, ports.registers));
  };
  const seen = await ports.log.seen(command);
  if (seen) return seen.kind === 'repeated' ? answeredBefore(seen.version) : refuse('IDEMPOTENCY_CONFLICT');
  const { full } = ports.briefings;
  if (full && fed === undefined) return full;

  const at = ports.clock.now();
  const filed = fileReport(report, at, partyIdsOf(command));
  if (!filed.ok) return filed;
  const reference = report.reference ?? newReference(at, incidentId);
  const brief = {
    incidentId,
    reference,
    createdBy: actor.userId,
    report: filed.value,
    attendance: [],
    remote: undefined,
    before: undefined,
    downgrades: [],
  };
  const events: readonly IncidentEvent[] = [
    { type: 'reported', body: { v: 1, reference, report: filed.value } },
    ...(fed === undefined ? [] : [{ type: 'fed', body: fed } as const]),
    ...(await ports.briefings.inTurn(() => briefIncident(ports, { ...brief, cause: 'reported' }, actor))),
  ];
  const appended = await appendToIncident(ports.log, incidentId, {
    expected: 0,
    events,
    at,
    by: actor.userId,
    command,
  });
  switch (appended.kind) {
    case 'appended':
      return accept(incidentReply(evolveAll(incidentId, { by: actor.userId, at }, events), actor, ports.registers));
    case 'repeated':
      return answeredBefore(appended.version);
    case 'command-reused':
      return refuse('IDEMPOTENCY_CONFLICT');
    case 'conflict':
      throw new Error(`incident ${incidentId} exists although its command was never seen`);
  }
}

/** Gives every party its id and fills the instants. Two parties with one id are refused. */
export function fileReport(report: Report, at: string, nextId: () => string): Outcome<FiledReport> {
  const given = report.people.map((party) => party.id);
  const twice = given.findIndex((id, index) => id !== undefined && given.indexOf(id) !== index);
  if (twice >= 0) {
    return refuse('INVALID_INPUT', 'Two people have the same id.', [
      { path: `people.${twice}.id`, detail: 'used for another person of this report' },
    ]);
  }
  const openedAt = report.openedAt ?? at;
  return accept({
    ...report,
    openedAt,
    firstRingAt: report.firstRingAt ?? openedAt,
    people: report.people.map((party) => ({ ...party, id: party.id ?? nextId() })),
  });
}

/** A reference that can be read over the radio: the day, and six letters and digits of the incident's id. */
export const newReference = (at: string, incidentId: string): string =>
  `${at.slice(2, 10).replaceAll('-', '')}-${incidentId.replaceAll('-', '').slice(0, 6).toUpperCase()}`;
