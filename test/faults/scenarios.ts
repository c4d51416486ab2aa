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

const killNodes =
  (fleet: Fleet, kills: number) =>
  async ({ chance, sleep }: Harm): Promise<void> => {
    for (let kill = 0; kill < kills; kill += 1) {
      await sleep(CALM_MS * (0.5 + chance()));
      await fleet.kill(Math.floor(chance() * fleet.size));
    }
    await sleep(CALM_MS);
  };

/** Readers behind a network that goes silent for a while; reports come in another way. */
const silentLink =
  (network: TcpProxy, ms: number) =>
  async ({ chance, sleep }: Harm): Promise<void> => {
    await sleep(CALM_MS * (0.5 + chance()));
    network.goSilent();
    await sleep(ms);
    network.comeBack();
    await sleep(2 * CALM_MS);
  };

export const SCENARIOS: Readonly<Record<string, Scenario>> = {
  'one-node': {
    about: 'one node with a log of its own, killed and started again',
    run: async ({ kills, ...options }) => {
      const fleet = await Fleet.start([{}]);
      try {
        return await drill({ ...options, url: fleet.url }, killNodes(fleet, kills));
      } finally {
        await fleet.close();
      }
    },
  },
  'half-open': {
    about: 'a link on which nothing comes any more, and nobody says so, for 8 s',
    run: async (options) => {
      const fleet = await Fleet.start([{}]);
      const network = await TcpProxy.to(fleet.url);
      try {
        return await drill({ ...options, url: network.url, reportTo: fleet.url }, silentLink(network, 8_000));
      } finally {
        await network.close();
        await fleet.close();
      }
    },
  },
};
