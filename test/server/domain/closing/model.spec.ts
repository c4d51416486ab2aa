import { exploreClosing } from '../../../support/closing-model.js';

const SEED = 20_261_123;

test('[R6] [R8] whatever people do in whatever order, closing and handing over come to what the oracle says', () => {
  const { states, closings } = exploreClosing({ sequences: 2_000, seed: SEED });
  expect(states).toBeGreaterThan(300);
  expect(closings).toBeGreaterThan(100);
});
