import type { DeskState, QueueLine, Role } from '../../contract/index.js';

/** The queue is for those who work it or watch over it. */
const SEE_THE_QUEUE: readonly Role[] = ['researcher', 'supervisor', 'inspector'];
/** A screen shows the head of a queue; how long it is, `queue` says. */
const LINES = 100;

/** All that is known of the desk: what each reader is told is cut from it. */
export interface DeskTold {
  readonly state: DeskState;
  readonly lines: readonly QueueLine[];
  readonly researchers: readonly { readonly id: string; readonly name: string }[];
}

/**
 * The desk as somebody is told of it: with the queue, for those who work or supervise it; for the others, while the desk
 * is busy, when to expect the first look at what they may read.
 */
export function deskFor(told: DeskTold, roles: readonly Role[], mayRead: (incidentId: string) => boolean): DeskState {
  const { state, lines } = told;
  if (roles.some((role) => SEE_THE_QUEUE.includes(role))) return withQueue(told);
  if (state.level !== 'busy') return state;
  const expected = lines.flatMap(({ incidentId, review, firstLookBy }) =>
    review === 'unreviewed' && firstLookBy !== undefined && mayRead(incidentId) ? [{ incidentId, firstLookBy }] : [],
  );
  return { ...state, expected };
}

/** The same for all who see the queue. */
const queues = new WeakMap<DeskTold, DeskState>();

function withQueue(told: DeskTold): DeskState {
  const { state, lines, researchers } = told;
  const desk = queues.get(told) ?? { ...state, jobs: lines.slice(0, LINES), researchers: [...researchers] };
  queues.set(told, desk);
  return desk;
}
