import type { ServerEvents } from '../../contract/index.js';

/** One reader's connection, as their pump uses it. */
export interface Line {
  emit<E extends keyof ServerEvents>(event: E, frame: Parameters<ServerEvents[E]>[0]): void;
  /** Resolves once the connection takes more; rejects when it has ended or stays full for too long. */
  ready(): Promise<void>;
  close(): void;
}
