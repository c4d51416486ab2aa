import { z } from 'zod';
import { RegisterRecord } from './record.js';
import { Location, PartyRole } from './report.js';
import { Instant, line, PartialDate, Sex } from './values.js';

/** What a remote register is asked about one subject of an incident: never who called, nor what was said. */
const RemoteSubject = z.union([
  z.object({
    kind: z.literal('person'),
    role: PartyRole,
    givenNames: line(200).optional(),
    surname: line(200).optional(),
    alsoKnownAs: z.array(line(200)).optional(),
    dateOfBirth: PartialDate.optional(),
    approximateAge: z.number().optional(),
    sex: Sex.optional(),
    phones: z.array(line(40)),
    location: Location.optional(),
  }),
  z.object({ kind: z.literal('location'), location: Location }),
  z.object({ kind: z.literal('phone'), phone: line(40) }),
]);

/** The body of the POST that asks a remote register, once for all subjects of an incident. */
export const RemoteQuestion = z
  .object({ at: Instant, subjects: z.array(RemoteSubject) })
  .meta({ id: 'RemoteQuestion' });
export type RemoteQuestion = z.infer<typeof RemoteQuestion>;

/** Records of one answer: a register that finds more has not been asked well enough to be believed. */
const MOST_REMOTE_RECORDS = 50;

/** What a remote register answers with: the records that could be about the subjects; Outrider compares them itself. */
export const RemoteReply = z
  .object({
    asOf: Instant.meta({ description: 'up to when the register knew everything' }),
    complete: z.boolean().meta({ description: 'false: it did not search to the end, and its silence means nothing' }),
    records: z.array(RegisterRecord).max(MOST_REMOTE_RECORDS),
  })
  .meta({ id: 'RemoteReply' });
export type RemoteReply = z.infer<typeof RemoteReply>;
