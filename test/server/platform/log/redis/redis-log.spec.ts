import { openRedisLog } from '../../../../../server/platform/log/redis/open-log.js';
import { newFolder, removeFolder } from '../../../../support/log-folder.js';
import { RedisServer } from '../../../../support/redis.js';
import { describeEventLog } from '../event-log.contract.js';

let redis: RedisServer;
beforeAll(async () => {
  redis = await RedisServer.start();
});
afterAll(() => redis.stop());

describeEventLog('the log in Redis', async () => {
  const folder = await newFolder();
  await redis.ask('FLUSHALL');
  let log = await openRedisLog(folder, redis.settings());
  return {
    log,
    reopen: async () => {
      await log.close();
      log = await openRedisLog(folder, redis.settings());
      return log;
    },
    verify: async () => {
      await log.verify({ bodies: true });
    },
    dispose: async () => {
      await log.close();
      await removeFolder(folder);
    },
  };
});
