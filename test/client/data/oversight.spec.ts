import { parted } from '../../../client/data/oversight.js';

describe('reads that somebody has to answer for', () => {
  it('parts what waits for a review from what was looked at', () => {
    const waits: { id: string; reviewed?: object } = { id: 'a' };
    const done = { id: 'b', reviewed: { finding: 'justified' } };
    expect(parted([done, waits])).toEqual([[waits], [done]]);
  });
});
