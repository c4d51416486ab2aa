import { RedisServer } from '../support/redis.js';
import { TcpProxy } from '../support/tcp-proxy.js';
import { drill, type DrillResult, type Harm } from './drill.js';
import { Fleet } from './fleet.js';

export interface ScenarioOptions {
  readonly seed: number;
  readonly kills: number;
  readonly readers: number;
  /** reports a second */
  readonly rate: number;
}

export interface Scenario {
  readonly about: string;
  /** the longest that a reader's link may be away, p99, in ms; undefined: as long as the harm lasts */
  readonly backMs?: number;
  readonly run: (options: ScenarioOptions) => Promise<DrillResult>;
}

/** Between two harms: time for a reader to notice, to come back, and for cards to flow as ever. */
const CALM_MS = 1_500;

/** Some time before the next harm, another each time. */
const calm = ({ chance, sleep }: Harm): Promise<void> => sleep(CALM_MS * (0.5 + chance()));

const killNodes =
  (fleet: Fleet, kills: number) =>
  async (harm: Harm): Promise<void> => {
    for (let kill = 0; kill < kills; kill += 1) {
      await calm(harm);
      await fleet.kill(Math.floor(harm.chance() * fleet.size));
    }
    await calm(harm);
  };

/** Something that fails for a while, and is put right. */
const awhile =
  (ms: number, fail: () => void, mend: () => void | Promise<void>) =>
  async (harm: Harm): Promise<void> => {
    await calm(harm);
    fail();
    await harm.sleep(ms);
    await mend();
    await harm.sleep(3 * CALM_MS);
  };

/** One node with a log of its own. */
async function alone(use: (fleet: Fleet) => Promise<DrillResult>): Promise<DrillResult> {
  const fleet = await Fleet.start([{}]);
  try {
    return await use(fleet);
  } finally {
    await fleet.close();
  }
}

/** Two nodes on one log in Redis; each reaches it over a network of its own, which can fail. */
async function shared(
  use: (fleet: Fleet, redis: RedisServer, networks: readonly TcpProxy[]) => Promise<DrillResult>,
): Promise<DrillResult> {
  const redis = await RedisServer.start();
  const networks = [await TcpProxy.to(redis.url), await TcpProxy.to(redis.url)];
  const fleet = await Fleet.start(networks.map(({ port }) => ({ OUTRIDER_REDIS_URL: `redis://127.0.0.1:${port}` })));
  try {
    return await use(fleet, redis, networks);
  } finally {
    await fleet.close();
    for (const network of networks) await network.close();
    await redis.stop();
  }
}

const cutOneSide =
  (ms: number): Scenario['run'] =>
  (options) =>
    shared((fleet, _redis, [network]) =>
      drill(
        { ...options, url: fleet.url },
        awhile(
          ms,
          () => network!.pull(),
          () => network!.comeBack(),
        ),
      ),
    );

const cutBothSides =
  (ms: number): Scenario['run'] =>
  (options) =>
    shared((fleet, _redis, networks) =>
      drill(
        { ...options, url: fleet.url },
        awhile(
          ms,
          () => networks.forEach((network) => network.pull()),
          () => networks.forEach((network) => network.comeBack()),
        ),
      ),
    );

export const SCENARIOS: Readonly<Record<string, Scenario>> = {
  'one-node': {
    about: 'one node with a log of its own, killed and started again',
    run: ({ kills, ...options }) => alone((fleet) => drill({ ...options, url: fleet.url }, killNodes(fleet, kills))),
  },
  'half-open': {
    about: 'a link on which nothing comes any more, and nobody says so, for 8 s',
    run: (options) =>
      alone(async (fleet) => {
        const network = await TcpProxy.to(fleet.url);
        const silent = awhile(
          8_000,
          () => network.goSilent(),
          () => network.comeBack(),
        );
        try {
          return await drill({ ...options, url: network.url, reportTo: fleet.url }, silent);
        } finally {
          await network.close();
        }
      }),
  },
  'two-nodes': {
    about: 'two nodes on one log, one or the other killed',
    backMs: 1_200,
    run: ({ kills, ...options }) => shared((fleet) => drill({ ...options, url: fleet.url }, killNodes(fleet, kills))),
  },
  'redis-killed': {
    about: 'two nodes, Redis killed and started again',
    run: ({ kills, ...options }) =>
      shared((fleet, redis) =>
        drill({ ...options, url: fleet.url }, async (harm) => {
          for (let kill = 0; kill < kills; kill += 1) {
            await calm(harm);
            await redis.kill();
            await redis.run();
          }
          await calm(harm);
        }),
      ),
  },
  'redis-cut-2s': { about: 'two nodes, one of them without Redis for 2 s', run: cutOneSide(2_000) },
  'redis-cut-30s': { about: 'two nodes, one of them without Redis for 30 s', run: cutOneSide(30_000) },
  'redis-away-2s': { about: 'two nodes, no Redis for 2 s', run: cutBothSides(2_000) },
  'redis-away-30s': { about: 'two nodes, no Redis for 30 s', run: cutBothSides(30_000) },
  'redis-away-killed': {
    about:
      'two nodes, no Redis for 8 s, and a node that keeps commands is killed meanwhile and started until Redis is back',
    run: (options) =>
      shared((fleet, _redis, networks) =>
        drill({ ...options, url: fleet.url }, async (harm) => {
          await calm(harm);
          for (const network of networks) network.pull();
          await harm.sleep(5_000);
          const restarted = fleet.kill(0);
          await harm.sleep(3_000);
          for (const network of networks) network.comeBack();
          await restarted;
          await harm.sleep(2 * CALM_MS);
        }),
      ),
  },
};
