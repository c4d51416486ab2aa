import { z } from 'zod';
import { Instant, line } from './values.js';

/** What became of one version of a card for one reader: each is missing until it is known. */
export const VersionProof = z
  .object({
    version: z.int(),
    sentAt: Instant.optional(),
    receivedAt: Instant.optional().meta({ description: 'one of their devices has it' }),
    shownAt: Instant.optional().meta({ description: 'it was on a screen of theirs' }),
    acknowledgedAt: Instant.optional().meta({ description: 'they said that they have read it' }),
    readOutAt: Instant.optional().meta({ description: 'it was read out to them over the radio' }),
  })
  .meta({ id: 'VersionProof' });
export type VersionProof = z.infer<typeof VersionProof>;

/** One reader of one incident's card. */
export const ReaderProof = z
  .object({
    reader: z.string().meta({ description: 'user id' }),
    name: z.string(),
    latest: z.int().meta({ description: 'the newest version that there is for them' }),
    informed: z.boolean().meta({ description: 'they acknowledged a version, or one was read out to them' }),
    versions: z.array(VersionProof).meta({ description: 'the oldest first' }),
  })
  .meta({ id: 'ReaderProof' });
export type ReaderProof = z.infer<typeof ReaderProof>;

export const IncidentDelivery = z
  .object({ incidentId: z.string(), readers: z.array(ReaderProof) })
  .meta({ id: 'IncidentDelivery' });
export type IncidentDelivery = z.infer<typeof IncidentDelivery>;

/** Officers who arrived since the log began, and how many of them were informed by then. */
export const InformedShare = z
  .object({
    arrived: z.int(),
    informed: z.int(),
    silent: z.int().meta({ description: 'nothing had been sent to them' }),
  })
  .meta({ id: 'InformedShare' });
export type InformedShare = z.infer<typeof InformedShare>;

/** Who has read what, for those who dispatch and supervise: everything at first, then the incidents that changed. */
export const DeliveryTopic = z
  .object({
    version: z.int().meta({ description: 'log position; an older one than held is dropped' }),
    snapshot: z.boolean(),
    incidents: z.array(IncidentDelivery),
    gone: z.array(z.string()),
    informed: InformedShare,
  })
  .meta({ id: 'DeliveryTopic' });
export type DeliveryTopic = z.infer<typeof DeliveryTopic>;

export const Reading = z
  .strictObject({
    version: z.int().min(1).meta({ description: 'the card version that was read out' }),
    to: z.array(line(64).min(1)).min(1).max(20),
    freeToSpeak: z.boolean().meta({
      description: 'what they answered before anything was read; false: nothing was read, and nobody is informed',
    }),
  })
  .meta({ id: 'Reading' });
export type Reading = z.infer<typeof Reading>;
