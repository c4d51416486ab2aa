import { z } from 'zod';
import { Sensitivity } from './record.js';
import { Instant, line } from './values.js';

/** A record that somebody has to look at: its date has come. Nothing leaves a register without that. */
export const RecordDue = z
  .object({
    register: z.string(),
    title: z.string(),
    recordId: z.string(),
    summary: z.string(),
    sensitivity: Sensitivity,
    why: z
      .enum(['review', 'expired'])
      .meta({ description: 'it is to be reviewed, or it has ended: it matches no more' }),
    since: z.string().meta({ description: 'the day or instant that has come' }),
    heldSince: Instant.optional().meta({ description: 'it is on legal hold: nothing erases it' }),
    erasedBefore: Instant.optional().meta({ description: 'it was erased then, and its source has sent it again' }),
    erasesAt: Instant.optional().meta({ description: 'it was reviewed: its contents are erased then' }),
  })
  .meta({ id: 'RecordDue' });
export type RecordDue = z.infer<typeof RecordDue>;

export const RecordReview = z
  .strictObject({
    outcome: z.enum(['keep', 'erase']),
    reviewBy: Instant.optional().meta({ description: 'for what is kept: when it is looked at again' }),
    reason: line(300).min(1),
  })
  .meta({ id: 'RecordReview' });
export type RecordReview = z.infer<typeof RecordReview>;
