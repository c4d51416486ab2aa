import {
  accept,
  refuse,
  type Card,
  type Downgrade,
  type DowngradeRuling,
  type Outcome,
  type Role,
} from '../contract/index.js';
import { decide, relationTo, type Actor } from '../domain/access/policy.js';
import { changesSince, looksTheSame } from '../domain/briefing/changes.js';
import { downgradeReply } from '../domain/grade/downgrade-row.js';
import { lapsedInWords, rulable, ruled } from '../domain/grade/downgrade.js';
import { readIncidentEvent } from '../domain/incident/upcast.js';
import { titlesOf, type TitleOf } from '../domain/register/titles.js';
import { incidentStream } from '../incidents/incidents.model.js';
import type { Append, EventLog, Incidents } from '../ports.js';
import type { RegistersModel } from '../registers/registers.model.js';
import type { DowngradesModel } from './downgrades.model.js';

export interface RulingPorts {
  readonly changes: Incidents;
  readonly log: EventLog;
  readonly downgrades: DowngradesModel;
  readonly registers: RegistersModel;
}

export interface RuleDowngrade extends DowngradeRuling {
  readonly id: string;
  readonly command: Append['command'];
}

/**
 * A second person decides on a request (R6), naming the card that they looked at. An approval sets the grade and asks the
 * registers once more in the same append: what they find then ends it again, and the grade is as it was.
 *
 * Refuses NOT_FOUND, OWN_REQUEST, ALREADY_RULED, EXPIRED, LAPSED (also by what the registers found at this moment),
 * STALE_VERSION with what changed, INVALID_INPUT (a version that was never issued) and IDEMPOTENCY_CONFLICT.
 */
export async function ruleDowngrade(
  { changes, log, downgrades, registers }: RulingPorts,
  { id, command, ...ruling }: RuleDowngrade,
  actor: Actor,
): Promise<Outcome<Downgrade>> {
  const incidentId = downgrades.incidentOf(id);
  if (incidentId === undefined) return refuse('NOT_FOUND');
  const change = { incidentId, actor, command, ...(ruling.approve ? { brief: 'graded' as const } : {}) };
  const changed = await changes.change(change, async (incident, at) => {
    const decision = decide(actor, 'downgrade.rule', relationTo(incident, actor));
    if (!decision.allow) return refuse('NOT_FOUND');
    const request = rulable(incident, id, actor, at);
    if (!request.ok) return request;
    const { named, latest } = await cardsSeen(log, incidentId, decision.viewAs, ruling.cardVersion);
    if (named === undefined || latest === undefined) {
      return refuse('INVALID_INPUT', 'There is no such version of the card.', [
        { path: 'cardVersion', detail: 'was never issued' },
      ]);
    }
    if (!looksTheSame(named, latest)) return stale(named, latest, titlesOf(registers.manifests()));
    return accept([ruled(id, ruling, actor, named)]);
  });
  if (!changed.ok) return changed;
  const { incident } = changed.value;
  const decided = incident.downgrades?.find((downgrade) => downgrade.id === id);
  if (!decided) throw new Error(`downgrade ${id} was ruled on and is not there`);
  if (decided.state === 'lapsed') return refuse('LAPSED', lapsedInWords(decided.lapse.because));
  return accept(downgradeReply(incident, decided));
}

/** What changed on the card since the version that was named: the ruler looks again (R6). */
function stale(named: Card, latest: Card, titleOf: TitleOf): Outcome<never> {
  const changed = changesSince(named, latest, titleOf);
  const changes = changed.map(({ sentence }) => ({ path: 'cardVersion', detail: sentence }));
  const what = changes.map(({ detail }) => detail).join('; ') || 'details of what was found';
  return refuse(
    'STALE_VERSION',
    `The card is at version ${latest.version} now. Since version ${named.version}: ${what}.`,
    changes,
  );
}

/** The card that was named and the latest one, as a role sees them; undefined where there is none. */
async function cardsSeen(
  log: EventLog,
  incidentId: string,
  role: Role,
  version: number,
): Promise<{ readonly named: Card | undefined; readonly latest: Card | undefined }> {
  let named: Card | undefined;
  let latest: Card | undefined;
  for await (const stored of log.read(incidentStream(incidentId))) {
    const event = readIncidentEvent(stored.type, stored.body);
    if (event.type !== 'card-issued') continue;
    const view = event.body.views[role];
    latest = view === undefined || view === 'full' ? event.body.card : view;
    if (event.body.card.version === version) named = latest;
  }
  return { named, latest };
}
