import { checkDowngrades } from '../../../support/downgrade-model.js';

// More of them, and other ones each time: `npm run bench -- downgrade-model`.
test('[R6, R16] whatever happens in whatever order, a downgrade ends as a plain second telling of the rule says', () => {
  expect(checkDowngrades({ numRuns: 600, seed: 20_260_301 })).toBeGreaterThan(1_000);
});
