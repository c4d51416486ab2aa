import { accept, type Draft, type DraftReply, type Outcome } from '../contract/index.js';
import { refuse } from '../contract/index.js';
import { decide, relationTo, type Actor } from '../domain/access/policy.js';
import { answerDraft } from '../domain/briefing/card.js';
import { subjectsToCheck } from '../domain/briefing/narrative/subjects-in-text.js';
import { toldIn } from '../domain/briefing/narrative/texts.js';
import { mayPutOff } from '../domain/desk/overload.js';
import { draftViewFor } from '../domain/briefing/view.js';
import { shownOf } from '../domain/record/shown.js';
import type { AccessRecord } from '../ports.js';
import { checkRegisters, type BriefingPorts } from './brief-incident.js';
import type { IncidentsModel } from './incidents.model.js';

export interface DraftPorts extends BriefingPorts {
  readonly incidents: IncidentsModel;
  readonly access: AccessRecord;
}

/**
 * Asks the registers about what is being typed. Nothing is stored but the access record, which is stored before the
 * answer is given (R7). Refuses NOT_FOUND when the draft belongs to an incident that is not the actor's.
 */
export async function checkDraft(ports: DraftPorts, draft: Draft, actor: Actor): Promise<Outcome<DraftReply>> {
  const { incidentId, ...report } = draft;
  const entry = incidentId === undefined ? undefined : ports.incidents.entry(incidentId);
  if (incidentId !== undefined) {
    if (!entry || !decide(actor, 'incident.revise', relationTo(entry.incident, actor)).allow)
      return refuse('NOT_FOUND');
  }
  const decision = decide(actor, 'draft.check');
  if (!decision.allow) return refuse('NOT_ALLOWED');
  const { decisions, remote, prompted } = entry?.incident ?? {};
  const later = mayPutOff(ports.briefings.shed, entry?.incident.card);
  const basis = await checkRegisters(ports, subjectsToCheck(report), { incidentId, decisions, remote }, later);
  const found = answerDraft({ ...basis, told: toldIn(report) }, report, prompted);
  const answer = draftViewFor(
    found,
    decision.viewAs,
    ports.desk.at(basis.at).level,
    report.call,
    ports.registers.manifests(),
  );
  await ports.access.store(actor, [
    {
      type: 'consulted',
      body: {
        v: 1,
        action: 'draft.check',
        what: incidentId === undefined ? 'draft' : `incident/${incidentId}`,
        rule: decision.rule,
        reason: decision.reason,
        ...shownOf(answer),
      },
    },
  ]);
  return accept(answer);
}
