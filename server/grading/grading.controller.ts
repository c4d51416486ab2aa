import { Controller } from '@nestjs/common';
import { OPERATIONS, type Outcome, type PromptReply, type ReassessmentReply } from '../contract/index.js';
import { Edge, LIMITS } from '../platform/edge/edge.js';
import { Handles, type HttpRequest } from '../platform/edge/handles.js';
import { Incidents } from '../ports.js';
import { answerPrompt } from './answer-prompt.js';
import { reassessIncident } from './reassess-incident.js';

@Controller()
export class GradingController {
  constructor(
    readonly edge: Edge,
    private readonly changes: Incidents,
  ) {}

  @Handles(OPERATIONS.reassess, { action: 'incident.reassess', limit: LIMITS.write })
  reassess({
    params,
    body,
    command,
    actor,
  }: HttpRequest<typeof OPERATIONS.reassess>): Promise<Outcome<ReassessmentReply>> {
    return reassessIncident(this.changes, { ...body, incidentId: params.id, command }, actor);
  }

  @Handles(OPERATIONS.answerPrompt, { action: 'prompt.answer', limit: LIMITS.write })
  answerPrompt({
    params,
    body,
    command,
    actor,
  }: HttpRequest<typeof OPERATIONS.answerPrompt>): Promise<Outcome<PromptReply>> {
    return answerPrompt(
      this.changes,
      {
        outcome: body.outcome,
        ...(body.answer ? { answer: body.answer } : {}),
        incidentId: params.id,
        promptId: params.prompt,
        command,
      },
      actor,
    );
  }
}
