import type { Commands } from './commands.js';
import type { Reply } from './http.js';

interface CardReply {
  readonly incidentId: string;
  readonly cardVersion: number;
}

/** Says "not this person" of a match of a filed card. */
export const disputeMatch = (
  commands: Commands,
  incidentId: string,
  said: { readonly matchId: string; readonly reason: string },
): Promise<Reply<CardReply>> => commands.post(disputesOf(incidentId), said);

/** Takes "not this person" back. */
export const withdrawDispute = (commands: Commands, incidentId: string, matchId: string): Promise<Reply<CardReply>> =>
  commands.delete(`${disputesOf(incidentId)}?matchId=${encodeURIComponent(matchId)}`);

const disputesOf = (incidentId: string): string => `/api/incidents/${encodeURIComponent(incidentId)}/disputes`;
