import type { Commands } from './commands.js';
import type { Reply } from './http.js';

/** Says "not this person" of a match of a filed card. */
export const disputeMatch = (
  commands: Commands,
  incidentId: string,
  said: { readonly matchId: string; readonly reason: string },
): Promise<Reply<{ incidentId: string; cardVersion: number }>> =>
  commands.post(`/api/incidents/${encodeURIComponent(incidentId)}/disputes`, said);
