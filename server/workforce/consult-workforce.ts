import {
  accept,
  refuse,
  type KnownMember,
  type ListedMember,
  type Outcome,
  type OwnNotice,
} from '../contract/index.js';
import type { Actor } from '../domain/access/policy.js';
import { membersAsRecords } from '../domain/record/workforce-operations.js';
import type { AccessRecord } from '../ports.js';
import { recordRead } from '../ports/record-read.js';
import type { OwnNoticesModel } from './notices.model.js';
import type { WorkforceModel } from './workforce.model.js';

export interface ConsultPorts {
  readonly workforce: WorkforceModel;
  readonly access: AccessRecord;
}

/** Who is on the list of the workforce, by name; that it was read is recorded first (R7). */
export async function listMembers({ workforce, access }: ConsultPorts, actor: Actor): Promise<Outcome<ListedMember[]>> {
  const recorded = await recordRead(access, actor, { action: 'workforce.read', what: 'workforce' });
  if (!recorded.ok) return recorded;
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
  const read = { action: 'workforce.read', what: `workforce/${id}`, records: membersAsRecords([id]) } as const;
  const recorded = await recordRead(access, actor, read);
  return recorded.ok ? accept(member) : recorded;
}

/** What professional standards are told of; that it was read is recorded first (R7). */
export async function readOwnNotices(
  { notices, access }: { readonly notices: OwnNoticesModel; readonly access: AccessRecord },
  actor: Actor,
): Promise<Outcome<OwnNotice[]>> {
  const recorded = await recordRead(access, actor, { action: 'workforce.notices', what: 'workforce/notices' });
  return recorded.ok ? accept(notices.for(actor)) : recorded;
}
