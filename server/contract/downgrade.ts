import { z } from 'zod';
import { Grade, Instant, line } from './values.js';

export const DowngradeRequest = z
  .strictObject({
    to: Grade,
    reason: line(500).min(1),
    victimRequested: z.boolean(),
    noImmediateThreat: z.boolean(),
    victimSpokenTo: z.boolean().optional().meta({ description: 'left out: not stated, and shown as such' }),
    alone: z.boolean().optional().meta({ description: 'whether the victim was alone when they were spoken to' }),
    cancelledBy: line(200).min(1).optional().meta({ description: 'who asked to cancel' }),
  })
  .meta({ id: 'DowngradeRequest' });
export type DowngradeRequest = z.infer<typeof DowngradeRequest>;

export const DowngradeRuling = z
  .strictObject({
    approve: z.boolean(),
    reason: line(500).min(1),
    cardVersion: z.int().min(1).meta({ description: 'the version of the card that you looked at' }),
  })
  .meta({ id: 'DowngradeRuling' });
export type DowngradeRuling = z.infer<typeof DowngradeRuling>;

export const DowngradeState = z
  .enum(['waiting', 'approved', 'rejected', 'expired', 'lapsed'])
  .meta({ id: 'DowngradeState' });
export type DowngradeState = z.infer<typeof DowngradeState>;

/** What everyone who sees the incident is told of a request to lower its grade. */
export const DowngradeStanding = z
  .object({
    id: z.string(),
    state: DowngradeState,
    from: Grade,
    to: Grade,
    since: Instant.meta({ description: 'since when it is in this state' }),
    expiresAt: Instant,
    askedBy: z.string().meta({ description: 'the name of who asked' }),
    ruledBy: z.string().optional(),
    because: z.array(z.string()).meta({ description: 'why it lapsed, or what came up about it since' }),
    restored: Grade.optional().meta({ description: 'the grade that the lapse put back' }),
  })
  .meta({ id: 'DowngradeStanding' });
export type DowngradeStanding = z.infer<typeof DowngradeStanding>;

/** The clock of a grade: from the first ring, never restarted. */
export const GradeClock = z
  .object({
    startedAt: Instant,
    dueAt: Instant.optional().meta({
      description: 'when an officer has to be there; a scheduled one has no such time',
    }),
    metAt: Instant.optional().meta({ description: 'when the first officer was there' }),
  })
  .meta({ id: 'GradeClock' });
export type GradeClock = z.infer<typeof GradeClock>;

/** What a supervisor decides on, in ten seconds. */
export const RulingFacts = z
  .object({
    cardVersion: z.int(),
    clock: GradeClock,
    nearest: z
      .object({ name: z.string(), dueAt: Instant.optional(), arrivedAt: Instant.optional() })
      .optional()
      .meta({ description: 'the officer who is there, or will be first' }),
    lifeRisk: z.array(z.string()),
    calls24h: z.int().meta({ description: 'calls of the last day about the same, this one among them' }),
    orders: z.array(z.string()),
    children: z.array(z.string()),
    unchecked: z.array(z.string()).meta({ description: 'registers that are not checked, unavailable or stale' }),
    sinceGrading: z.array(z.string()).meta({ description: 'what changed since the grade was set' }),
  })
  .meta({ id: 'RulingFacts' });
export type RulingFacts = z.infer<typeof RulingFacts>;

export const Downgrade = DowngradeStanding.extend({
  incidentId: z.string(),
  reference: z.string(),
  address: z.string().optional(),
  category: z.string().optional(),
  askedAt: Instant,
  reason: z.string(),
  victimRequested: z.boolean(),
  noImmediateThreat: z.boolean(),
  victimSpokenTo: z.boolean().optional(),
  alone: z.boolean().optional(),
  cancelledBy: z.string().optional(),
  ruling: z
    .object({ by: z.string(), at: Instant, approve: z.boolean(), reason: z.string(), cardVersion: z.int() })
    .optional(),
  facts: RulingFacts.optional().meta({ description: 'for whoever may rule' }),
}).meta({ id: 'Downgrade' });
export type Downgrade = z.infer<typeof Downgrade>;

/** The downgrades that this reader may see: the latest of each open incident, then those that changed. */
export const DowngradeTopic = z
  .object({
    version: z.int().meta({ description: 'log position; an older one than held is dropped' }),
    snapshot: z.boolean().meta({ description: 'true: these are all; what is not among them is gone' }),
    downgrades: z.array(Downgrade),
    gone: z.array(z.string()).meta({ description: 'ids that are not this reader’s to see any more' }),
  })
  .meta({ id: 'DowngradeTopic' });
export type DowngradeTopic = z.infer<typeof DowngradeTopic>;

/** How one supervisor has ruled: for the inspector. */
export const RulingRecord = z
  .object({
    supervisor: z.string(),
    name: z.string(),
    rulings: z.int(),
    approved: z.int(),
    secondsOnCard: z
      .number()
      .nullable()
      .meta({ description: 'median, from the card being on their screen to the ruling; null: never opened' }),
    withoutCard: z.int().meta({ description: 'rulings whose card was never on their screen' }),
    reRaised: z.int().meta({ description: 'approved, and the grade was raised again later' }),
  })
  .meta({ id: 'RulingRecord' });
export type RulingRecord = z.infer<typeof RulingRecord>;
