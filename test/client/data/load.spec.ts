import { bandsOf, loadInWords, rowsOf } from '../../../client/data/load.js';
import type { LoadPoint } from '../../../server/contract/index.js';

const point = (minute: number, rest: Partial<LoadPoint> = {}): LoadPoint => ({
  at: new Date(minute * 60_000).toISOString(),
  firstLooks: 3,
  late: 1,
  putOff: 4,
  onDuty: 2,
  level: 'normal',
  ...rest,
});

describe('the desk’s load', () => {
  it('is a row for each line of the chart, by seconds', () => {
    expect(rowsOf([point(0), point(1, { late: 2 })])).toEqual([
      [0, 60],
      [3, 3],
      [1, 2],
      [4, 4],
      [2, 2],
    ]);
  });

  it('has a band for each level, up to where the next begins', () => {
    expect(bandsOf([point(0), point(1), point(2, { level: 'busy' }), point(3, { level: 'busy' })])).toEqual([
      { level: 'normal', from: 0, to: 120 },
      { level: 'busy', from: 120, to: 180 },
    ]);
    expect(bandsOf([])).toEqual([]);
  });

  it('is said in words as well', () => {
    expect(loadInWords([point(0, { late: 5 }), point(1, { firstLooks: 1, onDuty: 1, putOff: 1 })])).toBe(
      '1 job waits for a first look; 1 of them predicted after the officers arrive; 1 full research put off; ' +
        '1 researcher on duty; most predicted late in this time: 5',
    );
    expect(loadInWords([])).toContain('Nothing is known');
  });
});
