const START = 256;

/**
 * Many numbers under one 32-bit key, in typed arrays: 12 to 24 bytes an entry, additions in constant time (growing
 * copies, and is spread over the additions before it). The keys themselves are kept, so there are no false answers.
 */
export class Multimap {
  private heads = new Int32Array(START).fill(-1);
  private next = new Int32Array(START);
  private keys = new Uint32Array(START);
  private values = new Uint32Array(START);
  private used = 0;

  get size(): number {
    return this.used;
  }

  get bytes(): number {
    return 4 * (this.heads.length + this.next.length + this.keys.length + this.values.length);
  }

  add(key: number, value: number): void {
    if (this.used === this.values.length) this.grow();
    const slot = this.slotOf(key);
    this.keys[this.used] = key;
    this.values[this.used] = value;
    this.next[this.used] = this.heads[slot] ?? -1;
    this.heads[slot] = this.used;
    this.used += 1;
  }

  /** Appends the values under a key to `into`, newest first. */
  collect(key: number, into: number[]): void {
    for (let at = this.heads[this.slotOf(key)] ?? -1; at >= 0; at = this.next[at] ?? -1) {
      if (this.keys[at] === key >>> 0) into.push(this.values[at] ?? 0);
    }
  }

  /** Every entry, as parallel arrays of which the first `size` places count; not to be changed. */
  entries(): { readonly keys: Uint32Array; readonly values: Uint32Array; readonly size: number } {
    return { keys: this.keys, values: this.values, size: this.used };
  }

  private slotOf(key: number): number {
    return key & (this.heads.length - 1);
  }

  private grow(): void {
    const size = this.values.length * 2;
    this.next = grown(this.next, new Int32Array(size));
    this.keys = grown(this.keys, new Uint32Array(size));
    this.values = grown(this.values, new Uint32Array(size));
    this.heads = new Int32Array(size).fill(-1);
    for (let at = 0; at < this.used; at += 1) {
      const slot = this.slotOf(this.keys[at] ?? 0);
      this.next[at] = this.heads[slot] ?? -1;
      this.heads[slot] = at;
    }
  }
}

function grown<T extends Int32Array | Uint32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
