import { z } from 'zod';
import { Instant, Role } from './values.js';

/** The decision that a match stands on: which researcher, when, and in their words why (R4). */
export const Review = z
  .object({
    by: z.string().meta({ description: 'the name of the researcher' }),
    at: Instant,
    note: z.string().optional(),
    earlier: z
      .literal(true)
      .optional()
      .meta({ description: 'decided in an earlier incident: same person as reported, same record, both unchanged' }),
  })
  .meta({ id: 'Review' });
export type Review = z.infer<typeof Review>;

/** Somebody on the call or at the scene says "not this person". The match stays until a researcher decides. */
export const Dispute = z
  .object({ by: z.string(), role: Role, at: Instant, reason: z.string().optional() })
  .meta({ id: 'Dispute' });
export type Dispute = z.infer<typeof Dispute>;

/** A decision that no longer holds, because what it was made on has changed: it is asked again. */
export const Lapsed = z
  .object({
    decision: z.enum(['confirmed', 'rejected', 'disputed']),
    by: z.string(),
    at: Instant,
    because: z.enum(['report', 'record']).meta({ description: 'which of the two changed' }),
  })
  .meta({ id: 'Lapsed' });
export type Lapsed = z.infer<typeof Lapsed>;

/** What people have said of a match, beside its standing. */
export const judgement = {
  reviewed: Review.optional(),
  disputed: Dispute.optional(),
  lapsed: Lapsed.optional(),
};
