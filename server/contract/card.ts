import { z } from 'zod';
import { Call, Location, PartyRole } from './report.js';
import { judgement } from './review.js';
import { Risk, Severity, Sensitivity } from './record.js';
import { Grade, Instant, ServiceLevel } from './values.js';

export const Tier = z.enum(['match', 'probable', 'possible']).meta({ id: 'Tier' });
export type Tier = z.infer<typeof Tier>;

export const Standing = z.enum(['unreviewed', 'confirmed', 'rejected']).meta({ id: 'Standing' });
export type Standing = z.infer<typeof Standing>;

/** What of the incident was asked about: a party (`id` is the party's), the location, or a phone number (`id` says whose). */
export const SubjectRef = z
  .object({ kind: z.enum(['person', 'location', 'phone']), id: z.string().optional() })
  .meta({ id: 'SubjectRef' });
export type SubjectRef = z.infer<typeof SubjectRef>;

/** Stretches of a text: first and last position of each. */
const Letters = z.array(z.tuple([z.int(), z.int()]));

export const Evidence = z
  .object({
    field: z
      .string()
      .meta({ description: 'surname, givenNames, dateOfBirth, address, phone, …; `prior` starts the sum' }),
    agreement: z.enum(['agrees', 'similar', 'differs', 'missing']),
    weight: z
      .number()
      .meta({ description: 'bits: log2 of the likelihood ratio; the lines of a match add up to its weight' }),
    ours: z.string().optional(),
    theirs: z.string().optional(),
    letters: z
      .object({ ours: Letters, theirs: Letters })
      .optional()
      .meta({ description: 'of two spellings: the letters that they share' }),
    sentence: z.string().meta({ description: 'in words that a call handler could repeat' }),
  })
  .meta({ id: 'Evidence' });
export type Evidence = z.infer<typeof Evidence>;

/** The part of a register record that a reader is shown. Addresses and phone numbers are never among it (R14). */
export const RecordView = z
  .object({
    summary: z.string(),
    people: z.array(z.object({ role: z.string(), name: z.string().optional(), dateOfBirth: z.string().optional() })),
    risk: Risk.optional(),
    severity: Severity.optional(),
    recordedAt: z.string(),
    validFrom: z.string().optional(),
    validUntil: z.string().optional(),
    reviewBy: z.string().optional(),
    sensitivity: Sensitivity,
    terms: z.string().optional(),
    details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).optional(),
  })
  .meta({ id: 'RecordView' });
export type RecordView = z.infer<typeof RecordView>;

/** A link from a party, the location or a number of the incident to a record, with what speaks for and against it. */
export const Match = z
  .object({
    id: z.string(),
    register: z.string(),
    recordId: z.string(),
    recordRole: z.string().optional().meta({ description: 'whose record it is: victim, suspect, holder, …' }),
    subject: SubjectRef,
    via: z.string().optional(),
    tier: Tier,
    probability: z.number().min(0).max(1),
    weight: z.number(),
    evidence: z.array(Evidence),
    equals: z
      .int()
      .min(2)
      .optional()
      .meta({ description: 'how many recorded people fit as well as the likeliest, this one among them' }),
    standing: Standing,
    ...judgement,
    seen: z.literal(true).optional().meta({ description: 'a researcher has had it before them' }),
    record: RecordView,
  })
  .meta({ id: 'Match' });
export type Match = z.infer<typeof Match>;

export const Flag = z
  .object({
    kind: z.string(),
    severity: Severity,
    headline: z.string(),
    source: z.enum(['caller', 'register', 'researcher', 'scene']),
    standing: Standing,
    ...judgement,
    tier: Tier,
    matchIds: z.array(z.string()),
    definition: z.string().optional().meta({ description: 'by which a history was counted: `repeat-victim/1`' }),
    counted: z
      .array(
        z.object({
          at: z.string(),
          what: z.string(),
          matchIds: z.array(z.string()).optional(),
          incidentId: z.string().optional(),
        }),
      )
      .optional()
      .meta({ description: 'the incidents that were counted, the latest first' }),
  })
  .meta({ id: 'Flag' });
export type Flag = z.infer<typeof Flag>;

export const CheckStatus = z
  .enum(['hit', 'no-trace', 'not-checked', 'unavailable', 'stale'])
  .meta({ id: 'CheckStatus' });
export type CheckStatus = z.infer<typeof CheckStatus>;

/** The receipt of one check: one register asked about one subject. */
export const Receipt = z
  .object({
    subject: SubjectRef,
    status: CheckStatus,
    reason: z.string().optional(),
    asOf: Instant.optional().meta({ description: 'how fresh the register was' }),
    checkedAt: Instant.optional(),
    by: z.string().optional().meta({ description: 'the researcher who looked, where no machine did' }),
  })
  .meta({ id: 'Receipt' });
export type Receipt = z.infer<typeof Receipt>;

/** One register's line of the check ledger; its status is that of its worst subject. */
export const Check = z
  .object({ register: z.string(), status: CheckStatus, subjects: z.array(Receipt) })
  .meta({ id: 'Check' });
export type Check = z.infer<typeof Check>;

/** An officer who is or was sent to an incident. */
export const Attendance = z
  .object({
    officer: z.string().meta({ description: 'user id' }),
    name: z.string(),
    dispatchedAt: Instant,
    etaMinutes: z.number().optional().meta({ description: 'as said at dispatch, from then on' }),
    arrivedAt: Instant.optional(),
    departedAt: Instant.optional(),
    stoodDownAt: Instant.optional(),
    divertedAt: Instant.optional().meta({ description: 'sent elsewhere before they arrived: nobody counts on them' }),
  })
  .meta({ id: 'Attendance' });
export type Attendance = z.infer<typeof Attendance>;

/** Another call of the last day about the same person, number or address (R16): when, and who came and went. */
export const LinkedCall = z
  .object({
    incidentId: z.string(),
    reference: z.string(),
    openedAt: Instant,
    sentence: z.string(),
    because: z.array(z.enum(['person', 'phone', 'location', 'said'])),
  })
  .meta({ id: 'LinkedCall' });
export type LinkedCall = z.infer<typeof LinkedCall>;

export const Situation = z
  .object({
    reference: z.string(),
    openedAt: Instant,
    source: z.string(),
    category: z.string().optional(),
    grade: Grade.optional(),
    call: Call.optional(),
    location: Location.optional(),
    address: z.string().optional().meta({ description: 'the location in one line' }),
    firstWords: z.string().optional(),
    people: z.array(
      z.object({
        id: z.string(),
        role: PartyRole,
        name: z.string().optional(),
        description: z.string().optional(),
      }),
    ),
  })
  .meta({ id: 'Situation' });
export type Situation = z.infer<typeof Situation>;

export const GradeSuggestion = z.object({ grade: Grade, reasons: z.array(z.string()) }).meta({ id: 'GradeSuggestion' });
export type GradeSuggestion = z.infer<typeof GradeSuggestion>;

/** A question that would separate candidates, or let a register be checked that could not be. */
export const Prompt = z
  .object({ id: z.string(), question: z.string(), reason: z.string(), subject: SubjectRef.optional() })
  .meta({ id: 'Prompt' });
export type Prompt = z.infer<typeof Prompt>;

export const Change = z
  .object({
    what: z.enum(['added', 'removed', 'changed']),
    sentence: z.string(),
    about: z.string().optional().meta({ description: 'the register that it is about' }),
  })
  .meta({ id: 'Change' });
export type Change = z.infer<typeof Change>;

/** Somebody on a record that was hit, whose name stands in the words of the call: possibly the same person, no more. */
export const NamedInCall = z
  .object({
    matchId: z.string().meta({ description: 'the match to the record that holds them' }),
    register: z.string(),
    recordRole: z.string(),
    name: z.string().meta({ description: 'as recorded' }),
    tier: z.literal('possible'),
    mentions: z.array(
      z.object({
        field: z
          .string()
          .meta({ description: 'of the report: `narrative`, `call.firstWords`, `people.<id>.description`' }),
        start: z.int().meta({ description: 'of the words in the field, in UTF-16 units' }),
        end: z.int(),
        words: z.string(),
        sentence: z.string().meta({ description: 'why these words may mean them' }),
      }),
    ),
    sentence: z.string(),
  })
  .meta({ id: 'NamedInCall' });
export type NamedInCall = z.infer<typeof NamedInCall>;

/**
 * What a check left for later, because too many reports came at once: how often the people were in such incidents, the people
 * beside those found, names in the words of the call.
 */
export const PutOff = z.enum(['history', 'associates', 'narrative']).meta({ id: 'PutOff' });
export type PutOff = z.infer<typeof PutOff>;

/** The briefing card: what a reader is shown of an incident. */
export const Card = z
  .object({
    incidentId: z.string(),
    version: z.int().min(1),
    provisional: z
      .literal(true)
      .optional()
      .meta({ description: 'made while the shared log is away: it is not in it yet, and the next card replaces it' }),
    issuedAt: Instant,
    level: ServiceLevel,
    review: z.enum(['unreviewed', 'first-look', 'full']),
    situation: Situation,
    spoken: z.string().meta({ description: 'at most 25 words, to be read aloud' }),
    flags: z.array(Flag),
    matches: z.array(Match),
    checks: z.array(Check),
    prompts: z.array(Prompt),
    suggestedGrade: GradeSuggestion.optional(),
    linked: z.array(LinkedCall),
    named: z.array(NamedInCall).optional(),
    putOff: z.array(PutOff).optional().meta({ description: 'left for later under load; left out: nothing' }),
    changes: z.array(Change),
  })
  .meta({ id: 'Card' });
export type Card = z.infer<typeof Card>;
