import { setTimeout as pause } from 'node:timers/promises';
import { Api } from '../support/api.js';
import { TcpProxy } from '../support/tcp-proxy.js';

/** Between two looks at whether nodes serve, in ms. */
const LOOK_MS = 100;

/** A node that runs, as a process of its own. */
export interface FleetNode {
  readonly url: string;
  /** Resolves when it has ended, however that came. */
  readonly ended: Promise<unknown>;
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
  readonly #killed = new Set<FleetNode>();
  readonly #startingAgain = new Set<Promise<void>>();
  #isKept = false;
  #failure: unknown;

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

  /**
   * SIGKILL, and a new process over what it left behind, as a service manager does it.
   * @param meanwhile what happens to that before
   */
  async kill(node: number, meanwhile?: () => Promise<void>): Promise<void> {
    const killed = this.#nodes[node]!;
    this.#leadPast(killed);
    this.#killed.add(killed);
    await killed.kill();
    await meanwhile?.();
    await this.#startNode(node);
  }

  /** From here on a node that ends by itself is started again, as a service manager does it. */
  keepRunning(): void {
    this.#isKept = true;
    for (const node of this.#nodes.keys()) this.#keep(node);
  }

  /** Resolves when every node serves, none of them without the log that it shares. */
  async settled(): Promise<void> {
    const isReady = async ({ url }: FleetNode): Promise<boolean> => {
      const answer = await new Api(url).call<{ readonly status: string }>('GET', '/readyz').catch(() => undefined);
      return answer?.status === 200 && answer.body.status === 'ready';
    };
    const areReady = async (): Promise<boolean> => (await Promise.all(this.#nodes.map(isReady))).every(Boolean);
    while (this.#failure === undefined && (this.#startingAgain.size > 0 || !(await areReady()))) await pause(LOOK_MS);
    if (this.#failure !== undefined) throw this.#failure;
  }

  async close(): Promise<void> {
    this.#isKept = false;
    await Promise.all(this.#startingAgain);
    await this.door.close();
    for (const node of this.#nodes) await node.stop();
    for (const plan of this.plans) await plan.remove();
  }

  async #startNode(node: number): Promise<void> {
    const from = performance.now();
    this.#nodes[node] = await this.plans[node]!.start();
    this.starts.push(performance.now() - from);
    this.door.leadTo(...this.#nodes.map(({ url }) => url));
    if (this.#isKept) this.#keep(node);
  }

  #keep(node: number): void {
    const kept = this.#nodes[node]!;
    void kept.ended.then(() => {
      if (!this.#isKept || this.#killed.has(kept)) return;
      this.#leadPast(kept);
      const starting = this.#startNode(node)
        .catch((cause: unknown) => void (this.#failure ??= cause))
        .finally(() => this.#startingAgain.delete(starting));
      this.#startingAgain.add(starting);
    });
  }

  /** A balancer that looks after its nodes sends nobody to one that is gone. */
  #leadPast(gone: FleetNode): void {
    this.door.leadTo(...this.#nodes.filter((other) => other !== gone).map(({ url }) => url));
  }
}
