import { z } from 'zod';
import { Grade, Instant, line, PartialDate, Sex } from './values.js';

export const PartyRole = z.enum(['caller', 'victim', 'suspect', 'witness', 'child', 'other']).meta({ id: 'PartyRole' });
export type PartyRole = z.infer<typeof PartyRole>;

/** A person in an incident, as far as the caller could say. `id` is given by Outrider on the first report. */
export const Party = z
  .strictObject({
    id: line(64).min(1).optional().meta({ description: 'given by Outrider; later changes name the person by it' }),
    role: PartyRole,
    givenNames: line(200).optional().meta({ description: 'as heard: misspelt and short forms are found too' }),
    surname: line(200).optional(),
    alsoKnownAs: z.array(line(200)).max(10).optional().meta({ description: 'nicknames and other names' }),
    dateOfBirth: PartialDate.optional(),
    approximateAge: z.int().min(0).max(130).optional().meta({ description: 'years, at the time of the call' }),
    sex: Sex.optional(),
    phone: line(40).optional().meta({ description: 'as it was said; national or E.164' }),
    description: line(1000).optional().meta({ description: 'what they look like, in words' }),
  })
  .meta({ id: 'Party' });
export type Party = z.infer<typeof Party>;

export const Location = z
  .strictObject({
    text: line(400).optional().meta({ description: 'the address in one line, as the caller said it' }),
    flat: line(80).optional(),
    building: line(120).optional().meta({ description: 'house number or name' }),
    street: line(120).optional(),
    locality: line(80).optional(),
    town: line(80).optional(),
    postcode: line(12).optional(),
    uprn: line(12).optional().meta({ description: 'Unique Property Reference Number' }),
  })
  .meta({ id: 'Location' });
export type Location = z.infer<typeof Location>;

export const Call = z
  .strictObject({
    id: line(80).optional().meta({ description: 'of the telephone system' }),
    state: z
      .enum(['open', 'cut-off', 'silent', 'silent-55', 'ended'])
      .meta({ description: 'silent-55: the caller pressed 55 and said nothing' }),
    firstWords: line(500).optional().meta({ description: 'what the caller said first, in their words' }),
    callerIs: z.enum(['victim', 'suspect', 'witness', 'third-party', 'professional']).optional(),
    anonymous: z.boolean().optional().meta({ description: 'the caller is masked on officers’ cards' }),
    safeToSpeak: z.boolean().optional().meta({ description: 'false: whoever rings back must know it' }),
  })
  .meta({ id: 'Call' });
export type Call = z.infer<typeof Call>;

/** What a call opens: the report of an incident. Everything but `source` may be missing (a silent call has a number). */
export const Report = z
  .strictObject({
    reference: line(80).min(1).optional().meta({ description: 'of the system that sends it; else Outrider gives one' }),
    source: z.enum(['999', '101', 'in-person', 'agency', 'cad']),
    openedAt: Instant.optional().meta({ description: 'when the incident was opened; left out: now' }),
    firstRingAt: Instant.optional().meta({ description: 'grade clocks run from here; left out: openedAt' }),
    category: line(80).optional().meta({ description: 'such as “Domestic abuse”, which asks for two officers' }),
    grade: Grade.optional().meta({ description: 'left out: none yet, on the clock of an immediate one' }),
    call: Call.optional(),
    caller: z.strictObject({ name: line(200).optional(), phone: line(40).optional() }).optional(),
    people: z.array(Party).max(50).default([]),
    location: Location.optional(),
    suspectWhereabouts: line(500).optional().meta({ description: 'where the suspect is, as far as is known' }),
    weapons: line(500).optional(),
    injuries: line(500).optional(),
    drinkOrDrugs: line(500).optional(),
    narrative: line(20_000).optional().meta({ description: 'what happened; names in it are looked up too' }),
    language: line(80).optional().meta({ description: 'of the caller, where an interpreter is needed' }),
    victimRequestsAppointment: z.boolean().optional().meta({ description: 'one half of what “scheduled” demands' }),
    immediateThreat: z.boolean().optional().meta({ description: 'false is the other half' }),
  })
  .meta({ id: 'Report' });
export type Report = z.infer<typeof Report>;

/** A party once it is in an incident: it has an id that later changes refer to. */
export const KnownParty = Party.required({ id: true }).meta({ id: 'KnownParty' });
export type KnownParty = z.infer<typeof KnownParty>;

/** A report as the incident holds it: every party has its id, every instant is filled. */
export const FiledReport = Report.extend({
  people: z.array(KnownParty),
  openedAt: Instant,
  firstRingAt: Instant,
}).meta({ id: 'FiledReport' });
export type FiledReport = z.infer<typeof FiledReport>;

/** Part of a report while it is being typed. */
export const Draft = Report.extend({ incidentId: line(64).optional() }).meta({ id: 'Draft' });
export type Draft = z.infer<typeof Draft>;

/**
 * A JSON merge patch (RFC 7396) of a report: null removes a field. `people` are merged by their `id`; a party without
 * one is added, `{id, remove: true}` takes one out.
 */
export const ReportPatch = z
  .record(z.string(), z.unknown())
  .meta({ id: 'ReportPatch', description: 'JSON merge patch of a report, people merged by their id' });
export type ReportPatch = z.infer<typeof ReportPatch>;
