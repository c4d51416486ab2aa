import { createHash } from 'node:crypto';
import canonicalizeModule from 'canonicalize';

// A CommonJS package: its default export sits one level deeper when it is imported from an ES module.
const canonicalize = canonicalizeModule as unknown as (value: unknown) => string | undefined;

/** SHA-256, hex, of a value as canonical JSON: what is the same has the same. */
export const sha256Of = (value: unknown): string =>
  createHash('sha256')
    .update(canonicalize(value) ?? '')
    .digest('hex');
