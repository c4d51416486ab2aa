import { CRITICAL_MARKER } from '../../../../server/domain/register/built-in/critical-marker.js';
import { FIREARMS } from '../../../../server/domain/register/built-in/firearms.js';
import { rowReader, type ColumnMap } from '../../../../server/domain/register/read-row.js';

const ROW = { record_id: 'cm-1', summary: 'Threats', recorded_at: '2026-01-02' };
const marker = (cells: Record<string, string>) => readRow({ ...ROW, ...cells }, CRITICAL_MARKER.columns);

const readRow = (row: Readonly<Record<string, string>>, columns: ColumnMap) =>
  rowReader(Object.keys(row), columns)(Object.values(row));

describe('reading one row of a CSV file', () => {
  it('maps columns to a record; empty cells are missing fields', () => {
    const result = marker({
      role: 'victim',
      given_names: 'Ada',
      surname: ' Lovelace ',
      also_known_as: 'Ada Byron; Countess ;',
      phone: '07700 900001;07700 900002',
      sex: 'F',
      risk: 'HIGH',
      town: '',
      postcode: 'CM8 1BP',
    });
    expect(result).toEqual({
      ok: true,
      record: {
        recordId: 'cm-1',
        summary: 'Threats',
        recordedAt: '2026-01-02',
        risk: 'high',
        people: [
          {
            role: 'victim',
            givenNames: 'Ada',
            surname: 'Lovelace',
            alsoKnownAs: ['Ada Byron', 'Countess'],
            sex: 'female',
            phones: ['07700 900001', '07700 900002'],
          },
        ],
        addresses: [{ postcode: 'CM8 1BP' }],
      },
    });
  });

  it('writes a constant only where the row says something', () => {
    const holder = readRow({ ...ROW, surname: 'Lovelace' }, FIREARMS.columns);
    const nobody = readRow(ROW, FIREARMS.columns);
    expect(holder).toMatchObject({ record: { people: [{ role: 'holder', surname: 'Lovelace' }] } });
    expect(nobody).toEqual({ ok: true, record: { recordId: 'cm-1', summary: 'Threats', recordedAt: '2026-01-02' } });
  });

  it('closes the gap when a row names the second person only', () => {
    expect(marker({ suspect_surname: 'Byron' })).toMatchObject({
      record: { people: [{ role: 'suspect', surname: 'Byron' }] },
    });
  });

  it.each([
    ['17/05/1980', '1980-05-17'],
    ['7.5.1980', '1980-05-07'],
    ['1980-05-17', '1980-05-17'],
    ['1980', '1980'],
  ])('reads the date %s as %s', (cell, date) => {
    expect(marker({ role: 'victim', date_of_birth: cell })).toMatchObject({
      record: { people: [{ dateOfBirth: date }] },
    });
  });

  it.each([
    ['05/17/1980', 'BAD_DATE'],
    ['17 May 1980', 'BAD_DATE'],
  ])('does not guess at the date %s', (cell, code) => {
    expect(marker({ role: 'victim', date_of_birth: cell })).toMatchObject({ ok: false, code });
  });

  it('reads a withdrawal in plain words and never guesses one', () => {
    expect(marker({ withdrawn: 'Yes' })).toMatchObject({ record: { withdrawn: true } });
    expect(marker({ withdrawn: '0' })).toMatchObject({ record: { withdrawn: false } });
    expect(marker({ withdrawn: 'perhaps' })).toMatchObject({ ok: false, code: 'WRONG_TYPE' });
  });

  it('leaves out columns that the map does not name', () => {
    expect(marker({ internal_note: 'x' })).toMatchObject({ ok: true });
  });
});
