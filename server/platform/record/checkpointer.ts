import type { EventLog } from '../../ports.js';
import { logger } from '../metrics/logger.js';
import type { CheckpointFile } from './checkpoint-file.js';

const INTERVAL_MS = 5 * 60_000;

/** Says at intervals, and when Outrider stops, how far the log has come. */
export class Checkpointer {
  #timer: NodeJS.Timeout | undefined;
  #said = '';

  constructor(
    private readonly log: EventLog,
    private readonly file: CheckpointFile,
  ) {}

  start(): void {
    this.#timer = setInterval(() => void this.#tryIt(), INTERVAL_MS).unref();
  }

  /** Signs where the log ends now, unless that was said before. */
  async checkpoint(): Promise<void> {
    const { epoch, position, link } = await this.log.head();
    if (position === 0 || this.#said === link) return;
    await this.file.add({ kind: 'checkpoint', at: new Date().toISOString(), epoch, position, link });
    this.#said = link;
  }

  /** Resolves after a last checkpoint. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#tryIt();
  }

  /** A witness that is away for a while holds up nobody: the next checkpoint speaks for this one too. */
  async #tryIt(): Promise<void> {
    await this.checkpoint().catch((cause: unknown) => {
      logger.error({ err: cause }, 'a checkpoint of the log could not be kept in both of its places');
    });
  }
}
