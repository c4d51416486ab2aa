import { z } from 'zod';
import { Instant } from './values.js';

/** How a remote register has been answering. */
export const RemoteState = z
  .object({
    standing: z.enum(['answers', 'fails', 'rests']).meta({
      description: 'fails: its last answer was none; rests: it failed too often and is left alone for a while',
    }),
    answeredAt: Instant.optional().meta({ description: 'when it answered last' }),
    failedAt: Instant.optional(),
    failure: z.string().optional().meta({ description: 'why it failed last, in words' }),
    restsUntil: Instant.optional(),
    asking: z.int().meta({ description: 'questions that it is being asked now' }),
  })
  .meta({ id: 'RemoteState' });
export type RemoteState = z.infer<typeof RemoteState>;
