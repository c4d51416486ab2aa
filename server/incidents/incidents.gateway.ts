import { WebSocketGateway } from '@nestjs/websockets';
import { CLIENT_MESSAGES, type DraftReply, type Outcome } from '../contract/index.js';
import { Edge, LIMITS } from '../platform/edge/edge.js';
import { Handles, type SocketRequest } from '../platform/edge/handles.js';
import { checkDraft } from './check-draft.js';
import { IncidentPorts } from './incident-ports.js';

@WebSocketGateway()
export class IncidentsGateway {
  constructor(
    readonly edge: Edge,
    private readonly ports: IncidentPorts,
  ) {}

  @Handles(CLIENT_MESSAGES.draft, { action: 'draft.check', limit: LIMITS.typing })
  draft({ actor, message }: SocketRequest<typeof CLIENT_MESSAGES.draft>): Promise<Outcome<DraftReply>> {
    return checkDraft(this.ports, message, actor);
  }
}
