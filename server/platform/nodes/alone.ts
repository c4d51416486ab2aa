import { Lease, Roster, SharedCounts } from '../../ports.js';

/** The only node does everything itself, always. */
export class OwnLease extends Lease {
  override token(): number {
    return 1;
  }
  override onTaken(): void {}
}

/** Nobody is connected anywhere else. */
export class EmptyRoster extends Roster {
  override tell(): void {}
  override elsewhere(): readonly string[] {
    return [];
  }
}

/** There is nobody to count with. */
export class OwnCounts extends SharedCounts {
  override add(): Promise<undefined> {
    return Promise.resolve(undefined);
  }
}
