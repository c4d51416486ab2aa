import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/**
 * A network on this machine that can fail: stands between a client and a server, or several of which each connection gets
 * the next that answers, and is cut, slowed or goes silent by hand.
 */
export class TcpProxy {
  readonly #pairs = new Set<readonly [Socket, Socket]>();
  #silent = false;
  #deaf = false;
  #refusing = false;
  #stalled = false;
  #delayMs = 0;
  #turn = 0;
  readonly #server = createServer((client) => this.#join(client));

  private constructor(private targets: readonly string[]) {}

  static async to(...urls: readonly string[]): Promise<TcpProxy> {
    const proxy = new TcpProxy(urls);
    proxy.#server.listen(0, '127.0.0.1');
    await once(proxy.#server, 'listening');
    return proxy;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Where connections go from here on; those that are open stay. */
  leadTo(...urls: readonly string[]): void {
    this.targets = urls;
  }

  /** Ends every connection, as a phone that changes its mast does. New ones are let through. */
  cut(): void {
    for (const [client, server] of this.#pairs) {
      client.destroy();
      server.destroy();
    }
  }

  /** The cable is pulled: connections end and new ones are turned away, until it comes back. */
  pull(): void {
    this.#refusing = true;
    this.cut();
  }

  /** From here on nothing is passed on, either way, and nobody is told: the half-open link. */
  goSilent(): void {
    this.#silent = true;
    for (const [client, server] of this.#pairs) {
      client.pause();
      server.pause();
    }
  }

  /** From here on nobody takes what the server sends, and what clients say arrives: readers that are too slow. */
  stall(): void {
    this.#stalled = true;
    for (const [, server] of this.#pairs) server.pause();
  }

  /** From here on what clients say arrives, and no answer comes back. */
  loseAnswers(): void {
    this.#deaf = true;
  }

  /** From here on everything comes so many ms later, in order. */
  delay(ms: number): void {
    this.#delayMs = ms;
  }

  /** The network is back. What was lost in between stays lost: connections from before are cut. */
  comeBack(): void {
    this.#silent = false;
    this.#deaf = false;
    this.#refusing = false;
    this.#stalled = false;
    this.cut();
  }

  async close(): Promise<void> {
    this.cut();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #join(client: Socket): void {
    client.on('error', () => client.destroy());
    if (this.#refusing) return void client.destroy();
    client.pause();
    this.#reach(client, this.targets.length);
  }

  /** Connects to the next target; to the one after it when that does not answer. */
  #reach(client: Socket, left: number): void {
    const target = this.targets[this.#turn++ % this.targets.length];
    if (left === 0 || target === undefined) return void client.destroy();
    const server = connect(Number(new URL(target).port), '127.0.0.1');
    const refused = (): void => this.#reach(client, left - 1);
    server.once('error', refused);
    server.once('connect', () => {
      server.off('error', refused);
      this.#pair(client, server);
    });
  }

  #pair(client: Socket, server: Socket): void {
    const pair = [client, server] as const;
    this.#pairs.add(pair);
    const end = (): void => {
      this.#pairs.delete(pair);
      client.destroy();
      server.destroy();
    };
    for (const socket of pair) socket.on('error', end).on('close', end);
    client.on('data', (chunk) => this.#pass(chunk, server));
    server.on('data', (chunk) => void (this.#deaf || this.#pass(chunk, client)));
    if (client.destroyed) return end();
    if (!this.#silent) client.resume();
    if (this.#stalled) server.pause();
  }

  #pass(chunk: Buffer, to: Socket): void {
    if (this.#silent) return;
    if (this.#delayMs === 0) to.write(chunk);
    else setTimeout(() => void (to.destroyed || to.write(chunk)), this.#delayMs);
  }
}
