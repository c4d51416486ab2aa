import { z } from 'zod';
import { Instant, line } from './values.js';

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

export const AuditQuery = AuditFilter.extend({
  before: z.coerce.number().int().min(1).optional().meta({ description: 'the `next` of the page before' }),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type AuditQuery = z.infer<typeof AuditQuery>;

/** One operation on personal data: who did what to whose data, when, why, and what of it they were shown. */
export const AuditEntry = z
  .object({
    position: z.int().min(1).meta({ description: 'in the log: the order of everything' }),
    at: Instant,
    by: z.string(),
    kind: OperationKind,
    what: z.string(),
    incidentId: z.string().optional(),
    reference: z.string().optional().meta({ description: 'of the incident, while it is kept' }),
    cardVersion: z.int().optional(),
    recipient: z.string().optional().meta({ description: 'who was shown it' }),
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
    next: z.int().optional().meta({ description: 'to ask on with, as `before`; absent: this was the last page' }),
  })
  .meta({ id: 'AuditPage' });
export type AuditPage = z.infer<typeof AuditPage>;
