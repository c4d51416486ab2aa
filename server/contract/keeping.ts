import { z } from 'zod';
import { Instant, line } from './values.js';

const KeptKind = z.enum(['incident', 'record']);

/** That something is on legal hold, or was erased: who said so, when and why. Never what it holds. */
export const KeptWord = z
  .object({
    kind: KeptKind,
    id: z.string().meta({ description: 'of the incident, or `REGISTER/RECORD`' }),
    title: z.string().meta({ description: 'the reference of the incident, or register and record' }),
    at: Instant,
    name: z.string(),
    reason: z.string(),
  })
  .meta({ id: 'KeptWord' });
export type KeptWord = z.infer<typeof KeptWord>;

export const Keepings = z
  .object({
    holds: z.array(KeptWord).meta({ description: 'in force, the newest first' }),
    erasures: z.array(KeptWord).meta({ description: 'the newest 200' }),
  })
  .meta({ id: 'Keepings' });
export type Keepings = z.infer<typeof Keepings>;

export const KeepingQuery = z.object({
  of: line(200).min(3).meta({ description: 'an incident’s id or reference, or `REGISTER/RECORD`' }),
});

const Counted = z.object({ what: z.string(), count: z.int() });

/** What is held of one incident or record: what an erasure would take, and what would stay. Counts, no contents. */
export const KeptThing = z
  .object({
    kind: KeptKind,
    id: z.string(),
    title: z.string(),
    state: z.enum(['kept', 'held', 'erased']),
    isOpen: z.boolean().optional().meta({ description: 'of an incident: it is closed before it can be erased' }),
    word: KeptWord.optional().meta({ description: 'of the hold, or of the erasure' }),
    goes: z.array(Counted),
    stays: z.array(Counted),
    shownBy: z
      .array(z.string())
      .optional()
      .meta({ description: 'of a record: references of incidents whose cards showed it; their copies go with those' }),
  })
  .meta({ id: 'KeptThing' });
export type KeptThing = z.infer<typeof KeptThing>;
