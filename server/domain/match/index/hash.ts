export const HASH_START = 0x811c9dc5;

/** One step of FNV-1a. */
export const hashUnit = (hash: number, unit: number): number => Math.imul(hash ^ unit, 0x01000193);

/** FNV-1a over the UTF-16 units of a text, finished so that all 32 bits are used. Depends on the text alone. */
export function hashText(text: string): number {
  let hash = HASH_START;
  for (let i = 0; i < text.length; i += 1) hash = hashUnit(hash, text.charCodeAt(i));
  return finish(hash);
}

/** One 32-bit key out of its kind and up to two parts; the order of the parts counts. */
export function hashParts(kind: number, a: number, b = 0): number {
  let hash = Math.imul(kind + 1, 0x9e3779b1);
  hash = finish(hash ^ a);
  return finish(Math.imul(hash, 0x85ebca6b) ^ b);
}

/** 16 bits that a number is told by most of the time. */
export const shortHash = (value: number): number => finish(value) & 0xffff;

export function finish(value: number): number {
  let hash = value;
  hash = Math.imul(hash ^ (hash >>> 16), 0x7feb352d);
  hash = Math.imul(hash ^ (hash >>> 15), 0x846ca68b);
  return (hash ^ (hash >>> 16)) >>> 0;
}
