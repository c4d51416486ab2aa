import { mkdir, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SigningKey } from './signing-key.js';
import { sha256 } from '../log/sha256.js';

/**
 * The file of checkpoints: what the log had come to, said at intervals and signed, so that whoever cuts the log short or
 * writes another history into it contradicts what was signed. A line each, `SIGNATURE STATEMENT`: Ed25519 over the bytes
 * of the statement, in base64url, and the statement as JSON. `previous` is the SHA-256 of the line before; `key` the
 * public key (SPKI, DER, base64url). Lines are only ever added.
 */
export interface Statement {
  readonly kind: 'checkpoint' | 'restored';
  /** ISO 8601 */
  readonly at: string;
  readonly epoch: string;
  readonly position: number;
  /** of the chain, at that position */
  readonly link: string;
}

export const CHECKPOINTS = 'checkpoints';
const NOTHING_BEFORE = '0'.repeat(64);

const linesOf = async (folder: string): Promise<string[]> => {
  const text = await readFile(join(folder, CHECKPOINTS), 'utf8').catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') return '';
    throw cause;
  });
  // What a crash left of the last line was never said.
  return text.split('\n').slice(0, -1);
};

const numberOf = (line: string | undefined): number =>
  line === undefined ? 0 : (JSON.parse(line.slice(line.indexOf(' ') + 1)) as { readonly number: number }).number;

/** Adds lines, for its owner alone, and resolves when they are on disk. */
const add = async (folder: string, lines: readonly string[]): Promise<void> => {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = await open(join(folder, CHECKPOINTS), 'a', 0o600);
  try {
    await file.appendFile(lines.map((line) => `${line}\n`).join(''));
    await file.sync();
  } finally {
    await file.close();
  }
};

/** Checkpoints in the data folder, and in a second place where whoever can write the first cannot take any away. */
export class CheckpointFile {
  #turn: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly folder: string,
    private readonly secondPlace: string | undefined,
    private readonly key: SigningKey,
  ) {}

  /**
   * Signs a statement and adds it to both places. A second place that was away gets what it has missed.
   * @throws the error of the file system; what could be kept in the data folder is kept
   */
  add(statement: Statement): Promise<void> {
    const done = this.#turn.then(() => this.#add(statement));
    this.#turn = done.catch(() => undefined);
    return done;
  }

  async #add(statement: Statement): Promise<void> {
    const own = await linesOf(this.folder);
    const there = this.secondPlace === undefined ? own : await linesOf(this.secondPlace);
    const before = numberOf(own.at(-1)) >= numberOf(there.at(-1)) ? own.at(-1) : there.at(-1);
    const previous = before === undefined ? NOTHING_BEFORE : sha256(before);
    const text = JSON.stringify({
      ...statement,
      number: numberOf(before) + 1,
      previous,
      key: this.key.publicKey,
    });
    const line = `${this.key.sign(text)} ${text}`;
    await add(this.folder, [line]);
    if (this.secondPlace === undefined) return;
    const missed = own.filter((one) => numberOf(one) > numberOf(there.at(-1)));
    await add(this.secondPlace, [...missed, line]);
  }
}
