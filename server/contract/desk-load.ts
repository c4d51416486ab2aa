import { z } from 'zod';
import { PutOff } from './card.js';
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

/** An incident whose card waits for work that was put off under load. */
export const PutOffLine = z
  .object({ incidentId: z.string(), reference: z.string(), since: Instant, putOff: z.array(PutOff) })
  .meta({ id: 'PutOffLine' });
export type PutOffLine = z.infer<typeof PutOffLine>;

export const DeskLoad = z
  .object({
    points: z.array(LoadPoint).meta({ description: 'the last four hours; one a minute' }),
    putOff: z.array(PutOffLine).meta({ description: 'put off under load and still to be done: the oldest of them' }),
    putOffInAll: z.int(),
  })
  .meta({ id: 'DeskLoad' });
export type DeskLoad = z.infer<typeof DeskLoad>;
