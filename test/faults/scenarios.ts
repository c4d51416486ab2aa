import { RedisServer } from '../support/redis.js';
import { TcpProxy } from '../support/tcp-proxy.js';
import { halfOpen, returning, slowReaders } from './awkward-readers.js';
import { calm, CALM_MS, drill, SHARES, type DrillOptions, type DrillResult, type Harm } from './drill.js';
import { Fleet } from './fleet.js';
import { outriderNode } from './outrider-node.js';
import { outriderService } from './outrider-service.js';
import { peerNode } from './peer/peer-node.js';
import { peerService } from './peer/peer-service.js';
import { MOST_SIGN_OUTS, signInAt, signOut } from './sign-out.js';
import { tornFile, tornRedis } from './torn-log.js';

export interface ScenarioOptions extends DrillOptions {
  /** how often something is killed */
  readonly kills: number;
  /** readers who come back at once */
  readonly returning: number;
}

export interface Scenario {
  readonly about: string;
  /** the longest that a reader's link may be away, p99, in ms; undefined: as long as the harm lasts */
  readonly backMs?: number;
  /** not Outrider: what it loses is no fault of ours, and stands in the table to compare with */
  readonly peer?: true;
  readonly run: (options: ScenarioOptions) => Promise<DrillResult>;
}

const killNodes =
  (fleet: Fleet, kills: number) =>
  async (harm: Harm): Promise<void> => {
    for (let kill = 0; kill < kills; kill += 1) {
      await calm(harm);
      await fleet.kill(Math.floor(harm.chance() * fleet.size));
    }
    await calm(harm);
  };

const killRedis =
  (redis: RedisServer, kills: number) =>
  async (harm: Harm): Promise<void> => {
    for (let kill = 0; kill < kills; kill += 1) {
      await calm(harm);
      await redis.kill();
      await redis.run();
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

/** Harms Outrider at an address, and judges. @param reportTo where reports are sent; there too when left out */
const drillOutrider = async (
  url: string,
  options: DrillOptions,
  harm: (tools: Harm) => Promise<void>,
  reportTo = url,
): Promise<DrillResult> => {
  const usernames = SHARES.map(({ username }) => username);
  return drill(await outriderService({ url, reportTo, seed: options.seed }, usernames), options, harm);
};

/** One node with a log of its own. */
async function alone(use: (fleet: Fleet) => Promise<DrillResult>): Promise<DrillResult> {
  const fleet = await Fleet.start([await outriderNode()]);
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
  const plans = networks.map(({ port }) => outriderNode({ OUTRIDER_REDIS_URL: `redis://127.0.0.1:${port}` }));
  const fleet = await Fleet.start(await Promise.all(plans));
  try {
    return await use(fleet, redis, networks);
  } finally {
    await fleet.close();
    for (const network of networks) await network.close();
    await redis.stop();
  }
}

/** Two nodes of the peer on one Redis, harmed and judged as Outrider is. */
async function peers(
  options: DrillOptions,
  harm: (fleet: Fleet, redis: RedisServer) => (tools: Harm) => Promise<void>,
): Promise<DrillResult> {
  const redis = await RedisServer.start();
  const fleet = await Fleet.start([peerNode(redis.url), peerNode(redis.url)]);
  try {
    return await drill(peerService({ url: fleet.url, seed: options.seed }), options, harm(fleet, redis));
  } finally {
    await fleet.close();
    await redis.stop();
  }
}

const cutOneSide =
  (ms: number): Scenario['run'] =>
  (options) =>
    shared((fleet, _redis, [network]) =>
      drillOutrider(
        fleet.url,
        options,
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
      drillOutrider(
        fleet.url,
        options,
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
    run: ({ kills, ...options }) => alone((fleet) => drillOutrider(fleet.url, options, killNodes(fleet, kills))),
  },
  'half-open': {
    about: 'desks and phones on whose links nothing comes any more, and nobody says so, for 22 s',
    run: (options) => alone((fleet) => halfOpen(fleet, options)),
  },
  'slow-readers': {
    about: 'readers who stay connected and take nothing for 22 s, while large cards go to them',
    run: (options) => alone((fleet) => slowReaders(fleet, options)),
  },
  returning: {
    about: 'readers who were away come back at once, each to 200 cards',
    run: (options) => alone((fleet) => returning(fleet, options)),
  },
  'torn-file': {
    about: 'one node with a log of its own, killed, its data file cut at any byte, started again or restored',
    run: tornFile,
  },
  'torn-redis': {
    about: 'two nodes, Redis killed, its append-only file cut at any byte, started again',
    run: tornRedis,
  },
  'two-nodes': {
    about: 'two nodes on one log, one or the other killed',
    backMs: 1_200,
    run: ({ kills, ...options }) => shared((fleet) => drillOutrider(fleet.url, options, killNodes(fleet, kills))),
  },
  'signed-out': {
    about: 'two nodes, people who are signed out at one and connected to the other, five for each kill',
    run: ({ kills, ...options }) =>
      shared(async (fleet) => {
        const [here = '', there = ''] = fleet.nodes;
        const sessions = await signInAt(here, Math.min(5 * kills, MOST_SIGN_OUTS));
        return drillOutrider(fleet.url, options, signOut(sessions, there));
      }),
  },
  'redis-killed': {
    about: 'two nodes, Redis killed and started again',
    run: ({ kills, ...options }) =>
      shared((fleet, redis) => drillOutrider(fleet.url, options, killRedis(redis, kills))),
  },
  'redis-cut-2s': { about: 'two nodes, one of them without Redis for 2 s', run: cutOneSide(2_000) },
  'redis-cut-30s': { about: 'two nodes, one of them without Redis for 30 s', run: cutOneSide(30_000) },
  'redis-away-2s': { about: 'two nodes, no Redis for 2 s', run: cutBothSides(2_000) },
  'redis-away-30s': { about: 'two nodes, no Redis for 30 s', run: cutBothSides(30_000) },
  'redis-away-killed': {
    about:
      'two nodes, no Redis for 30 s, and a node that keeps commands is killed meanwhile and started until Redis is back',
    run: (options) =>
      shared((fleet, _redis, networks) =>
        drillOutrider(fleet.url, options, async (harm) => {
          await calm(harm);
          for (const network of networks) network.pull();
          await harm.sleep(15_000);
          const restarted = fleet.kill(0);
          await harm.sleep(15_000);
          for (const network of networks) network.comeBack();
          await restarted;
          await harm.sleep(2 * CALM_MS);
        }),
      ),
  },
  'peer-two-nodes': {
    about:
      'the peer, bare socket.io with connection state recovery over its Redis streams adapter: one or the other killed',
    peer: true,
    run: ({ kills, ...options }) => peers(options, (fleet) => killNodes(fleet, kills)),
  },
  'peer-redis-killed': {
    about: 'the same peer, Redis killed and started again',
    peer: true,
    run: ({ kills, ...options }) => peers(options, (_fleet, redis) => killRedis(redis, kills)),
  },
};
