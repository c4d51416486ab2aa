import type { Downgrade } from '../contract/index.js';
import type { Consulted } from '../domain/access/events.js';
import { decide, relationTo, type Actor } from '../domain/access/policy.js';
import { downgradeReply, rulingFacts } from '../domain/grade/downgrade-row.js';
import type { IncidentEntry } from '../incidents/incidents.model.js';
import type { Timetable } from '../ports.js';
import type { DowngradesModel } from './downgrades.model.js';

/** A request as somebody is shown it, and what to record before it is (R7). */
export interface ShownDowngrade {
  readonly downgrade: Downgrade;
  readonly consulted: { readonly type: 'consulted'; readonly body: Extract<Consulted['body'], { v: 1 }> };
}

/** The requests of one incident as an actor may see them, the oldest first: with what to decide on, for whoever may rule. */
export function downgradesShownTo(
  { downgrades, timetable }: { readonly downgrades: DowngradesModel; readonly timetable: Timetable },
  { incident, views }: IncidentEntry,
  actor: Actor,
): ShownDowngrade[] {
  if (incident.downgrades === undefined) return [];
  const relation = relationTo(incident, actor);
  const decision = decide(actor, 'downgrade.read', relation);
  if (!decision.allow) return [];
  const mayRule = decide(actor, 'downgrade.rule', relation);
  const card = mayRule.allow ? views.get(mayRule.viewAs)?.card : undefined;
  const facts = card && rulingFacts(incident, card, downgrades.sinceGrading(incident.id), timetable.timings);
  return incident.downgrades.map((downgrade): ShownDowngrade => ({
    downgrade: { ...downgradeReply(incident, downgrade), ...(facts ? { facts } : {}) },
    consulted: {
      type: 'consulted',
      body: {
        v: 1,
        action: 'downgrade.read',
        what: `incident/${incident.id}/downgrade/${downgrade.id}${card ? `/card/${card.version}` : ''}`,
        rule: decision.rule,
        reason: decision.reason,
      },
    },
  }));
}
