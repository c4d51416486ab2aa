import fc from 'fast-check';
import { RegisterRecord } from '../../../../server/contract/index.js';
import { LINE_FAULTS, readLine } from '../../../../server/domain/register/read-record.js';

const GOOD = { recordId: 'cm-1', summary: 'Threats by an ex-partner', recordedAt: '2026-01-02' };
const read = (value: unknown) => readLine(JSON.stringify(value));
const person = (fields: object) => ({ ...GOOD, people: [{ role: 'victim', ...fields }] });

describe('reading one NDJSON line', () => {
  it('takes the least that a record can be', () => {
    expect(read(GOOD)).toEqual({ ok: true, record: GOOD });
  });

  it('takes every field, and trims what is text', () => {
    const full = {
      ...GOOD,
      summary: '  Threats  ',
      people: [{ role: 'victim', surname: 'Lovelace', dateOfBirth: '1915-12', phones: ['07700900001'] }],
      addresses: [{ building: '1', street: 'High Street', from: '2020-01-01', until: '2026-01-01T00:00:00Z' }],
      phones: ['07700900002'],
      risk: 'high',
      severity: 'life-risk',
      sensitivity: 'protected',
      withdrawn: false,
      terms: 'none',
      details: { kind: 'shotgun', weapons: 2, loaded: false, note: null },
    };
    const result = read(full);
    expect(result).toMatchObject({ ok: true, record: { ...full, summary: 'Threats' } });
  });

  it.each([
    ['a broken line', '{"recordId": ', 'MALFORMED_JSON', 'The line is not JSON'],
    ['a list', '[]', 'WRONG_TYPE', 'the line: '],
    ['a number', '12', 'WRONG_TYPE', 'the line: '],
    ['null', 'null', 'WRONG_TYPE', 'the line: '],
  ])('refuses %s', (_, line, code, detail) => {
    expect(readLine(line)).toMatchObject({ ok: false, code, detail: expect.stringContaining(detail) });
  });

  it.each([
    ['a missing summary', { recordId: 'a', recordedAt: '2026-01-02' }, 'MISSING_FIELD', 'summary'],
    ['a missing date', { recordId: 'a', summary: 'x' }, 'MISSING_FIELD', 'recordedAt'],
    ['a person without a role', { ...GOOD, people: [{ surname: 'X' }] }, 'MISSING_FIELD', 'people.0.role'],
    ['a number as a name', person({ surname: 7 }), 'WRONG_TYPE', 'people.0.surname'],
    ['a number as a date', { ...GOOD, recordedAt: 20260102 }, 'WRONG_TYPE', 'recordedAt'],
    ['a field of no record', { ...GOOD, colour: 'red' }, 'UNKNOWN_FIELD', 'colour'],
    ['a field of no person', person({ shoeSize: 43 }), 'UNKNOWN_FIELD', 'people.0'],
    ['an empty id', { ...GOOD, recordId: '  ' }, 'EMPTY_FIELD', 'recordId'],
    ['30 February', { ...GOOD, recordedAt: '2026-02-30' }, 'BAD_DATE', 'recordedAt'],
    ['a British date', { ...GOOD, validUntil: '17/05/1980' }, 'BAD_DATE', 'validUntil'],
    ['a birthday that never was', person({ dateOfBirth: '1981-02-29' }), 'BAD_DATE', 'people.0.dateOfBirth'],
    ['a risk of no list', { ...GOOD, risk: 'huge' }, 'BAD_VALUE', 'risk'],
    ['a long summary', { ...GOOD, summary: 'x'.repeat(501) }, 'TOO_LONG', 'summary'],
    ['a long detail', { ...GOOD, details: { note: 'x'.repeat(2001) } }, 'TOO_LONG', 'details'],
    ['a long name of a detail', { ...GOOD, details: { ['x'.repeat(81)]: 1 } }, 'TOO_LONG', 'details'],
    ['a list as a detail', { ...GOOD, details: { recordedAt: [] } }, 'WRONG_TYPE', 'details'],
    ['51 people', { ...GOOD, people: Array(51).fill({ role: 'victim' }) }, 'TOO_MANY', 'people'],
  ])('refuses %s', (_, value, code, field) => {
    expect(read(value)).toMatchObject({ ok: false, code, detail: expect.stringContaining(field) });
  });

  it('never says what a field holds, nor a name that could be data', () => {
    const secrets = ['Ada Lovelace', '07700900123', 'SE1 9XX'];
    const bad = [
      person({ surname: { name: secrets[0] } }),
      person({ dateOfBirth: secrets[0] }),
      { ...GOOD, [String(secrets[0])]: 1 },
      { ...GOOD, risk: secrets[1] },
      { ...GOOD, details: { [String(secrets[0])]: [secrets[2]] } },
      { ...GOOD, phones: [{ number: secrets[1] }] },
    ];
    for (const value of bad) {
      const result = read(value);
      expect(result.ok).toBe(false);
      for (const secret of secrets) expect(JSON.stringify(result)).not.toContain(secret);
    }
  });

  it('answers any line with a record that fits the schema or a code of the list', () => {
    const anyLine = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.json(),
      fc
        .record({ recordId: fc.string(), summary: fc.string(), recordedAt: fc.string(), people: fc.jsonValue() })
        .map((value) => JSON.stringify(value)),
    );
    fc.assert(
      fc.property(anyLine, (line) => {
        const result = readLine(line);
        if (result.ok) expect(RegisterRecord.safeParse(result.record).success).toBe(true);
        else expect(LINE_FAULTS).toHaveProperty(result.code);
      }),
      { numRuns: 2_000 },
    );
  });
});
