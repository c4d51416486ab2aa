import { hash } from 'node:crypto';

/** SHA-256 as 64 lower-case hex digits; strings are hashed as UTF-8. */
export const sha256 = (data: string | Uint8Array): string => hash('sha256', data, 'hex');

/** Length of a SHA-256 in hex digits. */
export const HASH_LENGTH = 64;
