import fc from 'fast-check';
import { BirthBound } from '../../../../../server/domain/match/compare/birth-bound.js';
import { comparePerson, type Scales } from '../../../../../server/domain/match/compare/person.js';
import { Lexicon } from '../../../../../server/domain/match/index/lexicon.js';
import { Population } from '../../../../../server/domain/match/index/population.js';
import { Shard } from '../../../../../server/domain/match/index/shard.js';
import { dayOfInstant } from '../../../../../server/domain/match/normalise/date.js';
import { PersonBound } from '../../../../../server/domain/match/search/person-bound.js';
import { SketchBound } from '../../../../../server/domain/match/search/sketch-bound.js';
import { preparePerson } from '../../../../../server/domain/match/search/prepare.js';
import { WEIGHTS } from '../../../../../server/domain/match/weights.js';
import { query, records } from '../arbitraries.js';
import { AT } from '../support.js';

describe('the bounds of a comparison, by row and by sketch', () => {
  it('are never below what the comparison comes to', () => {
    fc.assert(
      fc.property(
        records,
        query,
        fc.constantFrom(undefined, '1980-05-03', '1980-35-03', '1908-03-05'),
        (content, asked, date) => {
          const lexicon = new Lexicon();
          const shard = new Shard('register', lexicon);
          for (const one of content) shard.put('b1', one);
          const scales: Scales = { lexicon, population: new Population([shard], lexicon), weights: WEIGHTS };
          const said = date === undefined ? asked : { ...asked, dateOfBirth: date };
          const { person } = preparePerson(said, dayOfInstant(AT), scales);
          const born = new BirthBound(person.birth, scales.population, WEIGHTS);
          const bound = new PersonBound(person, scales, born);
          for (const { recordId } of content) {
            const { segment, slot } = shard.find(recordId) ?? {};
            if (segment === undefined || slot === undefined) throw new Error(`${recordId} is in the register`);
            const most = bound.of(segment.at(slot));
            const record = segment.row(slot);
            const sieve = new SketchBound(person, scales, born, bound);
            for (const theirs of record.people) {
              const found = comparePerson(person, theirs, record, scales);
              expect(found?.total ?? -Infinity).toBeLessThanOrEqual(most);
              sieve.floor = found?.total ?? -Infinity;
              expect(sieve.lets(segment.sketches, slot)).toBe(true);
            }
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});
