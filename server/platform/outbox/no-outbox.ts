import { Outbox, StorageUnavailable } from '../../ports.js';

/** Beside a log that is this node's own: what it cannot store is refused, because nothing else here could. */
export class NoOutbox extends Outbox {
  override readonly keeps = false;
  override since(): undefined {
    return undefined;
  }
  override keep(): Promise<void> {
    return Promise.reject(new StorageUnavailable('Nothing is kept beside the log of this node'));
  }
  override runBy(): void {}
  override of(): ReturnType<Outbox['of']> {
    return { waiting: 0, refused: [] };
  }
  override onChange(): void {}
}
