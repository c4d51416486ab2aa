import { setImmediate as turn } from 'node:timers/promises';
import { AFTER_CARDS, Entrance } from '../../../server/push/entrance.js';

const turns = async (count: number): Promise<void> => {
  for (let n = 0; n < count; n += 1) await turn();
};
const never = (): Promise<void> => new Promise(() => undefined);

test('who comes back to a danger is let in first, one in each turn, and each once', async () => {
  const entrance = new Entrance(never);
  const entered: string[] = [];
  const come = (urgency: 0 | 1 | 2 | typeof AFTER_CARDS, who: string): void =>
    entrance.queue(urgency, () => {
      entered.push(who);
      return Promise.resolve();
    });
  come(AFTER_CARDS, 'a board');
  come(2, 'desk');
  come(1, 'on the way');
  come(2, 'another desk');
  come(0, 'on the way to a danger');
  expect(entered).toEqual([]);
  await turn();
  come(0, 'late, to a danger');
  await turns(7);
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

/** Thousands come at once; each is in until they are let go. */
const crowd = (patience: () => Promise<void>) => {
  const entrance = new Entrance(patience);
  const inside: { readonly who: number; readonly done: () => void; readonly fail: () => void }[] = [];
  for (let who = 0; who < 2_000; who += 1) {
    entrance.queue(
      2,
      () => new Promise((done, fail) => inside.push({ who, done, fail: () => fail(new Error('cut')) })),
    );
  }
  return inside;
};

test('few are brought what they missed at once: the next is let in when one has it, or was cut', async () => {
  const inside = crowd(never);
  await turns(2_000);
  const atOnce = inside.length;
  expect(atOnce).toBeLessThan(50);
  inside[3]!.done();
  inside[0]!.fail();
  await turns(10);
  expect(inside.map(({ who }) => who)).toEqual(Array.from({ length: atOnce + 2 }, (_, n) => n));
});

test('whose own network is slow keeps nobody waiting, and makes room once', async () => {
  const tired: (() => void)[] = [];
  const inside = crowd(() => new Promise((give) => tired.push(give)));
  await turns(2_000);
  const atOnce = inside.length;
  tired[0]!();
  await turns(10);
  expect(inside).toHaveLength(atOnce + 1);
  inside[0]!.done();
  await turns(10);
  expect(inside).toHaveLength(atOnce + 1);
});
