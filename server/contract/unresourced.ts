import { z } from 'zod';
import { Instant, line } from './values.js';

export const Climb = z.enum(['dispatcher', 'supervisor', 'inspector']).meta({ id: 'Climb' });
export type Climb = z.infer<typeof Climb>;

/** Nobody is sent, or those who were are diverted: since when, whose it is now, who has looked again. */
export const Unresourced = z
  .object({
    since: Instant,
    climbedTo: Climb.optional(),
    reassessed: z
      .object({ name: z.string(), at: Instant, reason: z.string(), nextReviewAt: Instant })
      .optional()
      .meta({ description: 'climbs again when the next review is past' }),
  })
  .meta({ id: 'Unresourced' });
export type Unresourced = z.infer<typeof Unresourced>;

export const Reassessment = z
  .strictObject({ nextReviewAt: Instant, reason: line(500).min(1) })
  .meta({ id: 'Reassessment' });
export type Reassessment = z.infer<typeof Reassessment>;

export const ReassessmentReply = z
  .object({ incidentId: z.string(), nextReviewAt: Instant, unresourced: Unresourced.optional() })
  .meta({ id: 'ReassessmentReply' });
export type ReassessmentReply = z.infer<typeof ReassessmentReply>;

export const PromptAnswer = z
  .strictObject({
    outcome: z.enum(['asked', 'skipped']),
    answer: line(500).min(1).optional().meta({ description: 'what came of asking' }),
  })
  .meta({ id: 'PromptAnswer' });
export type PromptAnswer = z.infer<typeof PromptAnswer>;

export const PromptReply = z
  .object({ incidentId: z.string(), promptId: z.string(), cardVersion: z.int() })
  .meta({ id: 'PromptReply' });
export type PromptReply = z.infer<typeof PromptReply>;
