import type { DeskLoad, PutOffLine } from '../contract/index.js';
import type { DeskPorts } from './desk-ports.js';

/** A screen shows the head of a list; how long it is, is said beside it. */
const LINES = 100;

/** The desk's load over the last hours, and what was put off under load and is still to be done. */
export function consultLoad({ desk, incidents }: Pick<DeskPorts, 'desk' | 'incidents'>): DeskLoad {
  const putOff = [...incidents.all()].flatMap(({ incident }): PutOffLine[] => {
    const { id, reference, card } = incident;
    return card?.putOff ? [{ incidentId: id, reference, since: card.issuedAt, putOff: card.putOff }] : [];
  });
  const oldestFirst = putOff.toSorted((a, b) => (a.since < b.since ? -1 : 1));
  return { points: [...desk.load], putOff: oldestFirst.slice(0, LINES), putOffInAll: putOff.length };
}
