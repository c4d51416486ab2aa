import fc from 'fast-check';
import { BirthBound } from '../../../../../server/domain/match/compare/birth-bound.js';
import type { Scales } from '../../../../../server/domain/match/compare/person.js';
import { Lexicon } from '../../../../../server/domain/match/index/lexicon.js';
import { Population } from '../../../../../server/domain/match/index/population.js';
import { Shard } from '../../../../../server/domain/match/index/shard.js';
import { atOnce } from '../../../../../server/domain/match/index/steps.js';
import { dayOfInstant } from '../../../../../server/domain/match/normalise/date.js';
import { gatherPeople } from '../../../../../server/domain/match/search/candidates.js';
import { Contest } from '../../../../../server/domain/match/search/contest.js';
import { findPerson } from '../../../../../server/domain/match/search/find-person.js';
import { BUDGET, Gathering } from '../../../../../server/domain/match/search/gathering.js';
import { PersonBound } from '../../../../../server/domain/match/search/person-bound.js';
import { preparePerson } from '../../../../../server/domain/match/search/prepare.js';
import { WEIGHTS } from '../../../../../server/domain/match/weights.js';
import { query, recordsUpTo } from '../arbitraries.js';
import { AT } from '../support.js';

interface Found {
  readonly recordId: string;
  readonly personIndex: number;
  readonly found: { readonly total: number };
}

const namesOf = (all: readonly Found[]): string[] =>
  all.map(({ recordId, personIndex, found }) => `${recordId}/${personIndex} ${found.total}`).toSorted();

const nobody = (): boolean => false;

describe('leaving out whom a bound says cannot matter', () => {
  it.each([12, 150])('finds whom looking at everybody gathered finds, among %i records', (most) => {
    fc.assert(
      fc.property(recordsUpTo(most), query, fc.boolean(), (content, said, sealed) => {
        const lexicon = new Lexicon();
        const shard = new Shard('register', lexicon);
        for (const one of content) shard.put('b1', one);
        if (sealed) atOnce(shard.sealing());
        const scales: Scales = { lexicon, population: new Population([shard], lexicon), weights: WEIGHTS };
        const { person } = preparePerson(said, dayOfInstant(AT), scales);

        const pruned = findPerson(person, [shard], scales, { least: 0, several: true, isExcepted: nobody });

        const born = new BirthBound(person.birth, scales.population, WEIGHTS);
        const gathering = new Gathering([shard], BUDGET);
        atOnce(gatherPeople(person, gathering, scales, born));
        const contest = new Contest(person, gathering, new PersonBound(person, scales, born), scales, nobody);
        contest.finish();
        const { shortlist, cut } = contest.shortlist();
        expect(namesOf(pruned.hits)).toEqual(namesOf(shortlist));
        expect({ cut: pruned.cut, skipped: pruned.skipped }).toEqual({ cut, skipped: gathering.skipped });
      }),
      { numRuns: most < 100 ? 500 : 60 },
    );
  });
});
