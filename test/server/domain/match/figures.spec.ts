import {
  bestScore,
  calibrationOf,
  recallAtPrecision,
  scoreAt,
  scoreOfMatches,
  wilson,
} from '../../../../server/domain/match/figures.js';

describe('the figures of an evaluation', () => {
  const verdicts = [
    { probability: 0.9, right: true, tier: 'match' },
    { probability: 0.8, right: false, tier: 'probable' },
    { probability: 0.6, right: true, tier: 'possible' },
  ];

  it('count what is believed from a threshold on', () => {
    expect(scoreAt(verdicts, 4, 0.7)).toEqual({ threshold: 0.7, precision: 0.5, recall: 0.25, f1: 1 / 3 });
    expect(bestScore(verdicts, 4)).toMatchObject({ threshold: 0.6, f1: 4 / 7 });
    expect(recallAtPrecision(verdicts, 4, 0.999)).toBe(0.25);
  });

  it('count what is called a match', () => {
    expect(scoreOfMatches(verdicts, 4)).toEqual({ precision: 1, recall: 0.25, f1: 0.4 });
  });

  it('hold what was stated against what was right, with an interval', () => {
    const table = calibrationOf(verdicts, [0, 0.7, 1]);
    expect(table.map(({ from, count, right }) => [from, count, right.share])).toEqual([
      [0, 1, 1],
      [0.7, 2, 0.5],
    ]);
    const { low, high } = wilson(99, 100);
    expect([low.toFixed(4), high.toFixed(4)]).toEqual(['0.9455', '0.9982']);
    expect(wilson(0, 0)).toEqual({ share: 0, low: 0, high: 1 });
  });
});
