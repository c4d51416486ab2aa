import type { DowngradeStanding } from '../../../server/contract/index.js';
import { downgradeInWords, gradeInWords, unresourcedInWords } from '../../../client/ui/grading.js';

const startedAt = '2026-02-03T02:00:00Z';
const at = (time: string): number => Date.parse(`2026-02-03T${time}Z`);

describe('the clock of a grade, in words', () => {
  const immediate = { startedAt, dueAt: '2026-02-03T02:20:00Z' };

  it('[R15] says what is left, and by how much it is over, absolute and relative', () => {
    expect(gradeInWords('immediate', immediate, at('02:07:29'))).toBe('Immediate, 12:31 left (due 02:20)');
    expect(gradeInWords(null, immediate, at('02:23:10'))).toBe('Not graded, 3:10 over (due 02:20)');
  });

  it('stands still once somebody was there, and has no time for what is scheduled', () => {
    const met = { ...immediate, metAt: '2026-02-03T02:15:00Z' };
    expect(gradeInWords('immediate', met, at('03:00:00'))).toBe('Immediate, there at 02:15');
    expect(gradeInWords('scheduled', { startedAt }, at('03:02:05'))).toBe('Scheduled, waits 1:02:05');
  });
});

describe('a downgrade, in words', () => {
  const asked: DowngradeStanding = {
    id: 'd',
    state: 'waiting',
    from: 'immediate',
    to: 'priority',
    since: startedAt,
    expiresAt: '2026-02-03T02:10:00Z',
    askedBy: 'Call handler 1',
    because: [],
  };

  it('[R6] everyone reads who asked, who decided, and why it lapsed', () => {
    expect(downgradeInWords(asked)).toBe(
      'Immediate → priority asked for by Call handler 1: a second person rules by 02:10',
    );
    expect(downgradeInWords({ ...asked, state: 'approved', ruledBy: 'Ash' })).toBe(
      'Immediate → priority approved 02:00 by Ash',
    );
    const lapsed = { state: 'lapsed', restored: 'immediate', because: ['new life-risk hit: Two shotguns'] } as const;
    expect(downgradeInWords({ ...asked, ...lapsed, because: [...lapsed.because] })).toBe(
      'Immediate → priority lapsed 02:00, immediate again: new life-risk hit: Two shotguns',
    );
  });
});

it('[R15] nobody sent: since when, whose it is now, who looks next', () => {
  expect(unresourcedInWords({})).toBeUndefined();
  expect(unresourcedInWords({ unresourced: { since: startedAt, climbedTo: 'supervisor' } })).toBe(
    'Nobody sent since 02:00, with the supervisor',
  );
  const reassessed = { name: 'Ash', at: startedAt, reason: 'r', nextReviewAt: '2026-02-03T02:30:00Z' };
  expect(unresourcedInWords({ unresourced: { since: startedAt, reassessed } })).toBe(
    'Nobody sent since 02:00; Ash looked 02:00, looks next 02:30',
  );
});
