import { accept, refuse, type Draft, type DraftReply, type Outcome } from '../contract/index.js';
import { decide, relationTo, type Actor } from '../domain/access/policy.js';
import { keptOutBy, type OwnHit } from '../domain/access/restriction.js';
import type { OwnLookedFor } from '../domain/access/workforce.js';
import { answerDraft } from '../domain/briefing/card.js';
import { unanswered } from '../domain/briefing/finding.js';
import { NOT_ASKED } from '../domain/briefing/without-findings.js';
import { subjectsToCheck } from '../domain/briefing/narrative/subjects-in-text.js';
import { toldIn } from '../domain/briefing/narrative/texts.js';
import { mayPutOff } from '../domain/desk/overload.js';
import { draftViewFor } from '../domain/briefing/view.js';
import { shownOf } from '../domain/record/shown.js';
import { selfNamed, type AccessRecord, type EventLog, type NewEvent } from '../ports.js';
import { NOTICES_STREAM } from '../workforce/notices.model.js';
import { checkRegisters, type BriefingPorts } from './brief-incident.js';
import type { IncidentsModel } from './incidents.model.js';

export interface DraftPorts extends BriefingPorts {
  readonly log: EventLog;
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
  const { decisions, remote, prompted, restricted } = entry?.incident ?? {};
  const later = mayPutOff(ports.briefings.shed, entry?.incident.card);
  const subjects = subjectsToCheck(report);
  const checked = await checkRegisters(ports, subjects, { incidentId, decisions, remote, restricted }, later);
  const own = checked.own.filter((hit) => keptOutBy([hit]).includes(actor.userId));
  if (own.length > 0) await tellStandards(ports, { own, incidentId }, actor);
  // What is theirs, or of somebody whom they lead, is answered as if no register could be asked (R17).
  const basis =
    own.length > 0
      ? { registers: checked.registers, calls: [], at: checked.at, answer: unanswered(subjects, NOT_ASKED) }
      : checked;
  const found = answerDraft({ ...basis, told: toldIn(report) }, report, prompted);
  const answer = draftViewFor(
    found,
    { ...decision, level: ports.desk.at(basis.at).level, call: report.call },
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

/** Once a session, however many letters are typed. */
async function tellStandards(
  { log, clock }: Pick<DraftPorts, 'log' | 'clock'>,
  { own, incidentId }: { readonly own: readonly OwnHit[]; readonly incidentId: string | undefined },
  { userId, sessionId }: Actor,
): Promise<void> {
  const members = [...new Set(own.map(({ member }) => member))].toSorted();
  const how = [...new Set(own.map((hit) => hit.how))];
  const about = incidentId === undefined ? {} : { incidentId };
  const event: OwnLookedFor = { type: 'own-looked-for', body: { v: 1, members, how, ...about } };
  await log.append({
    stream: NOTICES_STREAM,
    expected: 'any',
    events: [event as unknown as NewEvent],
    at: clock.now(),
    by: userId,
    command: selfNamed(`own-looked-for:${sessionId}:${members.join()}`),
  });
}
