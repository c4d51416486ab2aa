import type { LoadPoint, ServiceLevel } from '../../contract/index.js';

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
  | { readonly type: 'level-released'; readonly body: { readonly v: 1; readonly reason: string } }
  | {
      readonly type: 'level-changed';
      readonly body: {
        readonly v: 1;
        readonly from: ServiceLevel;
        readonly to: ServiceLevel;
        /** in words */
        readonly cause: string;
      };
    }
  /** a supervisor knows that nobody reviews what the machine finds */
  | {
      readonly type: 'level-acknowledged';
      readonly body: { readonly v: 1; readonly since: string; readonly name: string };
    }
  | {
      readonly type: 'duty-started';
      readonly body: { readonly v: 1; readonly researcher: string; readonly name: string };
    }
  | {
      readonly type: 'duty-ended';
      readonly body: { readonly v: 1; readonly researcher: string; readonly reason: string };
    };

/** How loaded the desk was in a minute: an event of the stream `desk/load`, so that it is known after a restart. */
export interface LoadNoted {
  readonly type: 'load-noted';
  readonly body: { readonly v: 1; readonly point: LoadPoint };
}

/** A stored word about the load; undefined when retention erased its body. */
export const readLoadEvent = (body: unknown): LoadPoint | undefined =>
  typeof body === 'object' && body !== null && 'point' in body ? (body as LoadNoted['body']).point : undefined;

const TYPES: ReadonlySet<string> = new Set([
  'level-forced',
  'level-released',
  'level-changed',
  'level-acknowledged',
  'duty-started',
  'duty-ended',
] satisfies DeskEvent['type'][]);

/** A stored desk event in today's shape; undefined when retention erased its body. */
export function readDeskEvent(type: string, body: unknown): DeskEvent | undefined {
  if (typeof body === 'object' && body !== null && 'erased' in body) return undefined;
  const { v } = body as { v: number };
  if (!TYPES.has(type) || v !== 1) throw new Error(`unknown desk event "${type}" version ${v}`);
  return { type, body } as DeskEvent;
}
