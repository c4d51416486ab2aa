import { Numbers } from '../index/numbers.js';

/**
 * Figures by a small number, of which a search sets but few; all others are 0. Kept between searches, since it is too large
 * to be made anew: the next one takes back what the last one has set.
 */
export class SparseTable<T extends Float32Array | Uint8Array> {
  private readonly touched = new Numbers();

  constructor(public values: T) {}

  /** Takes everything back, and makes room for so many. */
  begin(size: number): void {
    const { touched, values } = this;
    for (let i = 0; i < touched.size; i += 1) values[touched.items[i] ?? 0] = 0;
    touched.size = 0;
    if (values.length < size) this.values = new (values.constructor as new (length: number) => T)(2 * size);
  }

  raise(at: number, value: number): void {
    const before = this.values[at] ?? 0;
    if (value > before || before === 0) this.set(at, Math.max(value, before));
  }

  set(at: number, value: number): void {
    this.values[at] = value;
    this.touched.push(at);
  }
}
