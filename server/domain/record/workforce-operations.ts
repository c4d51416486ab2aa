import { readImportEvent, readWorkforceEvent } from '../access/workforce.js';
import type { Operation } from './operations.js';

/** How those of the force's own are named in the record, as records of registers are: `workforce/MEMBER`. */
export const membersAsRecords = (members: readonly string[]): string[] => members.map((id) => `workforce/${id}`);

/** What an event of one member's stream is: what they declared was taken in, or taken off the list. */
export function ofMember(type: string, body: unknown, id: string): readonly Operation[] {
  const event = readWorkforceEvent(type, body);
  if (event === undefined) return [];
  const kind = event.type === 'member-removed' ? 'erasure' : 'collection';
  return [{ kind, what: `${type}: workforce/${id}`, reason: 'workforce', records: membersAsRecords([id]) }];
}

/** What an event of professional standards is: an import of the list, or somebody who typed what is their own. */
export function ofStandards(type: string, body: unknown): readonly Operation[] {
  if (type === 'own-looked-for') {
    const event = readWorkforceEvent(type, body);
    if (event?.type !== 'own-looked-for') return [];
    const { members, incidentId } = event.body;
    const about = incidentId === undefined ? {} : { incidentId };
    return [{ kind: 'combination', what: type, reason: 'workforce', records: membersAsRecords(members), ...about }];
  }
  const event = readImportEvent(type, body);
  if (event === undefined) return [];
  const what = `${type}: workforce/${event.body.import}`;
  if (event.type === 'import-undone') return [{ kind: 'erasure', what, reason: 'workforce' }];
  const { members, removed } = event.body;
  const kept = membersAsRecords(members.map(({ id }) => id));
  return [
    ...(kept.length > 0 ? [{ kind: 'collection', what, reason: 'workforce', records: kept } as const] : []),
    ...(removed.length > 0
      ? [{ kind: 'erasure', what, reason: 'workforce', records: membersAsRecords(removed) } as const]
      : []),
  ];
}
