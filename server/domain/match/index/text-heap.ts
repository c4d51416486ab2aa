import { doubled } from './numbers.js';

export interface TextParts {
  readonly heap: Uint8Array;
  readonly ends: Uint32Array;
}

/**
 * Many short texts in one array of bytes, and where each ends (4 bytes). A text is one byte that says how wide its letters
 * are, and one or two bytes a letter.
 */
export class TextHeap {
  private heap: Uint8Array;
  private ends: Uint32Array;
  private count: number;
  private used: number;

  constructor(parts: TextParts = { heap: new Uint8Array(0), ends: new Uint32Array(0) }) {
    ({ heap: this.heap, ends: this.ends } = parts);
    this.count = this.ends.length;
    this.used = this.heap.length;
  }

  get size(): number {
    return this.count;
  }

  get bytes(): number {
    return this.heap.byteLength + this.ends.byteLength;
  }

  add(text: string): void {
    const room = this.used + bytesOf(text);
    if (room > this.heap.length) this.heap = doubled(this.heap, Math.max(room, 1024));
    if (this.count === this.ends.length) this.ends = doubled(this.ends, 64);
    this.used = writeText(text, this.heap, this.used);
    this.ends[this.count] = this.used;
    this.count += 1;
  }

  get(at: number): string {
    const from = at === 0 ? 0 : (this.ends[at - 1] ?? 0);
    return readText(this.heap, from, this.ends[at] ?? from);
  }

  /** How many letters a text has. */
  lengthAt(at: number): number {
    const from = at === 0 ? 0 : (this.ends[at - 1] ?? 0);
    return ((this.ends[at] ?? from) - from - 1) / (this.heap[from] ?? NARROW);
  }

  /** Copies the letters of a text, as many as there is room for. @returns how many it has */
  copy(at: number, into: Uint16Array): number {
    const from = at === 0 ? 0 : (this.ends[at - 1] ?? 0);
    const { heap } = this;
    const width = heap[from] ?? NARROW;
    const length = ((this.ends[at] ?? from) - from - 1) / width;
    for (let i = 0; i < length; i += 1) {
      const here = from + 1 + i * width;
      into[i] = (heap[here] ?? 0) | (width === WIDE ? (heap[here + 1] ?? 0) << 8 : 0);
    }
    return length;
  }

  /** The texts so far, in copies of no more room than they take. */
  parts(): TextParts {
    return { heap: this.heap.slice(0, this.used), ends: this.ends.slice(0, this.count) };
  }
}

const [NARROW, WIDE] = [1, 2];

/** Bytes that a text takes, at most. */
export const bytesOf = (text: string): number => 1 + 2 * text.length;

/** Writes a text and returns where it ends. There must be room for it. */
export function writeText(text: string, into: Uint8Array, from: number): number {
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    if (unit > 255) return writeWide(text, into, from);
    into[from + 1 + i] = unit;
  }
  into[from] = NARROW;
  return from + 1 + text.length;
}

function writeWide(text: string, into: Uint8Array, from: number): number {
  into[from] = WIDE;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    into[from + 1 + 2 * i] = unit & 255;
    into[from + 2 + 2 * i] = unit >>> 8;
  }
  return from + 1 + 2 * text.length;
}

export function readText(bytes: Uint8Array, from: number, to: number): string {
  let text = '';
  const step = bytes[from] === WIDE ? 2 : 1;
  for (let at = from + 1; at < to; at += step)
    text += String.fromCharCode((bytes[at] ?? 0) | (step === 2 ? (bytes[at + 1] ?? 0) << 8 : 0));
  return text;
}
