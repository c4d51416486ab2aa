import type { Finding, Reviewed } from '../../contract/index.js';

/** What somebody found who looked at a read that has to be answered for: an event of the stream `oversight/reviews`. */
export interface ReviewEvent {
  readonly type: 'reviewed';
  readonly body: {
    readonly v: 1;
    readonly what: 'glass' | 'draft';
    readonly id: string;
    readonly finding: Finding;
    readonly note: string;
    readonly name: string;
  };
}

/**
 * A stored review in today's shape; undefined when retention erased its body.
 * @throws Error when it was written by a newer Outrider
 */
export function readReviewEvent(type: string, body: unknown): ReviewEvent | undefined {
  if (typeof body === 'object' && body !== null && 'erased' in body) return undefined;
  const { v } = body as { v: number };
  if (type !== 'reviewed' || v !== 1) throw new Error(`unknown review "${type}" version ${v}`);
  return { type, body } as ReviewEvent;
}

export const reviewedBy = (
  { body: { finding, note, name } }: ReviewEvent,
  { by, at }: { readonly by: string; readonly at: string },
): Reviewed => ({ finding, note, by, name, at });
