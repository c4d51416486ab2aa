import type { Handover, ItemLine, ShiftState } from '../contract/index.js';
import { decide, mayKnowOf, type Actor } from '../domain/access/policy.js';
import { itemsOf, type OwnedItem } from '../domain/handover/items.js';
import { CONTROL_ROOM } from '../domain/incident/owner.js';
import type { OpenIncident } from '../domain/incident/state.js';
import type { IncidentsModel } from '../incidents/incidents.model.js';
import type { Presence } from '../ports.js';
import type { RegistersModel } from '../registers/registers.model.js';
import type { UsersModel } from '../sessions/users.model.js';
import type { HandoversModel, KnownHandover } from './handovers.model.js';

export interface ShiftPorts {
  readonly incidents: IncidentsModel;
  readonly handovers: HandoversModel;
  readonly registers: RegistersModel;
  readonly users: UsersModel;
  readonly presence: Presence;
}

const lineOf = ({ id, reference, grade, report }: OpenIncident, { kind, owner }: OwnedItem): ItemLine => ({
  kind,
  incidentId: id,
  reference,
  grade,
  ...(report.category === undefined ? {} : { category: report.category }),
  owner,
});

/** A handover as a reader of it sees it: what was done in between is void, what they may not know of is not in it (R17). */
export function handoverOf({ items, ...rest }: KnownHandover, incidents: IncidentsModel, reader: Actor): Handover {
  const find = (incidentId: string) => incidents.entry(incidentId)?.incident ?? incidents.closed(incidentId)?.incident;
  return {
    ...rest,
    items: items.flatMap(({ kind, incidentId, state }) => {
      const incident = find(incidentId);
      if (incident && !mayKnowOf(incident, reader)) return [];
      const item = incident?.kind === 'open' ? itemsOf(incident).find((one) => one.kind === kind) : undefined;
      if (incident?.kind === 'open' && item) return { ...lineOf(incident, item), state };
      const done = { kind, incidentId, grade: null, owner: CONTROL_ROOM };
      return { ...done, reference: incident?.reference ?? '', state: state === 'waiting' ? 'void' : state };
    }),
  };
}

/** The handovers of which something waits, as far as they concern this person: to them, from them, or all who oversee. */
export function waitingHandovers({ incidents, handovers }: ShiftPorts, actor: Actor): Handover[] {
  const oversees = decide(actor, 'handover.oversee').allow;
  return [...handovers.all()]
    .filter(({ from, to }) => oversees || from === actor.userId || to === actor.userId)
    .map((known) => handoverOf(known, incidents, actor))
    .filter(({ items }) => items.some(({ state }) => state === 'waiting'))
    .toSorted((a, b) => (a.at < b.at ? -1 : 1));
}

/**
 * What a person starts and ends a shift with.
 * @param at ISO 8601
 */
export function shiftOf(ports: ShiftPorts, actor: Actor, version: number, at: string): ShiftState {
  const { incidents, registers, users, presence } = ports;
  const here = new Set(presence.connected().map(({ userId }) => userId));
  return {
    version,
    mine: [...incidents.all()].flatMap(({ incident }) =>
      itemsOf(incident)
        .filter(({ owner }) => owner === actor.userId && mayKnowOf(incident, actor))
        .map((item) => lineOf(incident, item)),
    ),
    handovers: waitingHandovers(ports, actor),
    registersDown: registers.manifests().flatMap(({ id, title, manual }) => {
      const reason = manual ? undefined : whyDown(registers, id, at);
      return reason === undefined ? [] : [{ id, title, reason }];
    }),
    colleagues: users
      .all()
      .filter(({ userId }) => userId !== actor.userId)
      .map(({ userId, name, roles }) => ({ id: userId, name, roles: [...roles], here: here.has(userId) }))
      .toSorted((a, b) => a.name.localeCompare(b.name, 'en-GB', { numeric: true })),
  };
}

/** Why a register's silence means nothing at the moment; undefined when it answers. */
function whyDown(registers: RegistersModel, id: string, at: string): string | undefined {
  const { available, reason, batches } = registers.state(id);
  if (!available) return reason ?? 'out of service';
  if (batches.length === 0) return 'nothing was ever loaded';
  return registers.freshness(id, at) === 'fresh' ? undefined : 'out of date';
}
