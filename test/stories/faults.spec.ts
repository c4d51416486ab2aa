import { judge } from '../faults/history.js';
import { SCENARIOS } from '../faults/scenarios.js';

// Readers who are kept waiting for as long as a phone takes to notice it.
jest.setTimeout(300_000);

/** A short run of what `npm run faults` does at length; its seed says when what is harmed. */
const SHORT = { seed: 7, kills: 1, readers: 20, rate: 10, returning: 5 };

/** The seed says that the cut takes something away. */
const CUT = { seed: 13 };

const NOTHING_WRONG = { lost: [], twice: [], outOfOrder: [], strangers: [] };

describe('what readers get when something fails', () => {
  test('[R1] [R8] [R9] a node that is killed and comes back has lost nothing that was acknowledged, and tells nothing twice', async () => {
    const result = await SCENARIOS['one-node']!.run(SHORT);
    expect(result).toMatchObject(NOTHING_WRONG);
    expect(result.outages.length).toBeGreaterThan(0);
    expect(result.deliveries).toBeGreaterThan(0);
  });

  test.each(['half-open', 'slow-readers'])(
    '[R9] %s: whoever cannot be served meanwhile ends with the latest of everything, once',
    async (name) => {
      const result = await SCENARIOS[name]!.run(SHORT);
      expect(result).toMatchObject(NOTHING_WRONG);
      expect(result.measures.length).toBeGreaterThan(0);
    },
  );

  test.each(['torn-file', 'torn-redis'])(
    '[R1] [R9] %s: what stood before a cut is there, and whoever lost what was behind it is told to begin again',
    async (name) => {
      const result = await SCENARIOS[name]!.run({ ...SHORT, ...CUT });
      expect(result).toMatchObject(NOTHING_WRONG);
      expect(result.deliveries).toBeGreaterThan(0);
      expect(result.measures.find(({ what }) => what.startsWith('readers who were not told'))).toMatchObject({
        value: 0,
      });
    },
  );

  test('[R7] signed-out: whoever signs out at one node is cut at the other', async () => {
    const { measures } = await SCENARIOS['signed-out']!.run(SHORT);
    expect(measures.find(({ what }) => what.includes('never cut'))).toMatchObject({ value: 0 });
  });

  test('what is wrong in a run is seen: a card lost, told twice, out of order, and at a stranger', () => {
    const at = 1;
    const watchers = [
      { id: 'a', username: 'handler', sees: 'own' },
      { id: 'b', username: 'supervisor', sees: 'all' },
      { id: 'c', username: 'officer1', sees: 'none' },
    ] as const;
    const card = (watcher: string, incidentId: string, version: number) => ({ watcher, incidentId, version, at });
    const verdict = judge({
      watchers,
      acknowledged: [
        { incidentId: 'one', by: 'handler', at: 0 },
        { incidentId: 'two', by: 'handler2', at: 0 },
        { incidentId: 'forgotten', by: 'nobody', at: 0 },
      ],
      taken: [
        card('a', 'one', 2),
        card('a', 'one', 1),
        card('a', 'two', 1),
        card('b', 'one', 1),
        card('b', 'two', 1),
        card('b', 'two', 1),
        card('c', 'one', 2),
      ],
      latest: new Map([
        ['one', 2],
        ['two', 1],
      ]),
    });
    expect(verdict).toMatchObject({
      deliveries: 4,
      lost: ['forgotten by the log', 'one at b', 'forgotten at b'],
      twice: ['two v1 at b'],
      outOfOrder: ['one v1 at a'],
      strangers: ['two v1 at a', 'one v2 at c'],
    });
  });
});
