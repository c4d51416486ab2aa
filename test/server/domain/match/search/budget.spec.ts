import { BirthBound } from '../../../../../server/domain/match/compare/birth-bound.js';
import { Lexicon } from '../../../../../server/domain/match/index/lexicon.js';
import { Population } from '../../../../../server/domain/match/index/population.js';
import { Shard } from '../../../../../server/domain/match/index/shard.js';
import { atOnce } from '../../../../../server/domain/match/index/steps.js';
import { dayOfInstant } from '../../../../../server/domain/match/normalise/date.js';
import { gatherPeople } from '../../../../../server/domain/match/search/candidates.js';
import { BUDGET, Gathering, type Budget } from '../../../../../server/domain/match/search/gathering.js';
import { findPerson } from '../../../../../server/domain/match/search/find-person.js';
import { preparePerson } from '../../../../../server/domain/match/search/prepare.js';
import type { PersonSubject } from '../../../../../server/domain/match/types.js';
import { WEIGHTS } from '../../../../../server/domain/match/weights.js';
import { AT, indexOf, record, somebody } from '../support.js';

const GIVEN = ['John', 'Mary', 'Susan', 'Derek', 'Philippa', 'Mohammed', 'Cordelia', 'Wayne', 'Beatrix', 'Horace'];
const address = { building: '14', street: 'Otley Road', town: 'Leeds', postcode: 'LS1 4AP' };

/** A surname that 12,000 share, a tenth of them a given name, born on any day of forty years. */
const smiths = Array.from({ length: 12_000 }, (_, i) =>
  record({
    recordId: `smith-${i}`,
    people: [{ role: 'nominal', givenNames: GIVEN[i % 10] ?? '', surname: 'Smith', dateOfBirth: dateOf(i) }],
  }),
);

function dateOf(i: number): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${1950 + (i % 41)}-${two(1 + (i % 12))}-${two(1 + (i % 28))}`;
}

/** A house that a thousand people gave as theirs. */
const lodgers = Array.from({ length: 1_000 }, (_, i) =>
  record({
    recordId: `lodger-${i}`,
    people: [
      { role: 'nominal', givenNames: GIVEN[i % 10] ?? '', surname: `Lodger${String.fromCharCode(97 + (i % 26))}` },
    ],
    addresses: [address],
  }),
);

const index = indexOf({ smiths, lodgers });

const lexicon = new Lexicon();
const shard = new Shard('register', lexicon);
for (const one of [...smiths, ...lodgers]) shard.put('b1', one);
atOnce(shard.sealing());

const scales = { lexicon, population: new Population([shard], lexicon), weights: WEIGHTS };

function gather(said: Partial<PersonSubject>, budget: Budget = BUDGET) {
  const { person } = preparePerson(somebody(said), dayOfInstant(AT), scales);
  const born = new BirthBound(person.birth, scales.population, WEIGHTS);
  const gathering = new Gathering([shard], budget);
  atOnce(gatherPeople(person, gathering, scales, born));
  return { size: gathering.size, skipped: gathering.skipped };
}

describe('what a query may cost', () => {
  it('[R2] leaves a name that thousands share unsearched when nothing else is known, and says so', () => {
    const lone = index.ask(somebody({ surname: 'Smith' }), AT);
    expect(lone).toMatchObject({ complete: false, links: [] });
    expect(lone.reason).toContain('too many');
  });

  it('finds one of thousands of a name by what else is known', () => {
    const asked = somebody({ givenNames: 'Philippa', surname: 'Smith', dateOfBirth: dateOf(4) });
    const { links, complete } = index.ask(asked, AT);
    expect(complete).toBe(true);
    expect(links.map(({ recordId }) => recordId)).toContain('smith-4');
  });

  it('[R2] never looks at more records than the budget allows, and never keeps quiet about the others', () => {
    for (const said of [
      { surname: 'Smith' },
      { givenNames: 'John', surname: 'Smith' },
      { givenNames: 'John', surname: 'Smith', approximateAge: 50, location: address },
    ]) {
      const whole = gather(said);
      expect(whole.size).toBeLessThanOrEqual(BUDGET.records);
      const few = gather(said, { ...BUDGET, records: 20 });
      expect(few.size).toBeLessThanOrEqual(20);
      expect(few.skipped).toBe(true);
      expect(gather(said, { ...BUDGET, scanned: 1_000 }).skipped).toBe(true);
    }
  });

  it('[R2] answers about a house of a thousand people, and says that it lists but some', () => {
    const place = index.ask({ ref: { kind: 'location' }, location: address }, AT);
    expect(place.complete).toBe(false);
    expect(place.links.length).toBeLessThanOrEqual(160);
    const lodger = index.ask(somebody({ givenNames: 'Cordelia', surname: 'Lodgerg', location: address }), AT);
    expect(lodger.links[0]?.record.people?.[0]).toMatchObject({ givenNames: 'Cordelia', surname: 'Lodgerg' });
  });

  it.each<[string, Partial<PersonSubject>, number]>([
    ['a name that twelve hundred bear', { givenNames: 'John', surname: 'Smith' }, 1_300],
    ['such a name and an age', { givenNames: 'John', surname: 'Smith', approximateAge: 50 }, 300],
    ['such a name and a date of birth', { givenNames: 'Philippa', surname: 'Smith', dateOfBirth: dateOf(4) }, 100],
    ['a house where a thousand live', { givenNames: 'Cordelia', surname: 'Lodgerg', location: address }, 200],
    ['ten thousand characters', { givenNames: 'Joh'.repeat(3_400), surname: 'smith '.repeat(1_700) }, 100],
    ['ten thousand aliases', { alsoKnownAs: Array.from({ length: 10_000 }, (_, i) => `Jonas Smid${i}`) }, 100],
    ['one letter', { surname: 'S' }, 0],
    ['nobody who is recorded', { givenNames: 'Quentin', surname: 'Featherstonehaugh', approximateAge: 50 }, 0],
  ])('compares few of thirteen thousand people with %s', (_, said, most) => {
    let compared = 0;
    const isExcepted = (): boolean => {
      compared += 1;
      return false;
    };
    const { person } = preparePerson(somebody(said), dayOfInstant(AT), scales);
    findPerson(person, [shard], scales, { least: 0.004, several: false, isExcepted });
    expect(compared).toBeLessThanOrEqual(most);
  });

  it.each<[string, Partial<PersonSubject>, boolean]>([
    ['nothing', {}, false],
    ['empty texts', { givenNames: '', surname: '', phones: [''] }, false],
    ['one letter', { surname: 'S' }, false],
    ['an initial for each name', { givenNames: 'J', surname: 'S' }, true],
    ['letters and nothing else', { givenNames: 'a b c d e f g h', surname: 'i j k l m n o p' }, true],
    ['ten thousand characters', { givenNames: 'Joh'.repeat(3_400), surname: 'smith '.repeat(1_700) }, true],
    ['ten thousand aliases', { alsoKnownAs: Array.from({ length: 10_000 }, (_, i) => `Jonas Smid${i}`) }, true],
    ['ten thousand numbers', { phones: Array.from({ length: 10_000 }, (_, i) => `07${700_900_000 + i}`) }, true],
    ['invisible characters', { givenNames: '\u200b\u202e\u2066', surname: '\u200d\ufe0f' }, false],
    [
      'a date of no calendar, of a name that hundreds have',
      { givenNames: 'John', surname: 'Smith', dateOfBirth: '9999-99-99' },
      false,
    ],
  ])('[R2] gives an honest answer to %s', (_, said, complete) => {
    const answer = index.ask(somebody(said), AT);
    expect(answer.complete).toBe(complete);
    if (!complete) expect(answer.reason).toBeDefined();
    expect(answer.links.length).toBeLessThanOrEqual(160);
  });
});
