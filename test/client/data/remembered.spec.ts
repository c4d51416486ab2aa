import { remembered } from '../../../client/data/remembered.js';

it('computes anew only when something that it is given is another', () => {
  const [one, other] = [[1], [2]];
  let computed = 0;
  const length = remembered((list: readonly number[], more: number) => [list.length + more, (computed += 1)]);
  const first = length(one, 1);
  expect(length(one, 1)).toBe(first);
  expect(length(one, 2)).not.toBe(first);
  expect(length(other, 2)).toEqual([3, 3]);
  expect(computed).toBe(3);
});
