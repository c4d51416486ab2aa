import fc from 'fast-check';
import { readRegisterEvent, type RegisterEvent } from '../../../../server/domain/register/events.js';
import {
  activeBatches,
  asOf,
  evolveRegister,
  NO_HISTORY,
  standingBatches,
  type RegisterHistory,
} from '../../../../server/domain/register/evolve.js';
import { freshness } from '../../../../server/domain/register/freshness.js';

const at = (minute: number) => `2026-11-23T02:${String(minute).padStart(2, '0')}:00.000Z`;
const activated = (batch: string, mode: 'merge' | 'replace' = 'merge'): RegisterEvent => ({
  type: 'batch-activated',
  body: { v: 1, batch, mode, records: 1, digest: 'd', accepted: 1, rejected: [], rejectedCount: 0 },
});
const undone = (batch: string): RegisterEvent => ({ type: 'batch-undone', body: { v: 1, batch } });
const fold = (events: readonly RegisterEvent[]): RegisterHistory =>
  events.reduce((history, event, index) => evolveRegister(history, event, at(index)), NO_HISTORY);
const names = (batches: readonly { batch: string }[]) => batches.map(({ batch }) => batch);

describe('what the log says about a register', () => {
  it.each<[string, RegisterEvent[], string[]]>([
    ['nothing', [], []],
    ['batches in their order', [activated('a'), activated('b')], ['a', 'b']],
    ['a replace hides what was before', [activated('a'), activated('b', 'replace'), activated('c')], ['b', 'c']],
    ['an undone batch is gone', [activated('a'), activated('b'), undone('a')], ['b']],
    ['an undone replace shows what it hid', [activated('a'), activated('b', 'replace'), undone('b')], ['a']],
    ['the undo of an unknown batch changes nothing', [activated('a'), undone('x')], ['a']],
    ['an erased body changes nothing', [activated('a'), { type: 'erased' }, activated('b')], ['a', 'b']],
  ])('%s', (_, events, expected) => {
    expect(names(activeBatches(fold(events)))).toEqual(expected);
  });

  it('[R8] the same event twice changes nothing', () => {
    const arbitrary = fc.array(
      fc
        .tuple(fc.constantFrom('a', 'b', 'c'), fc.constantFrom('merge', 'replace', 'undo'))
        .map(([batch, what]) => (what === 'undo' ? undone(batch) : activated(batch, what as 'merge' | 'replace'))),
    );
    fc.assert(
      fc.property(arbitrary, (events) => {
        const twice = events.reduce(
          (history, event, index) => evolveRegister(evolveRegister(history, event, at(index)), event, at(index)),
          NO_HISTORY,
        );
        expect(twice).toEqual(fold(events));
      }),
    );
  });

  it('keeps the batches that an undo would bring back', () => {
    const history = fold([activated('a'), activated('b', 'replace'), activated('c'), undone('c')]);
    expect(names(standingBatches(history))).toEqual(['a', 'b']);
  });

  it('is as of its newest batch that counts', () => {
    const before = [activated('a'), activated('b')];
    expect(asOf(fold([]))).toBeUndefined();
    expect(asOf(fold(before))).toBe(at(1));
    expect(asOf(fold([...before, undone('b')]))).toBe(at(0));
  });

  it('is available until somebody says otherwise', () => {
    const down = readRegisterEvent('availability-set', { v: 1, available: false, reason: 'maintenance' });
    expect(fold([])).toMatchObject({ available: true });
    expect(fold([down])).toMatchObject({ available: false, reason: 'maintenance' });
  });
});

describe('reading a stored event', () => {
  it('reads an erased body as that', () => {
    expect(readRegisterEvent('batch-activated', { erased: true })).toEqual({ type: 'erased' });
  });

  it.each([
    ['an unknown type', 'batch-painted', { v: 1 }],
    ['a version from the future', 'batch-undone', { v: 2, batch: 'a' }],
  ])('stops at %s: leaving it out would change what the register holds', (_, type, body) => {
    expect(() => readRegisterEvent(type, body)).toThrow();
  });
});

describe('[R2] freshness', () => {
  const limited = { freshnessLimitHours: 24 };
  it.each([
    ['a register that was never loaded', limited, undefined, 'never-loaded'],
    ['exactly at the limit', limited, '2026-11-22T02:00:00Z', 'fresh'],
    ['a millisecond over the limit', limited, '2026-11-22T01:59:59.999Z', 'stale'],
    ['one that does not age', {}, '2016-01-01T00:00:00Z', 'fresh'],
  ])('%s', (_, manifest, since, expected) => {
    expect(freshness(manifest, since, '2026-11-23T02:00:00Z')).toBe(expected);
  });
});
