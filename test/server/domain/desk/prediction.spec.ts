import { firstLookEstimate, predict } from '../../../../server/domain/desk/prediction.js';
import { queueOf, type Job } from '../../../../server/domain/desk/queue.js';
import { AT } from '../../../support/briefing.js';

const travelling = (id: string, etaMinutes: number): Job => ({
  id,
  firstRingAt: AT,
  grade: 'priority',
  review: 'unreviewed',
  attendance: [{ officer: id, name: id, dispatchedAt: AT, etaMinutes }],
  closed: false,
  lifeRisk: false,
  possibleLifeRisk: false,
  repeat: false,
  requests: 0,
  undecided: 0,
});

const late = (jobs: readonly Job[], researchers: number): string[] =>
  predict({ queue: queueOf(jobs, AT), researchers, at: AT }, 120)
    .filter((p) => p.late)
    .map((p) => p.jobId);

describe('when a first look can be expected', () => {
  const jobs = [travelling('a', 4), travelling('b', 6), travelling('c', 7), travelling('d', 8)];

  test('jobs ahead ÷ researchers × what a first look takes, against the ETA with its error', () => {
    expect(late(jobs, 1)).toEqual(['c', 'd']);
    expect(late(jobs, 2)).toEqual([]);
  });

  test('[R10] with nobody on duty everything with an arrival is late', () => {
    expect(late(jobs, 0)).toEqual(['a', 'b', 'c', 'd']);
  });

  test('with nobody on duty there is no time for a first look, however quick they were', () => {
    const [one] = predict({ queue: queueOf(jobs, AT), researchers: 0, at: AT }, 0);
    expect(one?.firstLookBy).toBe(Infinity);
  });

  test('the estimate moves with the shift once it has made enough of its own', () => {
    expect(firstLookEstimate([60, 60])).toBe(150);
    expect(firstLookEstimate([100, 200, 300, 400])).toBe(150);
    expect(firstLookEstimate([100, 200, 300, 400, 500])).toBe(400);
    expect(firstLookEstimate([...Array<number>(30).fill(900), ...Array<number>(30).fill(60)])).toBe(60);
  });
});
