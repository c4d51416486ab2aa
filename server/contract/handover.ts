import { z } from 'zod';
import { Grade, Instant, line, Role } from './values.js';

/** What a person can be responsible for, about one incident. */
export const ItemKind = z.enum(['incident', 'suspect', 'job', 'ruling']).meta({
  id: 'ItemKind',
  description: 'the incident itself, its suspect at large, its job at the RTI desk, the ruling that it waits for',
});
export type ItemKind = z.infer<typeof ItemKind>;

export const Item = z.strictObject({ kind: ItemKind, incidentId: line(64).min(1) }).meta({ id: 'Item' });
export type Item = z.infer<typeof Item>;

/** An item as a list names it: no more of the incident than everybody in the room hears. */
export const ItemLine = z
  .object({
    kind: ItemKind,
    incidentId: z.string(),
    reference: z.string(),
    grade: Grade.nullable(),
    category: z.string().optional(),
    owner: z.string().meta({ description: 'user id, or `control-room`' }),
  })
  .meta({ id: 'ItemLine' });
export type ItemLine = z.infer<typeof ItemLine>;

export const HandoverItem = ItemLine.extend({
  state: z
    .enum(['waiting', 'accepted', 'void'])
    .meta({ description: 'void: it was done, or handed to somebody else, before it was accepted' }),
}).meta({ id: 'HandoverItem' });
export type HandoverItem = z.infer<typeof HandoverItem>;

/** What one person hands to another. Until it is accepted, each item stays with the giver. */
export const Handover = z
  .object({
    id: z.string(),
    from: z.string(),
    fromName: z.string(),
    to: z.string(),
    toName: z.string(),
    at: Instant,
    items: z.array(HandoverItem),
  })
  .meta({ id: 'Handover' });
export type Handover = z.infer<typeof Handover>;

export const HandOver = z
  .strictObject({
    to: line(64).min(1).meta({ description: 'user id' }),
    items: z
      .array(Item)
      .min(1)
      .max(500)
      .optional()
      .meta({ description: 'left out: everything that is yours, at the end of a shift' }),
  })
  .meta({ id: 'HandOver' });
export type HandOver = z.infer<typeof HandOver>;

/** Something whose time has passed: it climbs until somebody does it. */
export const Overdue = z
  .object({
    what: z.enum(['attempt', 'review', 'handover-waiting', 'handover-idle']),
    since: Instant,
    step: z.int().meta({ description: '1: whose it is and who is next above them; 2: the inspector as well' }),
  })
  .meta({ id: 'Overdue' });
export type Overdue = z.infer<typeof Overdue>;

/** What a person starts and ends a shift with. */
export const ShiftState = z
  .object({
    version: z.int().meta({ description: 'log position; an older one than held is dropped' }),
    mine: z.array(ItemLine),
    handovers: z
      .array(Handover)
      .meta({ description: 'with something that waits: to you, from you, or that you oversee' }),
    registersDown: z.array(z.object({ id: z.string(), title: z.string(), reason: z.string() })),
    colleagues: z.array(z.object({ id: z.string(), name: z.string(), roles: z.array(Role), here: z.boolean() })),
  })
  .meta({ id: 'ShiftState' });
export type ShiftState = z.infer<typeof ShiftState>;
