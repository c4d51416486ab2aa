import { doubled } from './numbers.js';

/** Counts by a small number (a dictionary id), growing as ids appear. */
export class Counter {
  constructor(private counts: Int32Array = new Int32Array(64)) {}

  add(id: number, change: number): void {
    if (id >= this.counts.length) this.counts = doubled(this.counts, id + 1);
    this.counts[id] = (this.counts[id] ?? 0) + change;
  }

  of(id: number): number {
    return this.counts[id] ?? 0;
  }

  get bytes(): number {
    return this.counts.byteLength;
  }

  /** The counts as they are now. */
  parts(): Int32Array {
    return this.counts.slice();
  }
}
