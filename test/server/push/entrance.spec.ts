import { setImmediate as turn } from 'node:timers/promises';
import { AFTER_CARDS, Entrance } from '../../../server/push/entrance.js';

test('who comes back to a danger is let in first, one in each turn, and each once', async () => {
  const entrance = new Entrance();
  const entered: string[] = [];
  const come = (urgency: 0 | 1 | 2 | typeof AFTER_CARDS, who: string): void =>
    entrance.queue(urgency, () => entered.push(who));
  come(AFTER_CARDS, 'a board');
  come(2, 'desk');
  come(1, 'on the way');
  come(2, 'another desk');
  come(0, 'on the way to a danger');
  expect(entered).toEqual([]);
  await turn();
  come(0, 'late, to a danger');
  for (let turns = 0; turns < 7; turns += 1) await turn();
  expect(entered).toEqual([
    'on the way to a danger',
    'late, to a danger',
    'on the way',
    'desk',
    'another desk',
    'a board',
  ]);
  come(2, 'the next day');
  await turn();
  expect(entered.at(-1)).toBe('the next day');
});
