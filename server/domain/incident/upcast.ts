import { GLASS_EVENTS } from '../access/glass.js';
import { RESTRICTION_EVENTS } from '../access/restriction.js';
import { BRIEFING_EVENTS } from './briefing-events.js';
import { LINK_EVENTS } from './same-event.js';
import { CLOSING_EVENTS } from '../closing/events.js';
import { HANDOVER_EVENTS } from '../handover/events.js';
import { RETENTION_EVENTS } from './retention.js';
import type { IncidentEvent } from './events.js';

/** Stands for an event whose body retention has erased. */
export interface ErasedEvent {
  readonly type: 'erased';
  readonly was: string;
}

type Body = { readonly v: number } & Readonly<Record<string, unknown>>;

/**
 * Steps from one body version to the next, per event type: `UPCASTERS[type][v]` turns version v into v + 1. The golden
 * logs in fixtures/golden hold every version that was ever written.
 */
const UPCASTERS: Readonly<Record<string, Readonly<Record<number, (body: Body) => Body>>>> = {};

/** Today's version of every event of an incident. */
export const LATEST: Readonly<Record<IncidentEvent['type'], number>> = {
  reported: 1,
  revised: 1,
  checked: 1,
  'card-issued': 1,
  dispatched: 1,
  'stood-down': 1,
  arrived: 1,
  departed: 1,
  fed: 1,
  'clock-passed': 1,
  'match-decided': 1,
  'dispute-withdrawn': 1,
  ...BRIEFING_EVENTS,
  ...LINK_EVENTS,
  ...CLOSING_EVENTS,
  'job-claimed': 1,
  'job-returned': 1,
  'form-kept': 1,
  looked: 1,
  'desk-asked': 1,
  'downgrade-requested': 1,
  'downgrade-ruled': 1,
  'downgrade-expired': 1,
  'downgrade-lapsed': 1,
  'downgrade-warned': 1,
  diverted: 1,
  climbed: 1,
  reassessed: 1,
  'prompt-answered': 1,
  ...HANDOVER_EVENTS,
  ...RETENTION_EVENTS,
  ...RESTRICTION_EVENTS,
  ...GLASS_EVENTS,
};

/** What a newer Outrider wrote, and this one cannot read: nothing that follows it can be understood either. */
export class NewerEvent extends Error {
  override readonly name = 'NewerEvent';
}

/** Whether an incident event is one that this Outrider knows; another was written by a newer one. */
export function isKnown(type: string, body: unknown): boolean {
  try {
    readIncidentEvent(type, body);
    return true;
  } catch (cause) {
    if (cause instanceof NewerEvent) return false;
    throw cause;
  }
}

/**
 * A stored incident event in today's shape.
 * @throws NewerEvent when the type or the version is not known: the log was written by a newer Outrider
 */
export function readIncidentEvent(type: string, body: unknown): IncidentEvent | ErasedEvent {
  const isGone = typeof body === 'object' && body !== null && 'erased' in body;
  if (isGone || type === 'contents-erased') return { type: 'erased', was: type };
  const latest = LATEST[type as IncidentEvent['type']];
  if (latest === undefined) throw new NewerEvent(`the incident event "${type}" is not known here`);
  let current = body as Body;
  while (current.v < latest) {
    const step = UPCASTERS[type]?.[current.v];
    if (!step) throw new Error(`no upcaster for "${type}" version ${current.v}`);
    current = step(current);
  }
  if (current.v > latest) throw new NewerEvent(`"${type}" version ${current.v} is newer than ${latest}`);
  return { type, body: current } as unknown as IncidentEvent;
}
