import { accept, refuse, type LinkKind, type Links, type Outcome } from '../contract/index.js';
import { decide, relationTo, type Actor } from '../domain/access/policy.js';
import type { IncidentEvent } from '../domain/incident/events.js';
import { decideSameEvent, linkedEvent, mergedCalls } from '../domain/incident/same-event.js';
import { endedByJoining } from '../domain/grade/lapse.js';
import type { OpenIncident } from '../domain/incident/state.js';
import type { Append, EventLog, Incidents } from '../ports.js';
import { readIncident } from './incidents.model.js';

export interface LinkPorts {
  readonly log: EventLog;
  readonly changes: Incidents;
}

export interface LinkIncidents {
  readonly incidentId: string;
  readonly to: string;
  readonly kind: LinkKind;
  readonly command: Append['command'];
}

/**
 * A person says that a call belongs to another: about one event, and then the other goes on for both, keeps every caller,
 * the higher grade and the earliest first ring; or a repeat, and then both stay and each shows the other (R16).
 *
 * The incident that goes on is changed first, with a card, then the call: whoever asks again after a crash in between
 * completes it. Refuses NOT_FOUND, REPEAT_CALL, ALREADY_LINKED, OFFICERS_SENT and IDEMPOTENCY_CONFLICT.
 */
export async function linkIncidents(
  { log, changes }: LinkPorts,
  { incidentId, to, kind, command }: LinkIncidents,
  actor: Actor,
): Promise<Outcome<Links>> {
  const call = await openTo(log, incidentId, actor);
  if (!call) return refuse('NOT_FOUND');
  // Whoever links to a part of an event means the event.
  const target = (await openTo(log, to, actor))?.links?.joined?.to ?? to;
  const goesOn = await changes.change({ incidentId: target, actor, command, brief: 'linked' }, (incident) => {
    if (!mayLink(incident, actor)) return refuse('NOT_FOUND');
    if ((incident.restricted === undefined) !== (call.restricted === undefined))
      return refuse('NOT_ALLOWED', 'What is restricted stays by itself.');
    const known = incident.links?.calls.find((one) => one.incidentId === incidentId);
    if (known?.kind === kind) return accept([]);
    if (kind === 'repeat') {
      return known ? refuse('ALREADY_LINKED', 'It is part of this event.') : accept([linkedEvent(kind, call)]);
    }
    const decided = decideSameEvent(incident, call);
    return decided.ok ? accept([decided.value]) : decided;
  });
  if (!goesOn.ok) return goesOn;
  const { reference } = goesOn.value.incident;
  const joined: IncidentEvent =
    kind === 'repeat'
      ? linkedEvent(kind, goesOn.value.incident)
      : { type: 'joined', body: { v: 1, to: target, reference } };
  const done = await changes.change(
    { incidentId, actor, command: partOf(command, 'joined'), ...(kind === 'repeat' ? { brief: 'linked' } : {}) },
    ({ links, downgrades }) => {
      if (isLinked(links, target, kind)) return accept([]);
      return accept(kind === 'repeat' ? [joined] : [joined, ...endedByJoining(downgrades, reference)]);
    },
  );
  return done.ok ? accept(linksOf(goesOn.value.incident)) : done;
}

/** A call is by itself again, with its own grade and clock; so is what it was linked to. Refuses NOT_FOUND. */
export async function unlinkIncidents(
  { log, changes }: LinkPorts,
  { incidentId, to, command }: Pick<LinkIncidents, 'incidentId' | 'command'> & { readonly to?: string | undefined },
  actor: Actor,
): Promise<Outcome<Links>> {
  const asked = await openTo(log, incidentId, actor);
  const other = to ?? asked?.links?.joined?.to;
  if (!asked || other === undefined) return refuse('NOT_FOUND', 'It is linked to nothing.');
  // Either side may be named first.
  const isPart = asked.links?.joined !== undefined;
  const [whole, part] = isPart ? [other, incidentId] : [incidentId, other];
  const apart = await changes.change({ incidentId: whole, actor, command, brief: 'linked' }, (incident) => {
    if (!mayLink(incident, actor)) return refuse('NOT_FOUND');
    const linked = incident.links?.calls.some((call) => call.incidentId === part);
    return linked ? accept([{ type: 'unlinked', body: { v: 1, incidentId: part } }]) : accept([]);
  });
  if (!apart.ok) return apart;
  const left = await changes.change(
    { incidentId: part, actor, command: partOf(command, 'left'), brief: 'linked' },
    ({ links }) => {
      if (links?.joined?.to === whole) return accept([{ type: 'left', body: { v: 1, to: whole } }]);
      const linked = links?.calls.some((call) => call.incidentId === whole);
      return accept(linked ? [{ type: 'unlinked', body: { v: 1, incidentId: whole } }] : []);
    },
  );
  return left.ok ? accept(linksOf(apart.value.incident)) : left;
}

const isLinked = (links: OpenIncident['links'], to: string, kind: LinkKind): boolean =>
  kind === 'same-event' ? links?.joined?.to === to : (links?.calls.some((call) => call.incidentId === to) ?? false);

const partOf = ({ id, digest }: Append['command'], part: string): Append['command'] => ({
  id: `${id}:${part}`,
  digest,
});

const mayLink = (incident: OpenIncident, actor: Actor): boolean =>
  decide(actor, 'incident.link', relationTo(incident, actor)).allow;

async function openTo(log: EventLog, incidentId: string, actor: Actor): Promise<OpenIncident | undefined> {
  const { incident } = await readIncident(log, incidentId);
  return incident.kind === 'open' && mayLink(incident, actor) ? incident : undefined;
}

function linksOf({ id, reference, links }: OpenIncident): Links {
  const merged = mergedCalls(links);
  const short = (calls: typeof merged): Links['merged'] =>
    calls.map(({ incidentId, reference: called, openedAt }) => ({ incidentId, reference: called, openedAt }));
  const repeats = links?.calls.filter(({ kind }) => kind === 'repeat') ?? [];
  return { incidentId: id, reference, callers: merged.length + 1, merged: short(merged), repeats: short(repeats) };
}
