/** FNV-1a over the UTF-16 units of a text, finished so that all 32 bits are used. Depends on the text alone. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return finish(hash);
}

/** One 32-bit key out of its kind and up to three parts; the order of the parts counts. */
export function hashParts(kind: number, a: number, b = 0, c = 0): number {
  let hash = Math.imul(kind + 1, 0x9e3779b1);
  hash = finish(hash ^ a);
  hash = finish(Math.imul(hash, 0x85ebca6b) ^ b);
  return finish(Math.imul(hash, 0xc2b2ae35) ^ c);
}

function finish(value: number): number {
  let hash = value;
  hash = Math.imul(hash ^ (hash >>> 16), 0x7feb352d);
  hash = Math.imul(hash ^ (hash >>> 15), 0x846ca68b);
  return (hash ^ (hash >>> 16)) >>> 0;
}
