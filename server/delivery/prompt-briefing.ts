import { accept, type Outcome } from '../contract/index.js';
import { OUTRIDER } from '../domain/access/policy.js';
import type { Due } from '../domain/incident/due.js';
import { selfNamed, type ChangedIncident, type Incidents, type Owed } from '../ports.js';
import type { DeliveryModel, DuePrompt } from './delivery.model.js';

const idOf = ({ incidentId, dispatchedAt, danger }: DuePrompt): string =>
  ['briefing-prompt', incidentId, dispatchedAt, ...(danger === undefined ? [] : [danger])].join(':');

/** What is due so that nobody arrives unbriefed. */
export const duesOfDelivery = (delivery: DeliveryModel): Due[] =>
  [...delivery.duePrompts()].map((prompt) => ({ at: prompt.at, kind: 'briefing-prompt', id: idOf(prompt) }));

/**
 * Asks the dispatcher to read a card to a crew of whom nobody is informed, or knows a danger that came since (R10); nothing
 * when somebody does by now, or the crew is stood down.
 */
export async function promptBriefing(
  { changes, delivery }: { readonly changes: Incidents; readonly delivery: DeliveryModel },
  { id }: Pick<Owed, 'id'>,
): Promise<Outcome<ChangedIncident> | undefined> {
  const due = [...delivery.duePrompts()].find((prompt) => idOf(prompt) === id);
  if (!due) return undefined;
  const { incidentId, officers, dispatchedAt, danger } = due;
  return changes.change({ incidentId, actor: OUTRIDER, command: selfNamed(id) }, ({ card }, at) => {
    const still = [...delivery.promptsOf(incidentId)].find((prompt) => idOf(prompt) === id);
    if (!still || Date.parse(still.at) > Date.parse(at)) return accept([]);
    const { cause } = still;
    return accept([
      {
        type: 'briefing-prompted',
        body: {
          v: 1,
          officers,
          dispatchedAt,
          version: card?.version ?? 0,
          cause,
          ...(danger === undefined ? {} : { danger }),
        },
      },
    ]);
  });
}
