import { rm } from 'node:fs/promises';
import { newFolder, Outrider } from '../support/outrider.js';
import { TcpProxy } from '../support/tcp-proxy.js';

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

  /** SIGKILL, and after `downMs` a new process over the same folder, as a service manager does it. */
  async kill(node: number, downMs = 0): Promise<void> {
    const killed = this.#nodes[node]!;
    // A balancer that looks after its nodes sends nobody to one that is gone.
    this.door.leadTo(...this.#nodes.filter((other) => other !== killed).map(({ url }) => url));
    await killed.kill();
    if (downMs > 0) await new Promise((resolve) => setTimeout(resolve, downMs));
    await this.#startNode(node);
  }

  async close(): Promise<void> {
    await this.door.close();
    for (const node of this.#nodes) await node.stop();
    for (const folder of this.#folders) await rm(folder, { recursive: true, force: true });
  }

  async #startNode(node: number): Promise<void> {
    const from = performance.now();
    this.#nodes[node] = await Outrider.start({ dataFolder: this.#folders[node]!, env: { ...this.env[node] } });
    this.starts.push(performance.now() - from);
    this.door.leadTo(...this.#nodes.map(({ url }) => url));
  }
}
