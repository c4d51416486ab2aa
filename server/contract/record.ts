import { z } from 'zod';
import { RemoteState } from './remote-state.js';
import { Instant, idElsewhere, line, PartialDate, Sex } from './values.js';

/** Dates in a record: a day or an instant. A day begins at midnight, Europe/London. */
const DayOrInstant = z.union([z.iso.date(), Instant]);

export const Risk = z.enum(['high', 'medium', 'standard']).meta({ id: 'Risk' });
export type Risk = z.infer<typeof Risk>;

export const Severity = z.enum(['life-risk', 'high', 'medium', 'info']).meta({ id: 'Severity' });
export type Severity = z.infer<typeof Severity>;

export const Sensitivity = z.enum(['normal', 'restricted', 'protected']).meta({ id: 'Sensitivity' });
export type Sensitivity = z.infer<typeof Sensitivity>;

export const RecordedPerson = z
  .strictObject({
    role: line(40).min(1).meta({ description: 'whose part in the record this is: victim, suspect, holder, child, …' }),
    givenNames: line(200).optional(),
    surname: line(200).optional(),
    alsoKnownAs: z.array(line(200)).max(50).optional(),
    dateOfBirth: PartialDate.optional(),
    sex: Sex.optional(),
    phones: z.array(line(40)).max(20).optional(),
  })
  .meta({ id: 'RecordedPerson' });
export type RecordedPerson = z.infer<typeof RecordedPerson>;

export const RecordedAddress = z
  .strictObject({
    flat: line(80).optional(),
    building: line(120).optional(),
    street: line(120).optional(),
    locality: line(80).optional(),
    town: line(80).optional(),
    postcode: line(12).optional(),
    uprn: line(12).optional(),
    text: line(400).optional(),
    from: DayOrInstant.optional(),
    until: DayOrInstant.optional(),
  })
  .meta({ id: 'RecordedAddress' });
export type RecordedAddress = z.infer<typeof RecordedAddress>;

/** One entry of a register about nominals (recorded people), addresses or phone numbers. */
export const RegisterRecord = z
  .strictObject({
    recordId: idElsewhere,
    people: z.array(RecordedPerson).max(50).optional(),
    addresses: z.array(RecordedAddress).max(50).optional(),
    phones: z.array(line(40)).max(50).optional(),
    summary: line(500).min(1),
    risk: Risk.optional(),
    severity: Severity.optional(),
    recordedAt: DayOrInstant,
    validFrom: DayOrInstant.optional(),
    validUntil: DayOrInstant.optional(),
    reviewBy: DayOrInstant.optional(),
    sensitivity: Sensitivity.optional(),
    withdrawn: z.boolean().optional(),
    terms: line(2000).optional(),
    details: z
      .record(z.string().max(80), z.union([z.string().max(2000), z.number(), z.boolean(), z.null()]))
      .optional(),
  })
  .meta({ id: 'RegisterRecord' });
export type RegisterRecord = z.infer<typeof RegisterRecord>;

/** Why a line of an import was not taken. `line` counts from 1, a CSV's header among them. */
export const RejectedLine = z
  .object({ line: z.int(), code: z.string(), detail: z.string() })
  .meta({ id: 'RejectedLine' });
export type RejectedLine = z.infer<typeof RejectedLine>;

export const BatchReply = z
  .object({
    batch: z.string(),
    accepted: z.int(),
    rejected: z.array(RejectedLine).meta({ description: 'the first 1,000 of them' }),
    rejectedCount: z.int(),
  })
  .meta({ id: 'BatchReply' });
export type BatchReply = z.infer<typeof BatchReply>;

export const RegisterState = z
  .object({
    id: z.string(),
    title: z.string(),
    holds: z.string().meta({ description: 'what the register holds, in a sentence' }),
    manual: z.boolean(),
    available: z.boolean(),
    reason: z.string().optional(),
    records: z.int().optional().meta({ description: 'how many can be found; absent while nothing can be asked' }),
    contact: z.string().optional().meta({ description: 'who is called when it does not answer or is out of date' }),
    batches: z.array(
      z.object({
        batch: z.string(),
        at: Instant,
        accepted: z.int(),
        rejected: z.int().optional().meta({ description: 'lines that were not taken; absent: none' }),
        mode: z.enum(['merge', 'replace']),
      }),
    ),
    asOf: Instant.optional().meta({ description: 'when the newest batch was activated' }),
    freshnessLimitHours: z.number().optional(),
    remote: RemoteState.optional().meta({ description: 'for a register that another system keeps' }),
  })
  .meta({ id: 'RegisterState' });
export type RegisterState = z.infer<typeof RegisterState>;
