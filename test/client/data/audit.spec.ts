import type { AuditEntry } from '../../../server/contract/index.js';
import { parametersOf, subjectOf, withPage } from '../../../client/data/audit.js';

const entry = (position: number, more: Partial<AuditEntry> = {}): AuditEntry => ({
  position,
  at: '2026-11-26T17:00:00.000Z',
  by: 'supervisor',
  byName: 'Supervisor',
  kind: 'consultation',
  what: 'card.read',
  reason: 'supervising',
  ...more,
});

describe('what an auditor asks the record', () => {
  test('is in the address as far as it was given', () => {
    expect(parametersOf({ incidentId: ' 1 ', record: '', user: 'officer1' }, 40)).toBe(
      'incidentId=1&user=officer1&before=40',
    );
    expect(parametersOf({})).toBe('');
  });

  test('is read on without an operation twice', () => {
    const first = withPage([], { entries: [entry(9), entry(8), entry(8)] });
    expect(first).toHaveLength(3);
    const then = withPage(first, { entries: [entry(8), entry(7)] });
    expect(then.map(({ position }) => position)).toEqual([9, 8, 8, 7]);
  });

  test('says what an operation was done to', () => {
    expect(subjectOf(entry(1, { reference: '261126-AB12CD', cardVersion: 3 }))).toBe('261126-AB12CD, card 3');
    expect(subjectOf(entry(1, { records: ['firearms/1@2026-01-01'] }))).toBe('1 record');
    expect(subjectOf(entry(1))).toBe('');
  });
});
