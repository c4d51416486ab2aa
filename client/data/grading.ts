import type {
  Downgrade,
  DowngradeRequest,
  DowngradeRuling,
  PromptAnswer,
  PromptReply,
  Reassessment,
  ReassessmentReply,
} from '../../server/contract/index.js';
import type { Commands } from './commands.js';
import type { Reply } from './http.js';

const incident = (id: string, what: string) => `/api/incidents/${encodeURIComponent(id)}/${what}`;

/** Asks for a lower grade: somebody else decides. */
export const requestDowngrade = (
  commands: Commands,
  incidentId: string,
  asked: DowngradeRequest,
): Promise<Reply<Downgrade>> => commands.post(incident(incidentId, 'downgrades'), asked);

/** Decides on a request, on the card that was looked at. */
export const rule = (commands: Commands, id: string, ruling: DowngradeRuling): Promise<Reply<Downgrade>> =>
  commands.post(`/api/downgrades/${encodeURIComponent(id)}/ruling`, ruling);

/** Says that somebody has looked again, and when they look next. */
export const reassess = (
  commands: Commands,
  incidentId: string,
  looked: Reassessment,
): Promise<Reply<ReassessmentReply>> => commands.post(incident(incidentId, 'reassessments'), looked);

/** Says that a question of the card was asked, and what came of it, or that it was skipped. */
export const answerPrompt = (
  commands: Commands,
  incidentId: string,
  { id, ...said }: PromptAnswer & { readonly id: string },
): Promise<Reply<PromptReply>> => commands.post(incident(incidentId, `prompts/${encodeURIComponent(id)}`), said);
