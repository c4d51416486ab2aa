import { createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { sha256 } from '../log/sha256.js';

/** The file of a key cannot be used, in a sentence that says what to do. */
export class SigningKeyError extends Error {
  override readonly name = 'SigningKeyError';
}

/** The name of the key in the data folder, where no other place was named. */
export const KEY_FILE = 'checkpoint.key';

/** Signs checkpoints: Ed25519. */
export interface SigningKey {
  /** SPKI, DER, base64url */
  readonly publicKey: string;
  /** SHA-256 of the public key, hex: what a verifier is told to trust */
  readonly fingerprint: string;
  /** base64url */
  sign(text: string): string;
}

const isMissing = (cause: unknown): boolean => (cause as NodeJS.ErrnoException).code === 'ENOENT';

async function readOrMake(path: string): Promise<string> {
  try {
    const { mode } = await stat(path);
    if ((mode & 0o077) !== 0)
      throw new SigningKeyError(`The key ${path} can be read by others than its owner: chmod 600 it.`);
    return await readFile(path, 'utf8');
  } catch (cause) {
    if (!isMissing(cause)) throw cause;
  }
  const { privateKey } = generateKeyPairSync('ed25519');
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await writeFile(path, pem, { mode: 0o600, flag: 'wx' });
  return pem;
}

/**
 * The key in a file (PEM, PKCS #8), which is made at the first start, for its owner alone.
 * @throws SigningKeyError when others may read it, or it is no such key
 */
export async function openSigningKey(path: string): Promise<SigningKey> {
  const pem = await readOrMake(path);
  let privateKey;
  try {
    privateKey = createPrivateKey(pem);
  } catch (cause) {
    throw new SigningKeyError(`The file ${path} holds no private key in PEM.`, { cause });
  }
  if (privateKey.asymmetricKeyType !== 'ed25519') throw new SigningKeyError(`The key ${path} is not an Ed25519 key.`);
  const publicKey = createPublicKey(privateKey).export({ type: 'spki', format: 'der' });
  return {
    publicKey: publicKey.toString('base64url'),
    fingerprint: sha256(publicKey),
    sign: (text) => sign(null, Buffer.from(text, 'utf8'), privateKey).toString('base64url'),
  };
}
