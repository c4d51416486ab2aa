import { v5 } from 'uuid';
import { accept, refuse, type Handover, type Item, type Outcome } from '../contract/index.js';
import { relationTo, type Actor } from '../domain/access/policy.js';
import { decideOffer, itemsOf, type Person } from '../domain/handover/items.js';
import type { IncidentsModel } from '../incidents/incidents.model.js';
import type { Append, EventLog, Incidents } from '../ports.js';
import type { UsersModel } from '../sessions/users.model.js';
import type { HandoversModel } from './handovers.model.js';
import { handoverOf } from './shift.model.js';

export interface HandoverPorts {
  readonly log: EventLog;
  readonly changes: Incidents;
  readonly incidents: IncidentsModel;
  readonly handovers: HandoversModel;
  readonly users: UsersModel;
}

export interface HandOverTo {
  readonly to: string;
  /** left out: everything that is the giver's */
  readonly items?: readonly Item[] | undefined;
  readonly command: Append['command'];
}

/** Names the handovers of commands, so that a repeated command finds the handover that it made. */
const NAMESPACE = '0c3e6d5b-3a2f-4a86-9f0e-8d2b6d7b5a41';

/**
 * Hands items to a named person. Each is offered in the stream of its own incident and stays the giver's until it is
 * accepted there; what was done or taken in between is left out.
 *
 * Refuses INVALID_INPUT (no such person, or one who cannot have it; nothing to hand over), NOT_YOURS naming each item, and
 * IDEMPOTENCY_CONFLICT.
 */
export async function handOver(
  ports: HandoverPorts,
  { to, items: given, command }: HandOverTo,
  actor: Actor,
): Promise<Outcome<Handover>> {
  const id = v5(command.id, NAMESPACE);
  const known = ports.handovers.get(id);
  if (known) {
    const [first] = known.items;
    const seen = first && (await ports.log.seen(commandFor(command, first)));
    return seen?.kind === 'command-reused'
      ? refuse('IDEMPOTENCY_CONFLICT')
      : accept(handoverOf(known, ports.incidents, actor));
  }
  const taker = ports.users.account(to);
  if (!taker) return wrong('to', 'there is no such person');
  const items = given ?? everythingOf(ports, actor.userId);
  if (items.length === 0) return wrong('items', 'nothing is yours to hand over');
  const refused = refusals(ports, { id, items, taker }, actor);
  if (refused) return refused;
  for (const item of items) {
    const { incidentId, kind } = item;
    const offered = await ports.changes.change(
      { incidentId, actor, command: commandFor(command, item) },
      (incident) => {
        const offer = decideOffer(incident, { kind, handover: id, to: taker }, actor);
        return offer.ok ? accept([offer.value]) : offer;
      },
    );
    if (!offered.ok && offered.code === 'IDEMPOTENCY_CONFLICT') return offered;
  }
  const made = ports.handovers.get(id);
  return made ? accept(handoverOf(made, ports.incidents, actor)) : refuse('NOT_YOURS', 'It was done in between.');
}

const wrong = (path: string, detail: string) => refuse('INVALID_INPUT', `${path}: ${detail}.`, [{ path, detail }]);

const commandFor = ({ id, digest }: Append['command'], { kind, incidentId }: Item): Append['command'] => ({
  id: `${id}:${kind}:${incidentId}`,
  digest,
});

function everythingOf({ incidents }: HandoverPorts, userId: string): Item[] {
  return [...incidents.all()].flatMap(({ incident }) =>
    itemsOf(incident)
      .filter(({ owner }) => owner === userId)
      .map(({ kind }) => ({ kind, incidentId: incident.id })),
  );
}

/** What of the list cannot be handed over, as one refusal. */
function refusals(
  { incidents }: HandoverPorts,
  { id, items, taker }: { readonly id: string; readonly items: readonly Item[]; readonly taker: Person },
  actor: Actor,
) {
  const outcomes = items.map(({ kind, incidentId }) => {
    const incident = incidents.entry(incidentId)?.incident;
    return incident && relationTo(incident, actor) !== 'none'
      ? decideOffer(incident, { kind, handover: id, to: taker }, actor)
      : refuse('NOT_YOURS', 'There is no such open incident that is yours.');
  });
  const first = outcomes.find((outcome) => !outcome.ok);
  if (first === undefined || first.ok) return undefined;
  const errors = outcomes.flatMap((outcome, index) =>
    outcome.ok ? [] : [{ path: `items.${index}`, detail: outcome.detail ?? outcome.code }],
  );
  return refuse(first.code, first.detail, errors);
}
