import { z } from 'zod';
import { RecordedAddress } from './record.js';
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
