import type { IncidentReply } from '../contract/index.js';
import { decide, relationTo, type Actor } from '../domain/access/policy.js';
import { withoutFindings } from '../domain/briefing/without-findings.js';
import { viewFor } from '../domain/briefing/view.js';
import type { Incident } from '../domain/incident/state.js';
import type { RegistersModel } from '../registers/registers.model.js';

/** What the one who reports or revises is answered: the incident, with the card as their role sees it. */
export function incidentReply(incident: Incident, actor: Actor, registers: RegistersModel): IncidentReply {
  if ((incident.kind !== 'open' && incident.kind !== 'closed') || !incident.card)
    throw new Error('an incident was answered before its card was issued');
  const { id, reference, reportVersion, grade, report, card } = incident;
  const decision = decide(actor, 'card.read', relationTo(incident, actor));
  return {
    id,
    reference,
    version: reportVersion,
    grade,
    people: report.people,
    // Somebody who has just reported what is their own: as if nobody knew anything (R17).
    card: decision.allow ? viewFor(card, decision, registers.manifests()) : withoutFindings(card),
  };
}
