import { RegisterStore } from '../../../server/ports.js';
import { RegistersModel } from '../../../server/registers/registers.model.js';
import { App } from '../../support/app.js';
import { someFileHolds } from '../../support/log-folder.js';
import { RedisServer } from '../../support/redis.js';

const MARKER = {
  recordId: 'CM-7',
  summary: 'Threatened',
  recordedAt: '2026-01-14',
  people: [{ role: 'victim', givenNames: 'Rosalind', surname: 'Attenborrow', dateOfBirth: '1979-02-03' }],
};

test('[R7] what is erased on one node leaves the disk of the other, that of one that was away, and Redis', async () => {
  const redis = await RedisServer.start();
  const env = { OUTRIDER_REDIS_URL: redis.url };
  const one = await App.open({ registers: false, env });
  const other = await App.open({ registers: false, env });
  let away = await App.open({ registers: false, env });
  await one.take('critical-marker', MARKER);
  for (const node of [other, away]) {
    await node.settled();
    expect(await someFileHolds(node.folder, 'Attenborrow')).toBe(true);
  }
  await away.leave();
  const erasure = { reason: 'by order' };
  const answer = await (await one.as('admin')).post('/api/registers/critical-marker/records/CM-7/erasure', erasure);
  expect(answer.status).toBe(204);
  await other.settled();
  away = await App.openIn(away.folder, { env });
  try {
    for (const node of [one, other, away]) {
      expect(await someFileHolds(node.folder, 'Attenborrow')).toBe(false);
      const active = node.get(RegistersModel).active('critical-marker');
      expect(node.get(RegisterStore).get('critical-marker', 'CM-7', active)).toBeUndefined();
    }
  } finally {
    await Promise.all([one.close(), other.close(), away.close()]);
    await redis.stop();
  }
});
