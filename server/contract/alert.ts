import { z } from 'zod';
import { Instant, line } from './values.js';

/** One thing that a person is told of, and how: the same for every reader, except for words that a role is kept from. */
export const Alert = z
  .object({
    id: z.string(),
    version: z.int().meta({ description: 'log position; a later one of the same id replaces it' }),
    kind: z.string(),
    at: Instant,
    until: Instant.meta({ description: 'stands until then, unless it ends before' }),
    incidentId: z.string().optional(),
    reference: z.string().optional(),
    sentence: z.string(),
    spoken: z.string().optional().meta({ description: 'what to read out over the radio' }),
    lifeRisk: z.boolean(),
    interrupts: z.boolean().meta({ description: 'false: shown and counted, but nobody is interrupted' }),
    again: z
      .boolean()
      .meta({ description: 'more of what this person was interrupted for before: they are not interrupted twice' }),
    toAcknowledge: z.boolean().meta({ description: 'stays until this person says that they have seen it' }),
  })
  .meta({ id: 'Alert' });
export type Alert = z.infer<typeof Alert>;

/** What stands for this person: all of it at first, then what is new, and what has ended. */
export const AlertTopic = z
  .object({
    version: z.int().meta({ description: 'log position; an older one than held is dropped' }),
    snapshot: z.boolean().meta({ description: 'true: these are all; what is not among them has ended' }),
    alerts: z.array(Alert),
    ended: z.array(z.string()),
  })
  .meta({ id: 'AlertTopic' });
export type AlertTopic = z.infer<typeof AlertTopic>;

export const AlertId = z.object({ id: line(200).min(1) });
export const AlertSeen = z.strictObject({ version: z.int().min(1) }).meta({ id: 'AlertSeen' });
export type AlertSeen = z.infer<typeof AlertSeen>;
