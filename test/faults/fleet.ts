import { rm } from 'node:fs/promises';
import { newFolder, Outrider } from '../support/outrider.js';
import { TcpProxy } from '../support/tcp-proxy.js';

/** What a node says that was started while the shared log was away. */
const NO_SHARED_LOG = /The shared log .* does not answer|The log went away while/;
/** Between two starts, in ms, as a service manager waits. */
const RESTART_MS = 1_000;
const MOST_STARTS = 60;

/** The nodes of a service behind one address, each a process of its own with its own data folder. */
export class Fleet {
  readonly #nodes: Outrider[] = [];
  readonly #folders: string[] = [];
  /** every start of a node, in ms, from the process to where it serves */
  readonly starts: number[] = [];

  private constructor(
    readonly door: TcpProxy,
    private readonly env: readonly Readonly<Record<string, string>>[],
  ) {}

  /** @param env the settings of each node beside those of every test */
  static async start(env: readonly Readonly<Record<string, string>>[]): Promise<Fleet> {
    const fleet = new Fleet(await TcpProxy.to(), env);
    for (let node = 0; node < env.length; node += 1) {
      fleet.#folders.push(await newFolder());
      await fleet.#startNode(node);
    }
    return fleet;
  }

  get url(): string {
    return this.door.url;
  }

  get size(): number {
    return this.#nodes.length;
  }

  node(index: number): Outrider {
    return this.#nodes[index]!;
  }

  /** SIGKILL, and a new process over the same folder, as a service manager does it. */
  async kill(node: number): Promise<void> {
    const killed = this.#nodes[node]!;
    // A balancer that looks after its nodes sends nobody to one that is gone.
    this.door.leadTo(...this.#nodes.filter((other) => other !== killed).map(({ url }) => url));
    await killed.kill();
    await this.#startNode(node);
  }

  async close(): Promise<void> {
    await this.door.close();
    for (const node of this.#nodes) await node.stop();
    for (const folder of this.#folders) await rm(folder, { recursive: true, force: true });
  }

  async #startNode(node: number): Promise<void> {
    const from = performance.now();
    this.#nodes[node] = await this.#untilStarted(node);
    this.starts.push(performance.now() - from);
    this.door.leadTo(...this.#nodes.map(({ url }) => url));
  }

  /** Tries it again while the shared log does not answer. @throws whatever else keeps it from starting */
  async #untilStarted(node: number): Promise<Outrider> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await Outrider.start({ dataFolder: this.#folders[node]!, env: { ...this.env[node] } });
      } catch (cause) {
        if (attempt === MOST_STARTS || !NO_SHARED_LOG.test(String(cause))) throw cause;
        await new Promise((resolve) => setTimeout(resolve, RESTART_MS));
      }
    }
  }
}
