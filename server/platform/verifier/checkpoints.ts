import { createHash, createPublicKey, verify, type KeyObject } from 'node:crypto';
import { digest, FIRST_LINK } from './entry.js';
import type { Findings } from './findings.js';

/**
 * The file of checkpoints: a line each, `SIGNATURE STATEMENT`. The signature is Ed25519 over the bytes of the statement, in
 * base64url; the statement is JSON. `previous` is the SHA-256 of the whole line before it, `key` the public key (SPKI, DER,
 * base64url).
 */
interface Statement {
  readonly kind: 'checkpoint' | 'restored';
  /** dense from 1 */
  readonly number: number;
  readonly at: string;
  readonly epoch: string;
  readonly position: number;
  readonly link: string;
  readonly previous: string;
  readonly key: string;
}

/** What a checkpoint vouches for: at this position the chain had this link. */
export interface Vouched {
  readonly number: number;
  readonly at: string;
  readonly position: number;
  readonly link: string;
}

export interface Checkpoints {
  readonly count: number;
  /** SHA-256 of the keys that they are signed with, the first first */
  readonly fingerprints: readonly string[];
  /** those that must be found in the record, in order; what a restored backup had lost is not among them */
  readonly vouched: readonly Vouched[];
}

interface Signed {
  readonly line: string;
  readonly statement: Statement;
  readonly signature: string;
  readonly text: string;
}

const LINE = /^([\w-]+) (\{.*\})$/;

function read(line: string): Signed | undefined {
  const [, signature = '', text = ''] = LINE.exec(line) ?? [];
  try {
    const statement = JSON.parse(text) as Statement;
    const sound = [statement.number, statement.position].every((n) => Number.isSafeInteger(n));
    return sound ? { line, statement, text, signature } : undefined;
  } catch {
    return undefined;
  }
}

const keyOf = (key: string): KeyObject | undefined => {
  try {
    return createPublicKey({ key: Buffer.from(key, 'base64url'), format: 'der', type: 'spki' });
  } catch {
    return undefined;
  }
};

/** Whether a text was signed with the private half of a key (SPKI, DER, base64url). */
export function verifySigned(key: string, text: string, signature: string): boolean {
  const publicKey = keyOf(key);
  // One bit further a key may be sound and of a kind that signs nothing.
  if (publicKey?.asymmetricKeyType !== 'ed25519') return false;
  return verify(null, Buffer.from(text), publicKey, Buffer.from(signature, 'base64url'));
}

export const fingerprintOf = (key: string): string =>
  createHash('sha256').update(Buffer.from(key, 'base64url')).digest('hex');

/**
 * Checks the lines of checkpoints: signatures, numbers without a gap, each naming the one before.
 * @param trusted fingerprints of the keys that may have signed; none: whichever signed the first
 * @param copy lines of a second copy, which may begin later than the first
 */
export function checkCheckpoints(
  lines: readonly string[],
  { trusted, copy = [] }: { readonly trusted: readonly string[]; readonly copy?: readonly string[] },
  findings: Findings,
): Checkpoints {
  const fingerprints: string[] = [];
  let vouched: Vouched[] = [];
  let previous = FIRST_LINK;
  for (const [index, line] of lines.entries()) {
    const number = index + 1;
    const signed = read(line);
    const forged =
      signed === undefined ||
      !verifySigned(signed.statement.key, signed.text, signed.signature) ||
      signed.statement.previous !== previous ||
      signed.statement.number !== number;
    previous = digest(line);
    if (forged) {
      findings.add('CHECKPOINT_FORGED', number, `checkpoint ${number} is not what was signed, or not where it was`);
      continue;
    }
    const { kind, at, position, link } = signed.statement;
    const fingerprint = fingerprintOf(signed.statement.key);
    if (!fingerprints.includes(fingerprint)) {
      fingerprints.push(fingerprint);
      if (trusted.length > 0 ? !trusted.includes(fingerprint) : fingerprints.length > 1)
        findings.add('CHECKPOINT_KEY', number, `from checkpoint ${number} on, another key signs: ${fingerprint}`);
    }
    if (kind === 'restored') vouched = vouched.filter((one) => one.position <= position);
    vouched.push({ number, at, position, link });
  }
  compareCopies(lines, copy, findings);
  return { count: lines.length, fingerprints, vouched };
}

/** A checkpoint that one of two copies has lost, or has otherwise. */
function compareCopies(lines: readonly string[], copy: readonly string[], findings: Findings): void {
  const first = copy[0] === undefined ? 1 : (read(copy[0])?.statement.number ?? 1);
  for (const [index, line] of copy.entries()) {
    const number = first + index;
    if (lines[number - 1] === undefined)
      findings.add('CHECKPOINT_MISSING', number, `checkpoint ${number} is missing where checkpoints are kept`);
    else if (lines[number - 1] !== line)
      findings.add('CHECKPOINT_FORGED', number, `the two copies of checkpoint ${number} differ`);
  }
  const last = first + copy.length - 1;
  if (copy.length > 0 && lines.length > last)
    findings.add('CHECKPOINT_MISSING', last + 1, `checkpoint ${last + 1} is missing in the data folder`);
}
