import { createHash } from 'node:crypto';
import type { StreamId } from '../../../ports.js';
import type { RedisLink } from '../../redis/link.js';
import { withoutBodies } from '../bodies.js';
import { FileRewrite } from '../../redis/rewrite-file.js';
import type { Entry } from '../events.js';
import type { RedisStore } from './redis-store.js';
import type { RedisReader } from './reader.js';

/** What `grown` says when bodies were erased: whoever holds events in memory forgets them. */
export const ERASED = 'erased';

/** Erases bodies in Redis, and has Redis write its file anew, in which they would stand until then. */
export class Eraser {
  readonly #rewrite: FileRewrite;

  constructor(
    private readonly store: RedisStore,
    private readonly link: RedisLink,
    private readonly reader: RedisReader,
  ) {
    this.#rewrite = new FileRewrite(link);
  }

  /** Resolves when no key and no segment holds the bodies and salts of a stream through a version any more. */
  async erase(stream: StreamId, throughVersion: number): Promise<void> {
    await this.store.markErased(this.link.client, stream, throughVersion);
    const positions: number[] = [];
    for await (const entry of this.reader.backwards(stream)) {
      const count = Math.min(throughVersion - entry.header.version + 1, entry.header.events.length);
      if (count <= 0) continue;
      await this.#replace(entry, count);
      positions.push(entry.header.position);
    }
    await this.store.eraseArchived(this.link.client, positions);
    await this.link.client.publish(this.store.keys.grown, ERASED);
    this.#rewrite.ask();
  }

  async #replace({ header, bodies }: Entry, count: number): Promise<void> {
    const { client } = this.link;
    for (let stored = bodies; ;) {
      const sha1 = createHash('sha1')
        .update(stored ?? '')
        .digest('hex');
      const erased = withoutBodies(header, stored, count);
      // What is gone from Redis is in the archive, which is next.
      if ((await this.store.replaceBodies(client, header.position, sha1, erased)) !== 'other') return;
      // Somebody else erases the same stream: what they erased stays so.
      const { entries } = await this.store.range(client, header.position, header.position, 1);
      stored = entries[0]?.bodies;
    }
  }

  close(): void {
    this.#rewrite.close();
  }
}
