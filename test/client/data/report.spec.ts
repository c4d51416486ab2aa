import fc from 'fast-check';
import { Draft, Report } from '../../../server/contract/index.js';
import {
  FIELD_PATHS,
  isBlank,
  NEW_CALL,
  PERSON_FIELDS,
  withField,
  withPerson,
  withPersonField,
  type CallForm,
  type FieldPath,
  type PersonField,
} from '../../../client/data/form.js';
import { adoptIds, rowsSent, toDraft, toForm, toReport, withIds } from '../../../client/data/report.js';

const type = (fields: Partial<Record<FieldPath, string>>, person: Partial<Record<PersonField, string>> = {}) => {
  let form: CallForm = NEW_CALL;
  for (const [path, value] of Object.entries(fields)) form = withField(form, path as FieldPath, value);
  for (const [field, value] of Object.entries(person))
    form = withPersonField(form, 'row-1', field as PersonField, value);
  return form;
};

describe('the report that a form makes', () => {
  it('of a silent call holds the number and nothing else', () => {
    const form = type({ 'caller.phone': '07700 900123', 'call.state': 'silent' });
    expect(toReport(form, 2026)).toEqual({
      source: '999',
      call: { state: 'silent' },
      caller: { phone: '07700 900123' },
      people: [],
    });
  });

  it('holds a date of birth only when it is finished', () => {
    const person = (dateOfBirth: string) => toReport(type({}, { surname: 'Ward', dateOfBirth }), 2026).people[0];
    expect(person('17/5/1980')).toEqual({ role: 'victim', surname: 'Ward', dateOfBirth: '1980-05-17' });
    expect(person('17/5/19')).toEqual({ role: 'victim', surname: 'Ward', dateOfBirth: '2019-05-17' });
    expect(person('17/5')).toEqual({ role: 'victim', surname: 'Ward' });
  });

  it('has no call in it for an incident that did not come by telephone', () => {
    expect(toReport(type({ source: 'agency', weapons: 'knife' }), 2026)).toEqual({
      source: 'agency',
      people: [],
      weapons: 'knife',
    });
  });

  it('carries over what this form does not show', () => {
    const held: Report = {
      source: '999',
      people: [],
      call: { state: 'open', safeToSpeak: false },
      location: { text: 'x', uprn: '1' },
    };
    const report = toReport(type({ 'location.text': 'y' }), 2026, held);
    expect(report).toMatchObject({ call: { safeToSpeak: false }, location: { text: 'y', uprn: '1' } });
  });

  it('is accepted by the contract, whatever is typed', () => {
    const typing = fc.string({ maxLength: 30 });
    const choices: Partial<Record<FieldPath | PersonField, readonly string[]>> = {
      source: ['999', '101', 'agency'],
      grade: ['', 'immediate'],
      'call.state': ['open', 'silent'],
      'call.callerIs': ['', 'victim'],
      role: ['victim', 'child'],
      sex: ['', 'female'],
    };
    const typed = (name: FieldPath | PersonField) =>
      fc.constantFrom(...(choices[name] ?? ['', '17/5/1980', '34', 'O’Brien']));
    const field = (name: FieldPath | PersonField) =>
      choices[name] || name === 'location.postcode' ? typed(name) : fc.oneof(typed(name), typing);
    const values = (names: readonly (FieldPath | PersonField)[]) =>
      fc.record(Object.fromEntries(names.map((name) => [name, field(name)])));
    fc.assert(
      fc.property(values(FIELD_PATHS), values(PERSON_FIELDS), (fields, person) => {
        const form = type(fields, person);
        expect(Report.safeParse(toReport(form, 2026)).error).toBeUndefined();
        expect(Draft.safeParse(toDraft(form, 2026, 'incident')).error).toBeUndefined();
      }),
    );
  });

  it('comes back from the form that is made of it', () => {
    const report = toReport(
      type(
        {
          'caller.phone': '07700 900123',
          'location.text': '12 Ludgate Hill',
          grade: 'priority',
          narrative: 'shouting',
        },
        {
          givenNames: 'Rosa',
          surname: 'Ward',
          alsoKnownAs: 'Rosie, Ro',
          dateOfBirth: 'May 1980',
          approximateAge: '45',
        },
      ),
      2026,
    );
    expect(toReport(toForm(report, 2026), 2026)).toEqual(report);
  });
});

it('a report that comes from the server leaves on the screen what says the same, and rows of which nothing is known', () => {
  const person = withPersonField(NEW_CALL, 'row-1', 'dateOfBirth', '17/5/1980').people[0];
  if (person === undefined) throw new Error('no row');
  const onScreen = {
    ...withPerson(NEW_CALL, 'suspect'),
    people: [{ ...person, id: 'p1' }, ...withPerson(NEW_CALL, 'suspect').people.slice(1)],
  };
  const same = toForm(
    { source: '999', people: [{ id: 'p1', role: 'victim', dateOfBirth: '1980-05-17' }] },
    2026,
    onScreen,
  );
  expect(same.people).toEqual(onScreen.people);
  const other = toForm({ source: '999', people: [{ id: 'p1', role: 'victim', dateOfBirth: '1981' }] }, 2026, onScreen);
  expect(other.people.map(({ key, dateOfBirth }) => [key, dateOfBirth])).toEqual([
    ['row-1', '1981'],
    ['row-2', ''],
  ]);
});

describe('people and their ids', () => {
  const form = withPersonField(
    withPersonField(withPerson(NEW_CALL, 'suspect'), 'row-1', 'surname', 'Ward'),
    'row-2',
    'surname',
    'Hale',
  );
  const sent = toReport(form, 2026);

  it('are given by what a person says, in whatever order the answer lists them', () => {
    const answered = [
      { id: 'c', role: 'caller' as const },
      { id: 'h', role: 'suspect' as const, surname: 'Hale' },
      { id: 'w', role: 'victim' as const, surname: 'Ward' },
    ];
    expect(withIds(sent, answered).people.map(({ id }) => id)).toEqual(['w', 'h']);
  });

  it('go by the place in the list where Outrider tidied what was typed', () => {
    const answered = [
      { id: 'w', role: 'victim' as const, surname: 'WARD' },
      { id: 'h', role: 'suspect' as const, surname: 'HALE' },
    ];
    expect(withIds(sent, answered).people.map(({ id }) => id)).toEqual(['w', 'h']);
  });

  it('reach the rows that were sent, also when a row was added or removed meanwhile', () => {
    const report = withIds(sent, [
      { id: 'w', role: 'victim', surname: 'Ward' },
      { id: 'h', role: 'suspect', surname: 'Hale' },
    ]);
    const later = withPerson({ ...form, people: form.people.slice(1) }, 'child');
    expect(adoptIds(later, rowsSent(form), report).people.map(({ id }) => id)).toEqual(['h', undefined]);
  });

  it('are the names of the rows in a draft, so that its answer can say who is meant', () => {
    expect(toDraft(form, 2026).people.map(({ id }) => id)).toEqual(['row-1', 'row-2']);
  });
});

it('a form in which nothing was typed is blank; a choice alone makes it not blank', () => {
  expect(isBlank(NEW_CALL)).toBe(true);
  expect(isBlank(type({ 'call.state': 'silent' }))).toBe(false);
  expect(isBlank(type({}, { surname: 'W' }))).toBe(false);
  expect(isBlank(type({}, { surname: '  ' }))).toBe(true);
});
