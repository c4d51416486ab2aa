import { IDLE, isCovered } from '../../../client/data/idle.js';

it('[R7] a card is covered after two minutes without a touch, and while the page is not in front', () => {
  expect(isCovered({ touchedAt: 1_000, hidden: false }, 1_000 + IDLE - 1)).toBe(false);
  expect(isCovered({ touchedAt: 1_000, hidden: false }, 1_000 + IDLE)).toBe(true);
  expect(isCovered({ touchedAt: 1_000, hidden: true }, 1_000)).toBe(true);
});
