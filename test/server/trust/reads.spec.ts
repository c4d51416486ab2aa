import { randomFrom } from '../../trust/reads/markers.js';
import { PEOPLE, World } from '../../trust/reads/world.js';
import { tryReads } from '../../trust/reads/try-reads.js';

const SEED = 20260730;

describe('who reads what', () => {
  test('[R7] a reader whose session has ended is heard again after signing in, and not over the line of before', async () => {
    const world = await World.open(randomFrom(SEED));
    try {
      await world.app.advance('31 min');
      await world.wait();
      for (const person of PEOPLE) {
        const answer = await world.draft(person, { givenNames: 'Ada', surname: 'Byron' });
        expect({ who: person.id, answer }).not.toMatchObject({ answer: { code: 'NOT_SIGNED_IN' } });
      }
    } finally {
      await world.close();
    }
  });

  test('[R7] nobody is answered or sent a field that an oracle of its own does not give them', async () => {
    const { faults, value, distinct, note } = await tryReads({ seed: SEED, count: 60_000, progress: () => undefined });
    expect({ faults, value }).toEqual({ faults: [], value: 0 });
    expect(distinct).toBeGreaterThan(1_000);
    for (const kind of ['address', 'party', 'words', 'narrative', 'headline', 'other', 'birth', 'detail'])
      expect(note).toContain(kind);
  });
});
