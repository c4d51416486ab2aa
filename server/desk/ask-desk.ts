import { accept, refuse, type Outcome, type RequestReply } from '../contract/index.js';
import { decide, relationTo, type Actor } from '../domain/access/policy.js';
import type { Append } from '../ports.js';
import type { DeskPorts } from './desk-ports.js';

/**
 * An officer, a handler or who supervises asks the desk for more about an incident: its job goes before all backfill.
 * Refuses NOT_FOUND and IDEMPOTENCY_CONFLICT.
 */
export async function askDesk(
  { changes }: Pick<DeskPorts, 'changes'>,
  {
    incidentId,
    text,
    command,
  }: { readonly incidentId: string; readonly text: string; readonly command: Append['command'] },
  actor: Actor,
): Promise<Outcome<RequestReply>> {
  const id = `${incidentId}:${command.id}`;
  const asked = await changes.change({ incidentId, actor, command }, (incident) =>
    decide(actor, 'desk.ask', relationTo(incident, actor)).allow
      ? accept([{ type: 'desk-asked', body: { v: 1, id, text, name: actor.name } }])
      : refuse('NOT_FOUND'),
  );
  if (!asked.ok) return asked;
  const request = asked.value.incident.work?.requests.find((one) => one.id === id);
  return request ? accept({ request }) : refuse('NOT_FOUND');
}
