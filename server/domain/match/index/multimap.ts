import { doubled, type Numbers } from './numbers.js';

const START = 256;

/**
 * Many numbers under one 32-bit key, in typed arrays, 16 bytes an entry. Additions only append: chains are linked at the
 * first question after them, so that entries which are packed before anybody asks cost next to nothing. The keys
 * themselves are kept, so there are no false answers.
 */
export class Multimap {
  private keys = new Uint32Array(START);
  private values = new Uint32Array(START);
  private heads = new Int32Array(0);
  private next = new Int32Array(0);
  private used = 0;
  private linked = 0;

  get size(): number {
    return this.used;
  }

  get bytes(): number {
    return 4 * (this.heads.length + this.next.length + this.keys.length + this.values.length);
  }

  add(key: number, value: number): void {
    if (this.used === this.values.length) {
      this.keys = doubled(this.keys);
      this.values = doubled(this.values);
    }
    this.keys[this.used] = key;
    this.values[this.used] = value;
    this.used += 1;
  }

  /**
   * Appends the values under a key to `into`, newest first.
   * @returns false when there are more than `most`; some of them may have been appended
   */
  collect(key: number, into: Numbers, most = Infinity): boolean {
    if (this.used === 0) return true;
    if (this.linked < this.used) this.link();
    let left = most;
    for (let at = this.heads[this.chainOf(key)] ?? -1; at >= 0; at = this.next[at] ?? -1) {
      if (this.keys[at] !== key >>> 0) continue;
      if (left === 0) return false;
      left -= 1;
      into.push(this.values[at] ?? 0);
    }
    return true;
  }

  /** Every entry, as parallel arrays of which the first `size` places count; not to be changed. */
  entries(): { readonly keys: Uint32Array; readonly values: Uint32Array; readonly size: number } {
    return { keys: this.keys, values: this.values, size: this.used };
  }

  /** The chain of a key: keys that are small numbers are spread as well as hashes. */
  private chainOf(key: number): number {
    const mixed = Math.imul(key, 0x9e3779b1);
    return (mixed ^ (mixed >>> 15)) & (this.heads.length - 1);
  }

  private link(): void {
    if (this.next.length < this.values.length) {
      this.next = new Int32Array(this.values.length);
      this.heads = new Int32Array(this.values.length).fill(-1);
      this.linked = 0;
    }
    for (; this.linked < this.used; this.linked += 1) {
      const chain = this.chainOf(this.keys[this.linked] ?? 0);
      this.next[this.linked] = this.heads[chain] ?? -1;
      this.heads[chain] = this.linked;
    }
  }
}
