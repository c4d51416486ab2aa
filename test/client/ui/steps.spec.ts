import { placeAfter, stepOf } from '../../../client/ui/steps.js';

it('up and down are steps, other keys are none', () => {
  expect(['ArrowDown', 'ArrowUp', 'ArrowLeft', 'j'].map((key) => stepOf({ key }))).toEqual([
    1,
    -1,
    undefined,
    undefined,
  ]);
});

it.each([
  ['from nowhere to the first', -1, 1, 3, 0],
  ['from nowhere up to the first as well', -1, -1, 3, 0],
  ['onward', 1, 1, 3, 2],
  ['back', 1, -1, 3, 0],
  ['not beyond the last', 2, 1, 3, 2],
  ['not beyond the first', 0, -1, 3, 0],
  ['nowhere in an empty list', -1, 1, 0, 0],
] as const)('%s', (_, from, step, length, place) => expect(placeAfter(from, step, length)).toBe(place));
