import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { v7 } from 'uuid';
import { Clock, Ids, Passwords } from '../../ports.js';

export class SystemClock extends Clock {
  override now(): string {
    return new Date().toISOString();
  }
}

export class RandomIds extends Ids {
  override next(): string {
    return v7();
  }
  override secret(bytes: number): string {
    return randomBytes(bytes).toString('base64url');
  }
}

const derive = promisify<string, Buffer, number, { N: number; r: number; p: number; maxmem: number }, Buffer>(scrypt);

/** OWASP Password Storage Cheat Sheet: scrypt with N = 2^15, r = 8, p = 3 (32 MiB a hash). */
const COST = { N: 2 ** 15, r: 8, p: 3, maxmem: 256 * 1024 * 1024 };
const HASH_BYTES = 32;

/** scrypt of node:crypto; a hash carries its own cost: `scrypt$N$r$p$salt$hash`. */
export class ScryptPasswords extends Passwords {
  override async hash(password: string): Promise<string> {
    const salt = randomBytes(16);
    const hash = await derive(password.normalize('NFKC'), salt, HASH_BYTES, COST);
    return ['scrypt', COST.N, COST.r, COST.p, salt.toString('base64url'), hash.toString('base64url')].join('$');
  }

  override async verify(password: string, stored: string): Promise<boolean> {
    const [scheme, n, r, p, salt, hash] = stored.split('$');
    if (scheme !== 'scrypt' || !n || !r || !p || !salt || !hash) return false;
    const expected = Buffer.from(hash, 'base64url');
    const cost = { N: Number(n), r: Number(r), p: Number(p), maxmem: COST.maxmem };
    const actual = await derive(password.normalize('NFKC'), Buffer.from(salt, 'base64url'), expected.length, cost);
    return timingSafeEqual(actual, expected);
  }
}
