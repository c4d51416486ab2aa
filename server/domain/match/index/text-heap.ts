/** Many short texts in one array of bytes. */
export class TextHeap {
  private heap = new Uint8Array(1024);
  private ends = new Uint32Array(64);
  private count = 0;
  private used = 0;

  get bytes(): number {
    return this.heap.byteLength + this.ends.byteLength;
  }

  add(text: string): void {
    const bytes = encodeText(text);
    if (this.used + bytes.length > this.heap.length) {
      const grown = new Uint8Array(Math.max(this.heap.length * 2, this.used + bytes.length));
      grown.set(this.heap);
      this.heap = grown;
    }
    if (this.count === this.ends.length) {
      const grown = new Uint32Array(this.ends.length * 2);
      grown.set(this.ends);
      this.ends = grown;
    }
    this.heap.set(bytes, this.used);
    this.used += bytes.length;
    this.ends[this.count] = this.used;
    this.count += 1;
  }

  get(at: number): string {
    return decodeText(this.heap.subarray(at === 0 ? 0 : this.ends[at - 1], this.ends[at]));
  }

  trim(): void {
    this.heap = this.heap.slice(0, this.used);
    this.ends = this.ends.slice(0, this.count);
  }
}

/** UTF-16 units as pairs of bytes, or one byte each when all are below 256; the first byte says which. */
function encodeText(text: string): Uint8Array {
  const narrow = isNarrow(text);
  const bytes = new Uint8Array(1 + text.length * (narrow ? 1 : 2));
  bytes[0] = narrow ? 1 : 2;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    if (narrow) bytes[i + 1] = unit;
    else {
      bytes[2 * i + 1] = unit & 255;
      bytes[2 * i + 2] = unit >>> 8;
    }
  }
  return bytes;
}

function decodeText(bytes: Uint8Array): string {
  let text = '';
  if (bytes[0] === 1) for (let i = 1; i < bytes.length; i += 1) text += String.fromCharCode(bytes[i] ?? 0);
  else
    for (let i = 1; i + 1 < bytes.length; i += 2)
      text += String.fromCharCode((bytes[i] ?? 0) | ((bytes[i + 1] ?? 0) << 8));
  return text;
}

function isNarrow(text: string): boolean {
  for (let i = 0; i < text.length; i += 1) if (text.charCodeAt(i) > 255) return false;
  return true;
}
