import fc from 'fast-check';
import type { Attendance } from '../../../../server/contract/index.js';
import { queueOf, whyNext, type Job } from '../../../../server/domain/desk/queue.js';
import { AT } from '../../../support/briefing.js';

const minutes = (n: number): string => new Date(Date.parse(AT) + n * 60_000).toISOString();
const sent = (eta: number, more: Partial<Attendance> = {}): Attendance => ({
  officer: 'officer1',
  name: 'Officer 1',
  dispatchedAt: AT,
  etaMinutes: eta,
  ...more,
});
const onScene = sent(5, { arrivedAt: AT });
const left = sent(5, { arrivedAt: AT, departedAt: AT });

const job = (id: string, more: Partial<Job> = {}): Job => ({
  id,
  firstRingAt: AT,
  grade: 'priority',
  review: 'unreviewed',
  attendance: [],
  closed: false,
  lifeRisk: false,
  possibleLifeRisk: false,
  repeat: false,
  requests: 0,
  undecided: 0,
  ...more,
});
const order = (...jobs: Job[]): string[] => queueOf(jobs, AT).map((placed) => placed.job.id);

describe('the order of the desk’s work', () => {
  test.each([
    [
      'the officer who arrives soonest',
      [job('far', { attendance: [sent(20)] }), job('near', { attendance: [sent(6)] })],
      ['near', 'far'],
    ],
    [
      'on scene is not too late: before distant arrivals',
      [job('distant', { attendance: [sent(15)] }), job('there', { attendance: [onScene] })],
      ['there', 'distant'],
    ],
    [
      'an arrival that can still be made goes before on scene',
      [job('there', { attendance: [onScene] }), job('near', { attendance: [sent(2)] })],
      ['near', 'there'],
    ],
    [
      'any first look before any full research',
      [job('full', { review: 'first-look', attendance: [onScene] }), job('new', { grade: 'scheduled' })],
      ['new', 'full'],
    ],
    [
      'danger brings a job forward',
      [job('soon', { attendance: [sent(8)] }), job('danger', { attendance: [sent(10)], lifeRisk: true })],
      ['danger', 'soon'],
    ],
    [
      'nobody sent: by grade',
      [job('scheduled', { grade: 'scheduled' }), job('priority'), job('ungraded', { grade: null })],
      ['ungraded', 'priority', 'scheduled'],
    ],
    [
      'what is asked before backfill',
      [job('live', { review: 'first-look' }), job('asked', { review: 'full', requests: 1 })],
      ['asked', 'live'],
    ],
    [
      'backfill: what was missed, live, then on scene, then left, then closed',
      [
        job('closed', { closed: true }),
        job('left', { review: 'first-look', attendance: [left] }),
        job('missed', { attendance: [left] }),
        job('there', { review: 'first-look', attendance: [onScene] }),
        job('live', { review: 'first-look', attendance: [sent(5)] }),
      ],
      ['missed', 'live', 'there', 'left', 'closed'],
    ],
  ])('%s', (_rule, jobs, expected) => {
    expect(order(...jobs)).toEqual(expected);
  });

  test('it says why, in words', () => {
    const [next] = queueOf([job('a', { attendance: [sent(4)], lifeRisk: true, grade: 'immediate', requests: 1 })], AT);
    expect(whyNext(next!, AT)).toBe(
      'nobody has looked · officers arrive in 4 min · life-risk hit · immediate · 1 request',
    );
  });

  const anyJob = fc.record({
    id: fc.uuid(),
    firstRingAt: fc.integer({ min: -300, max: 0 }).map(minutes),
    grade: fc.constantFrom('immediate', 'priority', 'scheduled', null),
    review: fc.constantFrom('unreviewed', 'first-look', 'full'),
    attendance: fc.constantFrom([], [sent(3)], [sent(40)], [onScene], [left]),
    closed: fc.boolean(),
    lifeRisk: fc.boolean(),
    possibleLifeRisk: fc.boolean(),
    repeat: fc.boolean(),
    requests: fc.nat(2),
    undecided: fc.nat(2),
  }) as fc.Arbitrary<Job>;

  test('[R10] no job is ever dropped, whatever its state, and the order does not depend on how they came', () => {
    fc.assert(
      fc.property(fc.uniqueArray(anyJob, { selector: ({ id }) => id }), (jobs) => {
        const queue = queueOf(jobs, AT);
        const done = jobs.filter((j) => j.review === 'full' && j.requests + j.undecided === 0);
        expect(queue).toHaveLength(jobs.length - done.length);
        expect(queueOf(jobs.toReversed(), AT)).toEqual(queue);
        const firstOther = queue.findIndex((placed) => placed.class !== 'first-look');
        const unlooked = queue.findLastIndex((placed) => placed.class === 'first-look');
        expect(firstOther === -1 || unlooked < firstOther).toBe(true);
      }),
    );
  });
});
