import { hashText } from './match/index/hash.js';

/**
 * Tells whether a value is still what it was: 128 bits over its JSON, keys in order. It finds changes; it is no seal
 * against somebody who wants two values to have one digest.
 */
export function digestOf(value: unknown): string {
  const text = canonical(value);
  return [0, 1, 2, 3].map((salt) => hashText(`${salt}${text}`).toString(16).padStart(8, '0')).join('');
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, field]) => `${JSON.stringify(key)}:${canonical(field)}`);
  return `{${fields.join(',')}}`;
}
