import type { Match, RecordView, RegisterRecord } from '../../contract/index.js';
import type { Link } from '../match/types.js';

/** Names a match across rechecks: same subject, same person or place of the same record. */
export const matchId = (link: Link): string =>
  [
    link.register,
    link.recordId,
    link.personIndex ?? 'record',
    link.subject.kind,
    ...(link.subject.id === undefined ? [] : [link.subject.id]),
  ].join(':');

/** A link as the card shows it: unreviewed, because no researcher has decided (R4), and without the record's addresses and numbers (R14). */
export function matchFrom(link: Link): Match {
  return {
    id: matchId(link),
    register: link.register,
    recordId: link.recordId,
    ...(link.recordRole === undefined ? {} : { recordRole: link.recordRole }),
    subject: link.subject,
    tier: link.tier,
    probability: link.probability,
    weight: link.weight,
    evidence: [...link.evidence],
    standing: 'unreviewed',
    record: recordView(link.record),
  };
}

function recordView(record: RegisterRecord): RecordView {
  return {
    summary: record.summary,
    people: (record.people ?? []).map((person) => {
      const name = [person.givenNames, person.surname].filter(Boolean).join(' ');
      return {
        role: person.role,
        ...(name ? { name } : {}),
        ...(person.dateOfBirth ? { dateOfBirth: person.dateOfBirth } : {}),
      };
    }),
    recordedAt: record.recordedAt,
    sensitivity: record.sensitivity ?? 'normal',
    ...pick(record, 'risk', 'severity', 'validFrom', 'validUntil', 'reviewBy', 'terms', 'details'),
  };
}

function pick<T extends object, K extends keyof T>(from: T, ...keys: readonly K[]): Partial<Pick<T, K>> {
  return Object.fromEntries(keys.filter((key) => from[key] !== undefined).map((key) => [key, from[key]])) as Partial<
    Pick<T, K>
  >;
}

/** Where a record stands at an instant: `validFrom` and `validUntil` are days or instants, both inclusive. */
export function validity(
  record: Pick<RecordView, 'validFrom' | 'validUntil'>,
  at: string,
): 'in force' | 'ended' | 'not yet' {
  const day = at.slice(0, 10);
  const after = (limit: string): boolean => (limit.length === 10 ? day > limit : at > limit);
  const before = (limit: string): boolean => (limit.length === 10 ? day < limit : at < limit);
  if (record.validUntil !== undefined && after(record.validUntil)) return 'ended';
  return record.validFrom !== undefined && before(record.validFrom) ? 'not yet' : 'in force';
}
