import { z } from 'zod';
import { Instant, line } from './values.js';

/** How two calls belong together: different callers about one event, or the same person, number or marked address again. */
export const LinkKind = z.enum(['same-event', 'repeat']).meta({ id: 'LinkKind' });
export type LinkKind = z.infer<typeof LinkKind>;

export const LinkTo = z
  .strictObject({
    to: line(64)
      .min(1)
      .meta({ description: 'the incident that it is linked to; with `same-event`, the one that goes on' }),
    kind: LinkKind,
  })
  .meta({ id: 'LinkTo' });
export type LinkTo = z.infer<typeof LinkTo>;

/** A call that is one event with others. */
export const MergedCall = z
  .object({ incidentId: z.string(), reference: z.string(), openedAt: Instant })
  .meta({ id: 'MergedCall' });
export type MergedCall = z.infer<typeof MergedCall>;

export const Links = z
  .object({
    incidentId: z.string().meta({ description: 'the incident that goes on' }),
    reference: z.string(),
    callers: z.int().meta({ description: 'calls about it, its own among them' }),
    merged: z.array(MergedCall),
    repeats: z.array(MergedCall).meta({ description: 'calls that somebody said are a repeat of it' }),
  })
  .meta({ id: 'Links' });
export type Links = z.infer<typeof Links>;
