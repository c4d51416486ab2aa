import { z } from 'zod';
import { Attendance, Card, SubjectRef } from './card.js';
import { Risk, Severity } from './record.js';
import { FiledReport } from './report.js';
import { Grade, Instant, line, ServiceLevel } from './values.js';

/** One job of the desk as its queue shows it: no person and no place is named in it. */
export const QueueLine = z
  .object({
    jobId: z.string(),
    incidentId: z.string(),
    reference: z.string(),
    grade: Grade.nullable(),
    class: z.enum(['first-look', 'asked', 'missed', 'live', 'on-scene', 'left', 'closed']),
    why: z.string().meta({ description: 'why it stands where it stands, in words' }),
    review: Card.shape.review,
    firstLookBy: Instant.optional().meta({ description: 'when its first look can be expected' }),
    arrivesAt: Instant.optional().meta({ description: 'when the first officer is expected at the door' }),
    late: z.boolean(),
    claimedBy: z.object({ id: z.string(), name: z.string() }).optional(),
  })
  .meta({ id: 'QueueLine' });
export type QueueLine = z.infer<typeof QueueLine>;

/** The RTI desk as everyone is told of it. */
export const DeskState = z
  .object({
    version: z.int().meta({ description: 'grows with every change' }),
    level: ServiceLevel,
    since: Instant,
    cause: z.string().meta({ description: 'why the level is what it is, in words' }),
    until: Instant.optional().meta({ description: 'when a forced level ends' }),
    forcedBy: z.string().optional(),
    planned: z.literal(true).optional().meta({ description: 'nobody is meant to be on duty: announced, not alarmed' }),
    acknowledgedBy: z
      .array(z.string())
      .optional()
      .meta({ description: 'supervisors who know of this machine-only level' }),
    onDuty: z.int(),
    queue: z.int().meta({ description: 'jobs that wait for the desk' }),
    predictedLate: z.int().meta({ description: 'first looks that are predicted after their officers arrive' }),
    expected: z
      .array(z.object({ incidentId: z.string(), firstLookBy: Instant }))
      .optional()
      .meta({ description: 'while the desk is busy: when to expect the first looks at your incidents' }),
    jobs: z
      .array(QueueLine)
      .optional()
      .meta({ description: 'the head of the queue in its order, for those who work or supervise it' }),
    researchers: z
      .array(z.object({ id: z.string(), name: z.string() }))
      .optional()
      .meta({ description: 'who is on duty, for the same' }),
  })
  .meta({ id: 'DeskState' });
export type DeskState = z.infer<typeof DeskState>;

/** What a researcher found by hand in one register. Without a subject it is about everything of the incident. */
export const HandReceipt = z
  .strictObject({
    register: line(40).min(1),
    subject: SubjectRef.optional(),
    status: z.enum(['hit', 'no-trace']),
    text: line(300).optional().meta({ description: 'what was found; a hit has one' }),
    risk: Risk.optional(),
  })
  .meta({ id: 'HandReceipt' });
export type HandReceipt = z.infer<typeof HandReceipt>;

/** What a researcher found otherwise, in their own words: a line of the card. */
export const DeskFinding = z
  .strictObject({ text: line(300).min(1), severity: Severity.default('medium') })
  .meta({ id: 'DeskFinding' });
export type DeskFinding = z.infer<typeof DeskFinding>;

const FormDecision = z.strictObject({
  matchId: line(300).min(1),
  decision: z.enum(['confirmed', 'rejected']),
  note: line(300).optional(),
});

/** What a researcher says of a job: the form of the first look, which full research continues. */
export const Look = z
  .strictObject({
    decisions: z.array(FormDecision).max(200).default([]),
    receipts: z.array(HandReceipt).max(100).default([]),
    findings: z
      .array(z.union([DeskFinding, line(300).min(1)]))
      .max(50)
      .default([])
      .meta({ description: 'a plain sentence is a finding of medium severity' }),
    note: line(2000).optional(),
  })
  .meta({ id: 'Look' });
export type Look = z.infer<typeof Look>;

/** The form as it is being filled in, kept so that whoever has the job next goes on with it. */
export const JobForm = z
  .strictObject({
    decisions: z.array(FormDecision).max(200),
    receipts: z.array(HandReceipt).max(100),
    findings: z.array(z.strictObject({ text: line(300), severity: Severity })).max(50),
    note: line(2000),
  })
  .meta({ id: 'JobForm' });
export type JobForm = z.infer<typeof JobForm>;

export const DeskRequest = z
  .object({
    id: z.string(),
    text: z.string(),
    by: z.string().meta({ description: 'name of who asks' }),
    at: Instant,
    answeredAt: Instant.optional(),
  })
  .meta({ id: 'DeskRequest' });
export type DeskRequest = z.infer<typeof DeskRequest>;

/** A job as the researcher who has claimed it works on it. */
export const Job = z
  .object({
    id: z.string(),
    incidentId: z.string(),
    reference: z.string(),
    why: z.string(),
    review: Card.shape.review,
    claimedBy: z.object({ id: z.string(), name: z.string(), at: Instant }),
    report: FiledReport,
    attendance: z.array(Attendance),
    card: Card,
    matches: Card.shape.matches,
    byHand: z
      .array(z.object({ register: z.string(), title: z.string(), holds: z.string() }))
      .meta({ description: 'registers that only a researcher can look into now' }),
    requests: z.array(DeskRequest),
    form: JobForm.optional().meta({ description: 'what was typed and not finished, by whoever had the job last' }),
  })
  .meta({ id: 'Job' });
export type Job = z.infer<typeof Job>;

export const JobReply = z.object({ job: Job }).meta({ id: 'JobReply' });
export type JobReply = z.infer<typeof JobReply>;

export const RequestReply = z.object({ request: DeskRequest }).meta({ id: 'RequestReply' });
export type RequestReply = z.infer<typeof RequestReply>;
