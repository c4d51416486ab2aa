import { App } from '../../../../support/app.js';
import { RedisServer } from '../../../../support/redis.js';

let redis: RedisServer;
beforeAll(async () => {
  redis = await RedisServer.start();
});
afterAll(() => redis.stop());

test('[R1] [R11] the whole of Outrider over a log in Redis: what was reported is there after a restart', async () => {
  const app = await App.open({ env: { OUTRIDER_REDIS_URL: redis.url } });
  const id = await app.report({
    caller: { phone: '07700900999' },
    people: [{ role: 'caller', surname: 'Collins', givenNames: 'Mabel', dateOfBirth: '1981-09-09' }],
  });
  const before = await app.events(id);
  expect(before.map(({ type }) => type)).toContain('card-issued');
  const again = await app.restart('5 min');
  try {
    expect((await again.events(id)).slice(0, before.length)).toEqual(before);
    expect(again.card(id).version).toBeGreaterThan(0);
  } finally {
    await again.close();
  }
});
