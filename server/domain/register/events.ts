import { z } from 'zod';
import { RejectedLine } from '../../contract/index.js';

/**
 * The events of a register's stream, `register/<id>`. The log keeps what was written, in the version of its day:
 * `readRegisterEvent` is the one place that turns any version into today's.
 */

/** A sealed batch counts from here on: its activation is the commit point of an import. */
export const BatchActivated = z.object({
  v: z.literal(1),
  batch: z.string().min(1),
  mode: z.enum(['merge', 'replace']),
  /** different record ids in the batch */
  records: z.int().min(0),
  /** of the batch's contents, from the store */
  digest: z.string(),
  /** lines that were taken; the same record twice counts twice */
  accepted: z.int().min(0),
  /** the first of the rejected lines, so that a repeated import gets the same answer */
  rejected: z.array(RejectedLine),
  rejectedCount: z.int().min(0),
});
export type BatchActivated = z.infer<typeof BatchActivated>;

/** The register is as if the batch had never been imported. */
export const BatchUndone = z.object({ v: z.literal(1), batch: z.string().min(1) });
export type BatchUndone = z.infer<typeof BatchUndone>;

/**
 * Contents of a record were erased for good: from these batches, and so from every copy of them. What a later batch brings
 * under its id is another matter.
 */
export const RecordErased = z.object({
  v: z.literal(1),
  recordId: z.string().min(1),
  batches: z.array(z.string().min(1)),
  reason: z.string(),
  /** who decided it, by name */
  name: z.string(),
});
export type RecordErased = z.infer<typeof RecordErased>;

/** A person said that the register cannot be asked, or can again. */
export const AvailabilitySet = z.object({ v: z.literal(1), available: z.boolean(), reason: z.string() });
export type AvailabilitySet = z.infer<typeof AvailabilitySet>;

export type RegisterEvent =
  | { readonly type: 'batch-activated'; readonly body: BatchActivated }
  | { readonly type: 'batch-undone'; readonly body: BatchUndone }
  | { readonly type: 'record-erased'; readonly body: RecordErased }
  | { readonly type: 'availability-set'; readonly body: AvailabilitySet }
  /** the body was erased: that something happened is all that is left */
  | { readonly type: 'erased' };

const Erased = z.object({ erased: z.literal(true) });

/**
 * A stored event of a register's stream, in today's version.
 * @throws Error for a type or version that this Outrider does not know: the log was written by a newer one, and to leave
 *   an event out would silently change what the register holds
 */
export function readRegisterEvent(type: string, body: unknown): RegisterEvent {
  if (Erased.safeParse(body).success) return { type: 'erased' };
  switch (type) {
    case 'batch-activated':
      return { type, body: BatchActivated.parse(body) };
    case 'batch-undone':
      return { type, body: BatchUndone.parse(body) };
    case 'record-erased':
      return { type, body: RecordErased.parse(body) };
    case 'availability-set':
      return { type, body: AvailabilitySet.parse(body) };
    default:
      throw new Error(`The register's stream holds an event of an unknown type: ${type}`);
  }
}
