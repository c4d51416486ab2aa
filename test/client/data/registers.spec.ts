import { signOf, worstFirst } from '../../../client/data/registers.js';
import type { RegisterState } from '../../../server/contract/index.js';

const NOW = Date.parse('2026-07-30T12:00:00.000Z');
const register = (rest: Partial<RegisterState> = {}): RegisterState => ({
  id: 'firearms',
  title: 'Firearms',
  holds: 'guns',
  manual: false,
  available: true,
  records: 3,
  batches: [],
  asOf: '2026-07-30T02:00:00.000Z',
  freshnessLimitHours: 72,
  ...rest,
});
const remote = (rest: object): Partial<RegisterState> => ({ remote: { standing: 'answers', asking: 0, ...rest } });

describe('how a register stands', () => {
  it.each<[string, Partial<RegisterState>, string, boolean]>([
    ['loaded and fresh', {}, 'Answers', false],
    ['older than its limit', { asOf: '2026-07-20T02:00:00.000Z' }, 'Out of date', true],
    ['taken out of service', { available: false, reason: 'upgrade' }, 'Out of service', true],
    ['asked by hand', { manual: true }, 'By hand only', false],
    [
      'left alone after failures',
      { ...remote({ standing: 'rests', failure: 'no answer within 2 s' }), available: false },
      'Left alone',
      true,
    ],
    ['failing', remote({ standing: 'fails', failure: 'it took no connection' }), 'Fails', true],
    ['remote and answering', remote({}), 'Answers', false],
  ])('%s', (_how, rest, word, bad) => {
    expect(signOf(register(rest), NOW)).toMatchObject({ word, bad });
  });

  it('[R2] is never said to answer when nothing was ever loaded', () => {
    const { asOf: _asOf, ...empty } = register();
    expect(signOf(empty, NOW)).toMatchObject({ word: 'Never loaded', bad: true });
  });

  it('puts what is wrong first, and keeps the ledger’s order otherwise', () => {
    const list = [register({ id: 'a' }), register({ id: 'b', available: false }), register({ id: 'c' })];
    expect(worstFirst(list, NOW).map(({ id }) => id)).toEqual(['b', 'a', 'c']);
  });
});
