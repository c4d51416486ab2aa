import { accept, refuse, type Outcome, type PromptAnswer, type PromptReply } from '../contract/index.js';
import { decide, relationTo, type Actor } from '../domain/access/policy.js';
import type { Append, Incidents } from '../ports.js';

export interface AnswerPrompt extends PromptAnswer {
  readonly incidentId: string;
  readonly promptId: string;
  readonly command: Append['command'];
}

/**
 * Notes that a question was asked, with what came of it, or skipped; it leaves the card. Which questions were offered is on
 * the cards as issued. Refuses NOT_FOUND (no such question on the card) and IDEMPOTENCY_CONFLICT.
 */
export async function answerPrompt(
  changes: Incidents,
  { incidentId, promptId, command, outcome, answer }: AnswerPrompt,
  actor: Actor,
): Promise<Outcome<PromptReply>> {
  const changed = await changes.change({ incidentId, actor, command, brief: 'prompted' }, (incident) => {
    if (!decide(actor, 'prompt.answer', relationTo(incident, actor)).allow) return refuse('NOT_FOUND');
    const prompt = incident.card?.prompts.find(({ id }) => id === promptId);
    if (!prompt) return refuse('NOT_FOUND', 'There is no such question on the card.');
    const said = outcome === 'asked' && answer !== undefined ? { answer } : {};
    const { id, question } = prompt;
    return accept([{ type: 'prompt-answered', body: { v: 1, id, question, outcome, ...said, name: actor.name } }]);
  });
  if (!changed.ok) return changed;
  return accept({ incidentId, promptId, cardVersion: changed.value.incident.card?.version ?? 0 });
}
