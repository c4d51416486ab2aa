/** A column of a table: what it says of one entry after another, in as few bytes as it takes. */
export type Column = Uint8Array | Uint16Array | Uint32Array | Int32Array;

/** 32-bit numbers in a typed array that grows. The first `size` of `items` count. */
export class Numbers {
  items = new Uint32Array(64);
  size = 0;

  push(value: number): void {
    if (this.size === this.items.length) this.items = doubled(this.items);
    this.items[this.size] = value;
    this.size += 1;
  }

  /** A copy of no more room than it takes. */
  packed(): Uint32Array {
    return this.items.slice(0, this.size);
  }
}

/** The same entries with room for as many more. */
export function doubled<T extends Column>(from: T, least = 0): T {
  const to = new (from.constructor as new (length: number) => T)(Math.max(from.length * 2, least));
  to.set(from);
  return to;
}
