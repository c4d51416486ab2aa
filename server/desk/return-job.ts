import { accept, type Outcome } from '../contract/index.js';
import type { Actor } from '../domain/access/policy.js';
import { mayLook } from '../domain/desk/work.js';
import type { Append } from '../ports.js';
import type { DeskPorts } from './desk-ports.js';

/**
 * A researcher gives a job back to the queue, with what was typed. Of a job that nobody has there is nothing to return.
 * Refuses NOT_FOUND, JOB_NOT_YOURS and IDEMPOTENCY_CONFLICT.
 */
export async function returnJob(
  { changes }: Pick<DeskPorts, 'changes'>,
  {
    jobId,
    reason = 'returned by its researcher',
    command,
  }: { readonly jobId: string; readonly reason?: string | undefined; readonly command: Append['command'] },
  actor: Actor,
): Promise<Outcome<undefined>> {
  const returned = await changes.changeKnown({ incidentId: jobId, actor, command }, ({ work }) => {
    const may = mayLook(work, actor.userId);
    if (!may.ok) return may;
    return accept(work?.claim ? [{ type: 'job-returned', body: { v: 1, reason } }] : []);
  });
  return returned.ok ? accept(undefined) : returned;
}
