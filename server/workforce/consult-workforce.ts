import { accept, type KnownMember, type Outcome, type OwnNotice } from '../contract/index.js';
import { decide, type Action, type Actor } from '../domain/access/policy.js';
import type { AccessRecord } from '../ports.js';
import type { OwnNoticesModel } from './notices.model.js';
import type { WorkforceModel } from './workforce.model.js';

/** The list of the workforce; that it was read is recorded first (R7). */
export async function listMembers(
  { workforce, access }: { readonly workforce: WorkforceModel; readonly access: AccessRecord },
  actor: Actor,
): Promise<Outcome<KnownMember[]>> {
  await record(access, 'workforce.keep', 'workforce', actor);
  return accept(workforce.all());
}

/** What professional standards are told of; that it was read is recorded first (R7). */
export async function readOwnNotices(
  { notices, access }: { readonly notices: OwnNoticesModel; readonly access: AccessRecord },
  actor: Actor,
): Promise<Outcome<OwnNotice[]>> {
  await record(access, 'workforce.notices', 'workforce/notices', actor);
  return accept(notices.for(actor));
}

async function record(access: AccessRecord, action: Action, what: string, actor: Actor): Promise<void> {
  const decision = decide(actor, action);
  if (!decision.allow) throw new Error(`${action} was asked for by somebody who may not`);
  const { rule, reason } = decision;
  await access.store(actor, [{ type: 'consulted', body: { v: 1, action, what, rule, reason } }]);
}
