/** Logs that lose their end: the file is cut at some byte while nobody has it open, and what uses it is started again. */
import { statSync } from 'node:fs';
import { truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { runBackup, runRestore } from '../../server/platform/cli/backup.js';
import { placesIn } from '../../server/platform/log/embedded/data-folder.js';
import { newFolder, removeFolder } from '../support/log-folder.js';
import { Outrider } from '../support/outrider.js';
import { RedisServer } from '../support/redis.js';
import { calm, drill, SHARES, type DrillOptions, type DrillResult, type Harm } from './drill.js';
import { Fleet, type NodePlan } from './fleet.js';
import { outriderNode } from './outrider-node.js';
import { outriderService } from './outrider-service.js';

interface TornOptions extends DrillOptions {
  /** how often a file is cut */
  readonly kills: number;
}

/** How a server says that its data folder cannot be used, and what to do. */
const REFUSED = /is damaged: .+ Keep a copy of it, and restore the folder from a backup\./;

/** The longest that readers may take to come back, and how often that is looked at, in ms. */
const MOST_WAIT_MS = 60_000;
const LOOK_MS = 100;

const usernames = SHARES.map(({ username }) => username);

/** Some byte of a file from one on, its end among them. */
const somewhere = ({ chance }: Harm, from: number, file: string): number =>
  from + Math.floor(chance() * (statSync(file).size - from + 1));

/** What was lost is known to have been lost: everybody is told to begin again. */
async function measureTold({ measure, readers, sleep }: Harm, forgiven: number): Promise<void> {
  measure({ what: 'acknowledged behind a cut, and perhaps gone with it', value: forgiven, unit: '' });
  if (forgiven === 0) return;
  const untold = (): number => readers.filter(({ resets }) => resets === 0).length;
  for (const until = performance.now() + MOST_WAIT_MS; untold() > 0 && performance.now() < until;) await sleep(LOOK_MS);
  measure({ what: 'readers who were not told that a new epoch began', value: untold(), unit: '', goal: '0' });
}

/** One node of which a backup is made now and then, whose data file is cut while it is down. */
class TornNode implements NodePlan {
  refused = 0;
  #folder: string;
  #backup: string | undefined;

  private constructor(private readonly place: string) {
    this.#folder = join(place, 'data');
  }

  static async in(): Promise<TornNode> {
    return new TornNode(await newFolder());
  }

  get logFile(): string {
    return placesIn(this.#folder).logFile;
  }

  /** As whoever keeps the service does it: what cannot be started says so, and is restored from the newest backup. */
  readonly start = async (): Promise<Outrider> => {
    try {
      return await Outrider.start({ dataFolder: this.#folder });
    } catch (cause) {
      if (this.#backup === undefined || !REFUSED.test(String(cause))) throw cause;
      this.refused += 1;
      this.#folder = join(this.place, `restored-${this.refused}`);
      await told((terminal) => runRestore(this.#backup ?? '', { erasures: false }, terminal), this.#folder);
      return Outrider.start({ dataFolder: this.#folder });
    }
  };

  /** While it runs. */
  async backUp(n: number): Promise<void> {
    const to = join(this.place, `backup-${n}`);
    await told((terminal) => runBackup(to, terminal), this.#folder);
    this.#backup = to;
  }

  readonly remove = (): Promise<void> => removeFolder(this.place);
}

type Terminal = Parameters<typeof runBackup>[1];

/** Runs a command on a data folder. @throws with what it said when it fails */
async function told(run: (terminal: Terminal) => Promise<number>, dataFolder: string): Promise<void> {
  const said: string[] = [];
  const line = (text: string): void => void said.push(text);
  const code = await run({ out: line, error: line, interactive: false, env: { OUTRIDER_DATA: dataFolder } });
  if (code !== 0) throw new Error(said.join('\n'));
}

/**
 * One node, killed, its data file cut at any byte, started again: it has all that it acknowledged, or refuses to start in
 * words that say what to do. Then that is done, and what was acknowledged before the backup is there, in a new epoch.
 */
export async function tornFile({ kills, ...options }: TornOptions): Promise<DrillResult> {
  const node = await TornNode.in();
  const fleet = await Fleet.start([node]);
  try {
    return await drill(
      await outriderService({ url: fleet.url, seed: options.seed }, usernames),
      options,
      async (harm) => {
        let forgiven = 0;
        for (let cut = 0; cut < kills; cut += 1) {
          await calm(harm);
          const saved = harm.acknowledged.length;
          await node.backUp(cut);
          await calm(harm);
          const { refused } = node;
          await fleet.kill(0, () => truncate(node.logFile, somewhere(harm, 0, node.logFile)));
          if (node.refused === refused) continue;
          const after = harm.acknowledged.slice(saved).map(({ incidentId }) => incidentId);
          harm.forgive(after);
          forgiven += after.length;
        }
        await calm(harm);
        harm.measure({
          what: `of ${kills} cuts, refused at the start in words that say what to do`,
          value: node.refused,
          unit: '',
        });
        await measureTold(harm, forgiven);
      },
    );
  } finally {
    await fleet.close();
  }
}

interface FileEnd {
  readonly file: string;
  readonly bytes: number;
}

/**
 * Two nodes, Redis killed, its append-only file cut at any byte that was written since all was calm, started again:
 * all that was on the file before the cut is there, and what was behind it is announced by a new epoch.
 */
export async function tornRedis({ kills, ...options }: TornOptions): Promise<DrillResult> {
  const redis = await RedisServer.start({ 'auto-aof-rewrite-percentage': '0' });
  const node = () => outriderNode({ OUTRIDER_REDIS_URL: redis.url });
  const fleet = await Fleet.start(await Promise.all([node(), node()]));
  fleet.keepRunning();
  const end = (): FileEnd => ({ file: redis.logFile, bytes: statSync(redis.logFile).size });
  /** how far the file went when a report had been acknowledged: it is in there, or in one before it */
  const written = new Map<string, FileEnd>();
  /** acknowledged while the file was cut: before or behind it, nobody knows */
  const unsure: string[] = [];
  let cuts = 0;
  try {
    const service = await outriderService({ url: fleet.url, seed: options.seed }, usernames);
    const report: typeof service.report = async (n, signal) => {
      const before = cuts;
      const taking = await service.report(n, signal);
      if (taking === undefined) return undefined;
      if (before !== cuts && !taking.delayed) unsure.push(taking.incidentId);
      // One that its node keeps while Redis is away gets to the file later: nobody knows where.
      else written.set(taking.incidentId, taking.delayed ? { ...end(), bytes: Infinity } : end());
      return taking;
    };
    return await drill({ ...service, report }, options, async (harm) => {
      let forgiven = 0;
      while (cuts < kills) {
        const from = end();
        await calm(harm);
        await redis.kill();
        const file = redis.logFile;
        const at = somewhere(harm, file === from.file ? from.bytes : 0, file);
        await truncate(file, at);
        cuts += 1;
        const isBehind = (one: FileEnd): boolean => one.bytes === Infinity || (one.file === file && one.bytes > at);
        const behind = [...written].filter(([, one]) => isBehind(one)).map(([incidentId]) => incidentId);
        harm.forgive(behind);
        for (const incidentId of behind) written.delete(incidentId);
        forgiven += behind.length;
        await redis.run();
        await fleet.settled();
        await calm(harm);
      }
      await calm(harm);
      harm.forgive(unsure);
      await measureTold(harm, forgiven + unsure.length);
    });
  } finally {
    await fleet.close();
    await redis.stop();
  }
}
