import { z } from 'zod';
import { RecordedAddress, RejectedLine } from './record.js';
import { Instant, line, PartialDate } from './values.js';

const own = {
  givenNames: line(200).min(1),
  surname: line(200).min(1),
  alsoKnownAs: z.array(line(200)).max(20).optional(),
  dateOfBirth: PartialDate.optional(),
  phones: z.array(line(40)).max(10).optional(),
};

/** Somebody of the force’s own workforce, with what they declared: their addresses, their relatives, who leads them. */
export const Member = z
  .strictObject({
    ...own,
    addresses: z.array(RecordedAddress).max(10).optional(),
    relatives: z
      .array(z.strictObject({ ...own, relation: line(40).optional() }))
      .max(30)
      .optional(),
    supervisors: z
      .array(line(64).min(1))
      .max(10)
      .optional()
      .meta({ description: 'user ids of those who lead them: they are told no more than the person' }),
  })
  .meta({ id: 'Member' });
export type Member = z.infer<typeof Member>;

/** A member as the list of them names one; `id` is their user id, or a collar number for who has no account. */
export const KnownMember = Member.extend({ id: z.string(), since: Instant }).meta({ id: 'KnownMember' });
export type KnownMember = z.infer<typeof KnownMember>;

/** A member as a line of an import gives one. */
export const MemberLine = Member.extend({ id: line(64).min(1) });
export type MemberLine = z.infer<typeof MemberLine>;

/** A member as the list names one: what they declared is asked for one by one, and recorded so. */
export const ListedMember = z
  .object({ id: z.string(), givenNames: z.string(), surname: z.string(), since: Instant })
  .meta({ id: 'ListedMember' });
export type ListedMember = z.infer<typeof ListedMember>;

export const MembersReply = z
  .object({
    import: z.string(),
    kept: z.int().meta({ description: 'new, or with something else declared' }),
    unchanged: z.int(),
    removed: z.int().meta({ description: 'with `replace`: they were on the list, and are not in the import' }),
    rejected: z.array(RejectedLine).meta({ description: 'the first 1,000 of them' }),
    rejectedCount: z.int(),
  })
  .meta({ id: 'MembersReply' });
export type MembersReply = z.infer<typeof MembersReply>;

/** The list as those see it who keep it: how large and how old it is, and nobody on it. */
export const WorkforceState = z
  .object({
    members: z.int(),
    relatives: z.int(),
    addresses: z.int(),
    asOf: Instant.optional().meta({ description: 'when it was imported or changed last; absent: never' }),
    overdue: z.boolean().meta({ description: 'that is more than 31 days ago, or never was' }),
    lastImport: z
      .object({ import: z.string(), at: Instant, name: z.string().meta({ description: 'who imported it' }) })
      .optional()
      .meta({ description: 'the one that can be undone' }),
  })
  .meta({ id: 'WorkforceState' });
export type WorkforceState = z.infer<typeof WorkforceState>;

export const OwnHow = z.enum(['person', 'relative', 'address', 'phone', 'linked']);
export type OwnHow = z.infer<typeof OwnHow>;

/** What professional standards, and nobody else, are told of. */
export const OwnNotice = z
  .object({
    id: z.string(),
    at: Instant,
    kind: z
      .enum(['restricted', 'own-looked-for'])
      .meta({ description: 'an incident in which one of ours is; or somebody typed what is their own' }),
    members: z.array(z.string()),
    how: z.array(OwnHow),
    by: z.string().meta({ description: 'who reported or typed it' }),
    incidentId: z.string().optional(),
    reference: z.string().optional(),
    letIn: z.array(z.string()).optional(),
    lifted: z.literal(true).optional(),
  })
  .meta({ id: 'OwnNotice' });
export type OwnNotice = z.infer<typeof OwnNotice>;

export const ChangeRestriction = z
  .strictObject({
    letIn: z
      .array(line(64).min(1))
      .max(20)
      .optional()
      .meta({ description: 'user ids of those who must know, such as a dispatcher' }),
    lift: z.literal(true).optional().meta({ description: 'it is not one of ours after all: open to everybody again' }),
    reason: line(300).min(1),
  })
  .meta({ id: 'ChangeRestriction' });
export type ChangeRestriction = z.infer<typeof ChangeRestriction>;

export const Restriction = z
  .object({ incidentId: z.string(), letIn: z.array(z.string()), lifted: z.boolean() })
  .meta({ id: 'Restriction', description: 'who is kept from it is told to professional standards alone' });
export type Restriction = z.infer<typeof Restriction>;
