import type { QueryAddress } from '../compare/address.js';
import { ANYWHERE, SKETCH_WORDS, streetHash } from '../index/sketch.js';
import type { Sieve } from './gathering.js';
import { SparseTable } from './sparse-table.js';

const streets = new SparseTable(new Uint8Array(2 ** 16));

/** Leaves out the records of which the sketch tells that they are in another street than the one asked about. One search at a time. */
export class LocationSieve implements Sieve {
  private readonly open: boolean;

  constructor({ street, estate, uprn }: QueryAddress) {
    this.open = street === undefined || estate !== undefined || uprn[0] + uprn[1] !== 0;
    streets.begin(0);
    for (const id of street?.alike ?? []) streets.set(streetHash(id), 1);
  }

  lets(sketches: Uint32Array, slot: number): boolean {
    if (this.open) return true;
    const home = sketches[slot * SKETCH_WORDS + 3] ?? 0;
    const street = home >>> 16;
    return street === 0 || home === ANYWHERE || streets.values[street] !== 0;
  }
}
