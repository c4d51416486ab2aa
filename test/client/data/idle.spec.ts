import { IDLE, isCovered, isIdle } from '../../../client/data/idle.js';

it('[R7] a card is covered after two minutes without a touch, and while the page is not in front', () => {
  expect(isCovered({ touchedAt: 1_000, hidden: false }, 1_000 + IDLE - 1)).toBe(false);
  expect(isCovered({ touchedAt: 1_000, hidden: false }, 1_000 + IDLE)).toBe(true);
  expect(isCovered({ touchedAt: 1_000, hidden: true }, 1_000)).toBe(true);
});

it('[R7] a desk is idle when nobody touched it for as long as the force says', () => {
  expect(isIdle(1_000, 1_000 + 299_999, 300_000)).toBe(false);
  expect(isIdle(1_000, 1_000 + 300_000, 300_000)).toBe(true);
});
