import type { RedisLink } from './link.js';

const RETRY_MS = 5_000;

/** Has Redis write its append-only file anew, in which what was overwritten would stand until then. */
export class FileRewrite {
  #waiting: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(private readonly link: RedisLink) {}

  /** Redis refuses while it is rewriting already, from a state that may be older: then it is asked again. */
  ask(after = 0): void {
    if (this.#closed) return;
    clearTimeout(this.#waiting);
    this.#waiting = setTimeout(() => {
      (async () => this.link.client.sendCommand(['BGREWRITEAOF']))().catch(() => this.ask(RETRY_MS));
    }, after);
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#waiting);
  }
}
