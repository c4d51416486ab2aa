import { z } from 'zod';
import { ItemKind, Overdue } from './handover.js';
import { Instant, line } from './values.js';

/** What somebody at the scene, at the desk or on the telephone adds to the log of an incident. */
export const LogUpdate = z.strictObject({ text: line(4000).min(1) }).meta({ id: 'LogUpdate' });
export type LogUpdate = z.infer<typeof LogUpdate>;

/** Whose assessment it is: one after the other, by three people. */
export const SignOffStage = z.enum(['officer', 'sergeant', 'supervisor']).meta({ id: 'SignOffStage' });
export type SignOffStage = z.infer<typeof SignOffStage>;

/** What has to be answered before an incident can be closed; which of them apply, its card says. */
export const ChecklistItem = z
  .enum(['victim-seen', 'children-referral', 'safe-contact', 'order-breach', 'dash', 'unchecked-registers'])
  .meta({ id: 'ChecklistItem' });
export type ChecklistItem = z.infer<typeof ChecklistItem>;

export const ChecklistAnswer = z
  .strictObject({
    item: ChecklistItem,
    done: z.boolean(),
    note: line(500)
      .min(1)
      .optional()
      .meta({ description: 'why not, when it was not done; the outcome of a referral or a breach, always' }),
  })
  .meta({ id: 'ChecklistAnswer' });
export type ChecklistAnswer = z.infer<typeof ChecklistAnswer>;

/** An assessment that was signed: who, when, of which card, and what they assessed. */
export const SignOff = z
  .object({
    stage: SignOffStage,
    by: z.string(),
    name: z.string(),
    at: Instant,
    cardVersion: z.int(),
    assessment: z.string(),
  })
  .meta({ id: 'SignOff' });
export type SignOff = z.infer<typeof SignOff>;

/** A suspect who is not found yet: somebody tries at least once in 24 hours, and the incident stays open. */
export const OutstandingSuspect = z
  .object({
    since: Instant,
    owner: z.string().meta({ description: 'user id: whose it is to find them' }),
    attempts: z.array(z.object({ at: Instant, by: z.string(), text: z.string() })),
    attemptDueAt: Instant,
  })
  .meta({ id: 'OutstandingSuspect' });
export type OutstandingSuspect = z.infer<typeof OutstandingSuspect>;

/** What is still to be done before the incident can be closed, in a sentence. */
export const Missing = z.object({ what: z.string(), sentence: z.string() }).meta({ id: 'Missing' });
export type Missing = z.infer<typeof Missing>;

/** How far an incident is from being closed. */
export const Closing = z
  .object({
    domesticAbuse: z.boolean().meta({ description: 'it is, or was: another category later does not change it' }),
    updates: z.int().meta({ description: 'how many updates people wrote' }),
    latestUpdate: z.object({ at: Instant, by: z.string(), text: z.string() }).optional(),
    suspect: OutstandingSuspect.optional(),
    signOffs: z.array(SignOff),
    checklist: z.array(z.object({ item: ChecklistItem, question: z.string(), answer: ChecklistAnswer.optional() })),
    missing: z.array(Missing),
    overdue: z.array(Overdue),
    offers: z
      .array(z.object({ item: ItemKind, to: z.string(), toName: z.string(), at: Instant }))
      .meta({ description: 'handed over, and not accepted yet' }),
    reviewDueAt: Instant.optional().meta({ description: 'when the inspector looks at it next' }),
    closedAt: Instant.optional(),
    closedBy: z.string().optional(),
  })
  .meta({ id: 'Closing' });
export type Closing = z.infer<typeof Closing>;
