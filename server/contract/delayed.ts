import { z } from 'zod';
import { REFUSALS, type RefusalCode } from './problem.js';
import { Instant } from './values.js';

/** What was accepted while the log that the nodes share is away: it is kept on this node, and runs when the log is back. */
export const Delayed = z
  .object({
    delayed: z.literal(true),
    since: Instant.meta({ description: 'since when the shared log has been away' }),
  })
  .meta({ id: 'Delayed' });
export type Delayed = z.infer<typeof Delayed>;

const codes = Object.keys(REFUSALS) as [RefusalCode, ...RefusalCode[]];

/** What of this person's is kept here, and what was refused when it ran. */
export const DelayedTopic = z
  .object({
    since: Instant.optional().meta({ description: 'absent: everything goes to the shared log at once' }),
    waiting: z.int().min(0).meta({ description: 'requests of this person that have not run yet' }),
    refused: z.array(
      z.object({
        number: z.int(),
        operation: z.string(),
        incidentId: z.string().optional(),
        at: Instant,
        code: z.enum(codes),
        detail: z.string().optional(),
      }),
    ),
  })
  .meta({ id: 'DelayedTopic' });
export type DelayedTopic = z.infer<typeof DelayedTopic>;
