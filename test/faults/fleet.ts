import { TcpProxy } from '../support/tcp-proxy.js';

/** A node that runs, as a process of its own. */
export interface FleetNode {
  readonly url: string;
  /** SIGKILL */
  readonly kill: () => Promise<void>;
  readonly stop: () => Promise<unknown>;
}

/** How one node of a fleet is started, every time over what it left behind. */
export interface NodePlan {
  readonly start: () => Promise<FleetNode>;
  /** Removes what it left behind, at the end. */
  readonly remove: () => Promise<void>;
}

/** The nodes of a service behind one address. */
export class Fleet {
  readonly #nodes: FleetNode[] = [];
  /** every start of a node, in ms, from the process to where it serves */
  readonly starts: number[] = [];

  private constructor(
    readonly door: TcpProxy,
    private readonly plans: readonly NodePlan[],
  ) {}

  static async start(plans: readonly NodePlan[]): Promise<Fleet> {
    const fleet = new Fleet(await TcpProxy.to(), plans);
    for (const node of plans.keys()) await fleet.#startNode(node);
    return fleet;
  }

  get url(): string {
    return this.door.url;
  }

  /** The nodes themselves, past the door. */
  get nodes(): readonly string[] {
    return this.#nodes.map(({ url }) => url);
  }

  get size(): number {
    return this.#nodes.length;
  }

  /** SIGKILL, and a new process over what it left behind, as a service manager does it. */
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
    for (const plan of this.plans) await plan.remove();
  }

  async #startNode(node: number): Promise<void> {
    const from = performance.now();
    this.#nodes[node] = await this.plans[node]!.start();
    this.starts.push(performance.now() - from);
    this.door.leadTo(...this.#nodes.map(({ url }) => url));
  }
}
