import type { AuditEntry } from '../../../server/contract/index.js';
import { parametersOf, subjectOf } from '../../../client/data/audit.js';

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
    expect(parametersOf({ incidentId: ' 1 ', record: '', user: 'officer1' }, '40.2')).toBe(
      'incidentId=1&user=officer1&before=40.2',
    );
    expect(parametersOf({})).toBe('');
  });

  test('says what an operation was done to', () => {
    expect(subjectOf(entry(1, { reference: '261126-AB12CD', cardVersion: 3 }))).toBe('261126-AB12CD, card 3');
    expect(subjectOf(entry(1, { records: ['firearms/1@2026-01-01'] }))).toBe('1 record');
    expect(subjectOf(entry(1))).toBe('');
  });
});
