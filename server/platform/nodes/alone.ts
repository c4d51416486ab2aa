import { Lease, Roster } from '../../ports.js';

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
