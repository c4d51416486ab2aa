import { refuse, type Member, type Outcome } from '../contract/index.js';
import type { WorkforceEvent } from '../domain/access/workforce.js';
import type { Actor } from '../domain/access/policy.js';
import type { Append, Clock, EventLog } from '../ports.js';
import { appendNote } from '../ports/append-note.js';
import { memberStream, type WorkforceModel } from './workforce.model.js';

export interface WorkforcePorts {
  readonly log: EventLog;
  readonly workforce: WorkforceModel;
  readonly clock: Clock;
}

export interface ToMember {
  readonly id: string;
  readonly command: Append['command'];
}

/** Puts somebody on the list of the workforce, or changes what they declared. */
export const keepMember = (
  ports: WorkforcePorts,
  { member, ...to }: ToMember & { readonly member: Member },
  actor: Actor,
): Promise<Outcome<undefined>> => append(ports, to, { type: 'member-kept', body: { v: 1, member } }, actor);

/** Takes somebody off the list. Refuses NOT_FOUND. */
export async function removeMember(ports: WorkforcePorts, to: ToMember, actor: Actor): Promise<Outcome<undefined>> {
  if (!ports.workforce.has(to.id)) return refuse('NOT_FOUND', 'Nobody on the list has this id.');
  return append(ports, to, { type: 'member-removed', body: { v: 1 } }, actor);
}

function append(
  { log, clock }: WorkforcePorts,
  { id, command }: ToMember,
  event: WorkforceEvent,
  actor: Actor,
): Promise<Outcome<undefined>> {
  return appendNote(log, { stream: memberStream(id), event, at: clock.now(), by: actor.userId, command });
}
