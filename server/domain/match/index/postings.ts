import { Multimap } from './multimap.js';
import type { Numbers } from './numbers.js';
import { PackedPostings, type PostingsParts } from './packed-postings.js';
import type { Steps } from './steps.js';

/** Postings of which most are packed and the latest are not, until they are sealed. */
export class Postings {
  private loose = new Multimap();
  /** what is being packed just now */
  private leaving: Multimap | undefined;

  constructor(private packed?: PackedPostings) {}

  static from(parts: PostingsParts): Postings {
    return new Postings(new PackedPostings(parts));
  }

  get looseSize(): number {
    return this.loose.size;
  }

  get size(): number {
    return this.loose.size + (this.leaving?.size ?? 0) + (this.packed?.size ?? 0);
  }

  get bytes(): number {
    return this.loose.bytes + (this.leaving?.bytes ?? 0) + (this.packed?.bytes ?? 0);
  }

  add(key: number, value: number): void {
    this.loose.add(key, value);
  }

  /**
   * Appends the values under a key to `into`.
   * @returns false when there are more than `most`; some of them may have been appended
   */
  collect(key: number, into: Numbers, most = Infinity): boolean {
    const { packed, leaving, loose } = this;
    const limit = into.size + most;
    if (packed !== undefined && packed.size > 0 && !packed.collect(key, into, most)) return false;
    if (leaving !== undefined && !leaving.collect(key, into, limit - into.size)) return false;
    return loose.collect(key, into, limit - into.size);
  }

  /** Packs what is loose together with what was packed before; between two steps everything can be asked and added to. */
  *sealing(): Steps<void> {
    if (this.leaving !== undefined) throw new Error('Postings are sealed once at a time');
    if (this.packed !== undefined && this.loose.size === 0) return;
    this.leaving = this.loose;
    this.loose = new Multimap();
    const { keys, values, size } = this.packed === undefined ? this.leaving.entries() : this.together(this.leaving);
    this.packed = yield* PackedPostings.building(keys, values, size);
    this.leaving = undefined;
  }

  private together(added: Multimap): ReturnType<Multimap['entries']> {
    const all = new Multimap();
    for (const [key, value] of this.packed?.entries() ?? []) all.add(key, value);
    const { keys, values, size } = added.entries();
    for (let at = 0; at < size; at += 1) all.add(keys[at] ?? 0, values[at] ?? 0);
    return all.entries();
  }

  /** What is packed; nothing may be loose. */
  parts(): PostingsParts {
    if (this.packed === undefined || this.size > this.packed.size) throw new Error('Only sealed postings have parts');
    return this.packed.parts;
  }
}
