import {
  accept,
  refuse,
  type KnownMember,
  type ListedMember,
  type Outcome,
  type OwnNotice,
} from '../contract/index.js';
import { decide, type Action, type Actor } from '../domain/access/policy.js';
import { membersAsRecords } from '../domain/record/workforce-operations.js';
import type { AccessRecord } from '../ports.js';
import type { OwnNoticesModel } from './notices.model.js';
import type { WorkforceModel } from './workforce.model.js';

export interface ConsultPorts {
  readonly workforce: WorkforceModel;
  readonly access: AccessRecord;
}

/** Who is on the list of the workforce, by name; that it was read is recorded first (R7). */
export async function listMembers({ workforce, access }: ConsultPorts, actor: Actor): Promise<Outcome<ListedMember[]>> {
  await record(access, 'workforce.read', 'workforce', actor);
  return accept(workforce.all().map(({ id, givenNames, surname, since }) => ({ id, givenNames, surname, since })));
}

/** What one of them declared; that it was read, and of whom, is recorded first (R7). Refuses NOT_FOUND. */
export async function readMember(
  { workforce, access }: ConsultPorts,
  id: string,
  actor: Actor,
): Promise<Outcome<KnownMember>> {
  const member = workforce.member(id);
  if (!member) return refuse('NOT_FOUND', 'Nobody on the list has this id.');
  await record(access, 'workforce.read', `workforce/${id}`, actor, membersAsRecords([id]));
  return accept(member);
}

/** What professional standards are told of; that it was read is recorded first (R7). */
export async function readOwnNotices(
  { notices, access }: { readonly notices: OwnNoticesModel; readonly access: AccessRecord },
  actor: Actor,
): Promise<Outcome<OwnNotice[]>> {
  await record(access, 'workforce.notices', 'workforce/notices', actor);
  return accept(notices.for(actor));
}

async function record(
  access: AccessRecord,
  action: Action,
  what: string,
  actor: Actor,
  records: readonly string[] = [],
): Promise<void> {
  const decision = decide(actor, action);
  if (!decision.allow) throw new Error(`${action} was asked for by somebody who may not`);
  const { rule, reason } = decision;
  await access.store(actor, [
    { type: 'consulted', body: { v: 1, action, what, rule, reason, ...(records.length > 0 ? { records } : {}) } },
  ]);
}
