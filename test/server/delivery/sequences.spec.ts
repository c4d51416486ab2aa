import { runDeliverySequences } from '../../support/delivery-sequences.js';

const SEED = 20260730;

describe('delivery, whatever happens in whatever order', () => {
  test('[R9] [R10] what the proof says of each version and reader is what an oracle saw on the phones, and prompts fall due as it says', async () => {
    expect(await runDeliverySequences(400, SEED)).toBeGreaterThan(1_000);
  });
});
