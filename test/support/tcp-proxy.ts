import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A network on this machine that can fail: stands between a client and a server, and is cut or goes silent by hand. */
export class TcpProxy {
  readonly #pairs = new Set<readonly [Socket, Socket]>();
  #silent = false;
  readonly #server = createServer((client) => this.#join(client));

  private constructor(private readonly targetPort: number) {}

  static async to(url: string): Promise<TcpProxy> {
    const proxy = new TcpProxy(Number(new URL(url).port));
    proxy.#server.listen(0, '127.0.0.1');
    await once(proxy.#server, 'listening');
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Ends every connection, as a phone that changes its mast does. New ones are let through. */
  cut(): void {
    for (const [client, server] of this.#pairs) {
      client.destroy();
      server.destroy();
    }
  }

  /** From here on nothing is passed on, either way, and nobody is told: the half-open link. */
  goSilent(): void {
    this.#silent = true;
    for (const [client, server] of this.#pairs) {
      client.pause();
      server.pause();
    }
  }

  /** The network is back. What was lost in between stays lost: connections from before are cut. */
  comeBack(): void {
    this.#silent = false;
    this.cut();
  }

  async close(): Promise<void> {
    this.cut();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #join(client: Socket): void {
    const server = connect(this.targetPort, '127.0.0.1');
    const pair = [client, server] as const;
    this.#pairs.add(pair);
    const end = (): void => {
      this.#pairs.delete(pair);
      client.destroy();
      server.destroy();
    };
    for (const socket of pair) socket.on('error', end).on('close', end);
    client.on('data', (chunk) => void (this.#silent || server.write(chunk)));
    server.on('data', (chunk) => void (this.#silent || client.write(chunk)));
    if (this.#silent) client.pause();
  }
}
