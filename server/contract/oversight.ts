import { z } from 'zod';
import { Instant, line } from './values.js';

export const BreakGlass = z
  .strictObject({
    reason: line(300).min(3).meta({ description: 'why you must see it now; supervisors read it at once' }),
  })
  .meta({ id: 'BreakGlass' });
export type BreakGlass = z.infer<typeof BreakGlass>;

export const GlassReply = z
  .object({ id: z.string(), incidentId: z.string(), until: Instant })
  .meta({ id: 'GlassReply', description: 'you may read this one incident until then' });
export type GlassReply = z.infer<typeof GlassReply>;

export const Finding = z.enum(['justified', 'not-justified']).meta({ id: 'Finding' });
export type Finding = z.infer<typeof Finding>;

/** What a supervisor found when they looked at it. */
export const Reviewed = z
  .object({ finding: Finding, note: z.string(), by: z.string(), name: z.string(), at: Instant })
  .meta({ id: 'Reviewed' });
export type Reviewed = z.infer<typeof Reviewed>;

export const ReviewOf = z.strictObject({ finding: Finding, note: line(500).min(1) }).meta({ id: 'ReviewOf' });
export type ReviewOf = z.infer<typeof ReviewOf>;

/** That somebody read an incident that was not theirs, and what a supervisor said of it. */
export const BrokenGlass = z
  .object({
    id: z.string(),
    incidentId: z.string(),
    reference: z.string(),
    by: z.string(),
    name: z.string(),
    reason: z.string(),
    at: Instant,
    until: Instant,
    dueAt: Instant.meta({ description: 'reviewed by then' }),
    overdue: z.boolean(),
    reviewed: Reviewed.optional(),
  })
  .meta({ id: 'BrokenGlass' });
export type BrokenGlass = z.infer<typeof BrokenGlass>;

/** What somebody looked up while they typed a report that they never made. */
export const AbandonedDraft = z
  .object({
    id: z.string(),
    by: z.string(),
    name: z.string(),
    from: Instant,
    to: Instant,
    times: z.int().meta({ description: 'how often the registers were asked' }),
    registers: z.array(z.string()).meta({ description: 'of which they were shown records' }),
    records: z.int().meta({ description: 'how many records they were shown' }),
    fields: z.array(z.string()).meta({ description: 'what they were shown of them' }),
    instead: z
      .string()
      .optional()
      .meta({ description: 'the reference of what they reported then: about somebody else' }),
    reviewed: Reviewed.optional(),
  })
  .meta({ id: 'AbandonedDraft' });
export type AbandonedDraft = z.infer<typeof AbandonedDraft>;

/** An incident that a quick search found, as far as its reader may see it. */
export const SearchHit = z
  .object({
    incidentId: z.string(),
    reference: z.string(),
    status: z.enum(['open', 'closed']),
    openedAt: Instant,
    category: z.string().optional(),
    address: z.string().optional(),
    people: z.array(z.string()).meta({ description: 'names, for those who may read the card' }),
    found: z.string().meta({ description: 'the field that it was found by' }),
  })
  .meta({ id: 'SearchHit' });
export type SearchHit = z.infer<typeof SearchHit>;
