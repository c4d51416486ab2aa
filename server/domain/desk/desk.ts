import type { DeskState, ServiceLevel } from '../../contract/index.js';
import type { DeskEvent } from './events.js';
import type { Announced } from './level.js';

/** The desk as its events make it. */
export interface Desk {
  readonly version: number;
  readonly forced: Forced | undefined;
  /** the level that the desk is at by itself, whatever is forced on top of it */
  readonly announced: Announced;
  /** when a forced level was last released; ISO 8601 */
  readonly releasedAt: string;
  /** who is on duty, by user id, in the order in which they came */
  readonly duty: ReadonlyMap<string, { readonly name: string; readonly since: string }>;
  /** who has acknowledged the level that began at `since` */
  readonly acknowledged: { readonly since: string; readonly by: readonly string[] };
}

interface Forced {
  readonly level: ServiceLevel;
  readonly reason: string;
  readonly until: string;
  readonly by: string;
  readonly since: string;
}

/** What of the desk follows from its jobs and from what it stands on; computed anew all the time, never stored. */
export interface DeskNow {
  readonly queue: number;
  readonly predictedLate: number;
  /** nobody is meant to be on duty now */
  readonly plannedUnstaffed: boolean;
  /** a level that could not be written into the log, because the log is what has failed */
  readonly unlogged?: Announced;
}

const LONG_AGO = '1970-01-01T00:00:00.000Z';

export const newDesk: Desk = {
  version: 0,
  forced: undefined,
  announced: { level: 'machine-only', since: LONG_AGO, cause: 'no researcher on duty' },
  releasedAt: LONG_AGO,
  duty: new Map(),
  acknowledged: { since: LONG_AGO, by: [] },
};

export const quietDesk: DeskNow = { queue: 0, predictedLate: 0, plannedUnstaffed: false };

/** The desk after an event. */
export function evolveDesk(
  before: Desk,
  event: DeskEvent,
  { version, at, by }: { readonly version: number; readonly at: string; readonly by: string },
): Desk {
  const desk = { ...before, version };
  switch (event.type) {
    case 'level-forced': {
      const { level, reason, until } = event.body;
      return { ...desk, forced: { level, reason, until, by, since: at } };
    }
    case 'level-released':
      return { ...desk, forced: undefined, releasedAt: at };
    case 'level-changed':
      return { ...desk, announced: { level: event.body.to, since: at, cause: event.body.cause } };
    case 'level-acknowledged': {
      const { since, name } = event.body;
      const known = desk.acknowledged.since === since ? desk.acknowledged.by : [];
      return { ...desk, acknowledged: { since, by: [...known, name] } };
    }
    case 'duty-started': {
      const { researcher, name } = event.body;
      return { ...desk, duty: new Map([...desk.duty, [researcher, { name, since: at }]]) };
    }
    case 'duty-ended':
      return { ...desk, duty: new Map([...desk.duty].filter(([id]) => id !== event.body.researcher)) };
  }
}

/**
 * The desk as everyone is told of it at an instant. A level that was forced ends at its time by itself; a level that the
 * log could not take comes before what it did.
 *
 * @param at ISO 8601
 */
export function deskAt(desk: Desk, now: DeskNow, at: string): DeskState {
  const { version, forced, announced } = desk;
  const work = { onDuty: desk.duty.size, queue: now.queue, predictedLate: now.predictedLate };
  if (now.unlogged) return { version, ...now.unlogged, ...work };
  const isForced = forced !== undefined && at < forced.until;
  const free = [announced.since, desk.releasedAt, forced?.until ?? LONG_AGO].toSorted().at(-1) ?? LONG_AGO;
  const shown = isForced
    ? {
        level: forced.level,
        since: forced.since,
        cause: `forced: ${forced.reason}`,
        until: forced.until,
        forcedBy: forced.by,
      }
    : { level: announced.level, since: free, cause: announced.cause };
  const { acknowledged } = desk;
  return {
    version,
    ...shown,
    ...(shown.level === 'machine-only' && !isForced && now.plannedUnstaffed ? { planned: true as const } : {}),
    ...(acknowledged.by.length > 0 && acknowledged.since === shown.since
      ? { acknowledgedBy: [...acknowledged.by] }
      : {}),
    ...work,
  };
}
