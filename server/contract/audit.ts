import { z } from 'zod';
import { Tier } from './card.js';
import { Instant, line, PartialDate } from './values.js';

/** What the Data Protection Act 2018, s.62, wants to be recorded of a processing system. */
export const OperationKind = z
  .enum(['collection', 'alteration', 'consultation', 'disclosure', 'combination', 'erasure'])
  .meta({ id: 'OperationKind' });
export type OperationKind = z.infer<typeof OperationKind>;

/** What is sought in the record: operations that fit everything that is given. Names are never among it (URLs are logged). */
export const AuditFilter = z
  .object({
    incidentId: line(64).min(1).optional(),
    record: line(200)
      .regex(/^[^/\s]+\/\S+$/, 'REGISTER/RECORD, such as critical-marker/CM-1')
      .optional()
      .meta({ description: 'a record of a register, in any version: `REGISTER/RECORD`' }),
    user: line(64).min(1).optional().meta({ description: 'who did it, or was shown it' }),
    operation: OperationKind.optional(),
    from: Instant.optional(),
    until: Instant.optional(),
  })
  .meta({ id: 'AuditFilter' });
export type AuditFilter = z.infer<typeof AuditFilter>;

/** Before a log position; with `.K`, and without the first K operations of the event that is right before it. */
const AuditCursor = line(24).regex(/^[1-9]\d{0,15}(\.\d{1,6})?$/, 'the `next` of the page before');

export const AuditQuery = AuditFilter.extend({
  before: AuditCursor.optional().meta({ description: 'the `next` of the page before' }),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type AuditQuery = z.infer<typeof AuditQuery>;

/** One operation on personal data: who did what to whose data, when, why, and what of it they were shown. */
export const AuditEntry = z
  .object({
    position: z.int().min(1).meta({ description: 'in the log: the order of everything' }),
    at: Instant,
    by: z.string(),
    byName: z.string(),
    kind: OperationKind,
    what: z.string(),
    incidentId: z.string().optional(),
    reference: z.string().optional().meta({ description: 'of the incident, while it is kept' }),
    cardVersion: z.int().optional(),
    recipient: z.string().optional().meta({ description: 'who was shown it' }),
    recipientName: z.string().optional(),
    reason: z.string().meta({ description: 'derived from relation or role; typed for an erasure alone' }),
    rule: z.string().optional(),
    records: z.array(z.string()).optional().meta({ description: '`REGISTER/RECORD@VERSION`' }),
    fields: z.array(z.string()).optional(),
  })
  .meta({ id: 'AuditEntry' });
export type AuditEntry = z.infer<typeof AuditEntry>;

export const AuditPage = z
  .object({
    entries: z.array(AuditEntry).meta({ description: 'the newest first' }),
    next: AuditCursor.optional().meta({ description: 'to ask on with, as `before`; absent: this was the last page' }),
  })
  .meta({ id: 'AuditPage' });
export type AuditPage = z.infer<typeof AuditPage>;

/** Who is sought in the record: in a body, never in an address. */
export const AuditPerson = z
  .strictObject({
    givenNames: line(100).min(1).optional(),
    surname: line(100).min(1).optional(),
    dateOfBirth: PartialDate.optional(),
    phone: line(40).min(1).optional(),
  })
  .meta({ id: 'AuditPerson' });
export type AuditPerson = z.infer<typeof AuditPerson>;

/** A record or an incident that the person who is sought could be in. */
export const Found = z
  .object({
    name: z.string(),
    tier: Tier,
    probability: z.number(),
    record: z.string().optional().meta({ description: '`REGISTER/RECORD`' }),
    incidentId: z.string().optional(),
    reference: z.string().optional(),
  })
  .meta({ id: 'Found' });
export type Found = z.infer<typeof Found>;

/** Whether the contents of an incident are kept, must be, or are gone. */
export const Kept = z
  .object({ incidentId: z.string(), state: z.enum(['kept', 'held', 'erased']) })
  .meta({ id: 'Kept' });
export type Kept = z.infer<typeof Kept>;

export const Keeping = z.strictObject({ reason: line(500).min(1) }).meta({ id: 'Keeping' });
export type Keeping = z.infer<typeof Keeping>;

export const Holding = Keeping.extend({ held: z.boolean() }).meta({ id: 'Holding' });
export type Holding = z.infer<typeof Holding>;
