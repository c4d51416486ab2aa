import { z } from 'zod';
import { Instant, ServiceLevel } from './values.js';

/** The desk's load in one minute. */
export const LoadPoint = z
  .object({
    at: Instant,
    firstLooks: z.int().meta({ description: 'jobs that nobody has looked at' }),
    late: z.int().meta({ description: 'of these: predicted after their officers arrive' }),
    putOff: z.int().meta({ description: 'full researches that wait because first looks go first' }),
    onDuty: z.int(),
    level: ServiceLevel,
  })
  .meta({ id: 'LoadPoint' });
export type LoadPoint = z.infer<typeof LoadPoint>;

export const DeskLoad = z
  .object({ points: z.array(LoadPoint).meta({ description: 'the last four hours, or since the start; one a minute' }) })
  .meta({ id: 'DeskLoad' });
export type DeskLoad = z.infer<typeof DeskLoad>;
