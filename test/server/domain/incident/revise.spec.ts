import fc from 'fast-check';
import type { FiledReport, Grade } from '../../../../server/contract/index.js';
import { isLower } from '../../../../server/domain/incident/downgrade.js';
import { revise } from '../../../../server/domain/incident/revise.js';

const report: FiledReport = {
  source: '999',
  openedAt: '2026-03-01T02:14:00.000Z',
  firstRingAt: '2026-03-01T02:13:50.000Z',
  grade: 'priority',
  people: [
    { id: 'p1', role: 'victim', surname: 'Byron' },
    { id: 'p2', role: 'suspect', surname: 'Lamb' },
  ],
  location: { building: '12', street: 'High Street' },
};
const patched = (patch: Record<string, unknown>): ReturnType<typeof revise> => revise(report, patch, () => 'new');

describe('revising a report', () => {
  test('[R6] no patch lowers a grade or takes it away', () => {
    const grades = fc.constantFrom<Grade | null>('immediate', 'priority', 'scheduled', null);
    fc.assert(
      fc.property(grades, grades, (from, to) => {
        const { grade: _grade, ...ungraded } = report;
        const outcome = revise(from === null ? ungraded : { ...report, grade: from }, { grade: to }, () => 'new');
        if (isLower(to, from)) expect(outcome).toMatchObject({ ok: false, code: 'USE_DOWNGRADE' });
        else expect(outcome.ok && (outcome.value.report.grade ?? null)).toBe(to);
      }),
    );
  });

  test('people are merged by their id: changed, added, taken out', () => {
    const outcome = patched({
      people: [
        { id: 'p1', givenNames: 'Ada' },
        { id: 'p2', remove: true },
        { role: 'witness', surname: 'Babbage' },
      ],
    });
    expect(outcome.ok && outcome.value.report.people).toEqual([
      { id: 'p1', role: 'victim', surname: 'Byron', givenNames: 'Ada' },
      { id: 'new', role: 'witness', surname: 'Babbage' },
    ]);
  });

  test('null removes a field, an object is merged, the fields that changed are named', () => {
    const outcome = patched({ location: { street: null, town: 'Sudbury' } });
    expect(outcome).toMatchObject({ ok: true, value: { fields: ['location'] } });
    expect(outcome.ok && outcome.value.report.location).toEqual({ building: '12', town: 'Sudbury' });
  });

  test.each([
    [{ surname: 'x' }, ''],
    [{ people: [{ id: 'nobody', surname: 'x' }] }, 'people.0.id'],
    [{ people: [{ id: 'p1', dateOfBirth: '2020-02-31' }] }, 'people.0.dateOfBirth'],
    [{ people: 'all' }, 'people'],
    [{ reference: 'other' }, 'reference'],
    [{ narrative: 7 }, 'narrative'],
  ])('what is wrong is refused and named: %j', (patch, path) => {
    expect(patched(patch)).toMatchObject({ ok: false, code: 'INVALID_INPUT', errors: [{ path }] });
  });

  test('[R8] a patch that says what is there already changes nothing', () => {
    expect(patched({ grade: 'priority', people: [{ id: 'p1', surname: 'Byron' }] })).toMatchObject({
      ok: true,
      value: { fields: [] },
    });
  });
});
