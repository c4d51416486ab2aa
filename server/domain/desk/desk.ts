import type { DeskState, ServiceLevel } from '../../contract/index.js';

/** What happens to the desk: events of the stream `desk/desk`. */
export type DeskEvent =
  | {
      readonly type: 'level-forced';
      readonly body: {
        readonly v: 1;
        readonly level: ServiceLevel;
        readonly reason: string;
        /** ISO 8601 */
        readonly until: string;
      };
    }
  | { readonly type: 'level-released'; readonly body: { readonly v: 1; readonly reason: string } };

/** A stored desk event in today's shape; undefined when retention erased its body. */
export function readDeskEvent(type: string, body: unknown): DeskEvent | undefined {
  if (typeof body === 'object' && body !== null && 'erased' in body) return undefined;
  const { v } = body as { v: number };
  if ((type !== 'level-forced' && type !== 'level-released') || v !== 1) {
    throw new Error(`unknown desk event "${type}" version ${v}`);
  }
  return { type, body } as DeskEvent;
}

/** The desk as its events make it. */
export interface Desk {
  readonly version: number;
  /** ISO 8601: when anything about it changed last */
  readonly since: string;
  readonly forced:
    { readonly level: ServiceLevel; readonly reason: string; readonly until: string; readonly by: string } | undefined;
}

export const newDesk: Desk = { version: 0, since: '1970-01-01T00:00:00.000Z', forced: undefined };

/** The desk after an event: each says all there is to say about the level. */
export function evolveDesk(
  event: DeskEvent,
  { version, at, by }: { readonly version: number; readonly at: string; readonly by: string },
): Desk {
  if (event.type === 'level-released') return { version, since: at, forced: undefined };
  const { level, reason, until } = event.body;
  return { version, since: at, forced: { level, reason, until, by } };
}

/**
 * The service level at an instant. A level that was forced ends at its time by itself; otherwise, with nobody at the
 * desk, it is machine-only, and says why.
 */
export function deskAt(desk: Desk, at: string): DeskState {
  const work = { onDuty: 0, queue: 0, predictedLate: 0 };
  const { forced, version } = desk;
  if (forced && at < forced.until) {
    const { level, reason, until, by } = forced;
    return { version, level, since: desk.since, cause: `forced: ${reason}`, until, forcedBy: by, ...work };
  }
  const since = forced ? forced.until : desk.since;
  return { version, level: 'machine-only', since, cause: 'no researcher on duty', ...work };
}
