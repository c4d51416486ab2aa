import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import type { Lease } from '../../ports.js';
import { copyStore } from '../log/embedded/copy-store.js';
import { codeOf } from '../log/error-code.js';
import { indexFileIn } from '../matcher/snapshot-file.js';
import { logger } from '../metrics/logger.js';
import { PAGE_BYTES, placesIn } from '../registers/tables.js';

/** What a seed says of itself, in `seed.json`. */
interface Seed {
  readonly v: 1;
  /** of machines that can use each other's files */
  readonly machine: string;
  readonly files: Readonly<Record<Part, { readonly name: string; readonly bytes: number; readonly sum: number }>>;
  /** of each register, how many records had been erased */
  readonly erased: Readonly<Record<string, number>>;
}

/** The matcher's index, and the registers that it was made of. */
const PARTS = ['index', 'registers'] as const;
type Part = (typeof PARTS)[number];

const SEED = 'seed.json';
const PIECE = 1 << 22;
const INTERVAL_MS = 60_000;
const MACHINE = `${process.platform} ${process.arch} ${process.versions.modules}`;

/**
 * What a new node begins with, so that it need not fetch every record and build an index of its own: a copy of the registers
 * and of the matcher's index beside the archive, written by the node with the lease. It is disposable: an old one is
 * brought up to date by the log, and one that is damaged, or of another kind of machine, is as good as none.
 */
export class NodeSeed {
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> | undefined;
  readonly #erased = new Map<string, number>();
  /** size and time of the index that the seed was last written of */
  #written = '';

  constructor(
    private readonly folder: string,
    private readonly dataFolder: string,
  ) {}

  /**
   * Copies the seed into a data folder that has no registers and no index, before they are opened.
   * @returns whether it did; what is wrong with a seed is told in the log
   */
  async plant(): Promise<boolean> {
    const own = this.#own();
    if ((await sizeOf(own.registers)) !== undefined || (await sizeOf(own.index)) !== undefined) return false;
    const seed = await this.#read();
    if (seed === undefined) return false;
    try {
      if (seed.machine !== MACHINE) throw new Error(`it is for ${seed.machine}`);
      for (const part of PARTS) {
        const { name, bytes, sum } = seed.files[part];
        const copied = await copy(join(this.folder, name), `${own[part]}.draft`);
        if (copied.bytes !== bytes || copied.sum !== sum) throw new Error(`${name} is damaged`);
      }
      // The registers last: an index without them would be of nothing.
      for (const part of PARTS) await rename(`${own[part]}.draft`, own[part]);
      return true;
    } catch (cause) {
      logger.warn({ err: cause }, 'the seed beside the archive is not used: this node begins without');
      for (const part of PARTS) await rm(`${own[part]}.draft`, { force: true });
      return false;
    }
  }

  /** Keeps the seed as new as this node's index, while it has the lease. */
  keep(lease: Lease): void {
    const round = (): void => {
      if (lease.token() !== undefined) void this.write();
    };
    this.#timer = setInterval(round, INTERVAL_MS).unref();
    round();
  }

  /** Writes the seed when this node's index is another than it was written of. */
  write(): Promise<void> {
    this.#writing ??= this.#write()
      .catch((cause: unknown) => logger.warn({ err: cause }, 'the seed for new nodes could not be written'))
      .finally(() => (this.#writing = undefined));
    return this.#writing;
  }

  /** Has no seed hold what is erased from a register; a node that is given an older list changes nothing. */
  async erased(register: string, records: number): Promise<void> {
    if (records === (this.#erased.get(register) ?? 0)) return;
    this.#erased.set(register, records);
    const seed = await this.#read();
    if (seed !== undefined && (seed.erased[register] ?? 0) < records) await this.#remove();
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#writing;
  }

  #own(): Readonly<Record<Part, string>> {
    return { index: indexFileIn(this.dataFolder), registers: placesIn(this.dataFolder).file };
  }

  async #write(): Promise<void> {
    const own = this.#own();
    const now = await stat(own.index).catch(() => undefined);
    const stamp = now === undefined ? '' : `${now.size} ${now.mtimeMs}`;
    if (now === undefined || (stamp === this.#written && (await this.#read()) !== undefined)) return;
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const id = randomBytes(6).toString('hex');
    const name = (part: Part): string => `${id}.${part}`;
    const erased = Object.fromEntries(this.#erased);
    // The index first: whatever is in it is in the registers too.
    const index = await copy(own.index, join(this.folder, name('index')));
    await copyStore(placesIn(this.dataFolder).registers, join(this.folder, `${id}.lmdb`), PAGE_BYTES);
    const registers = await copy(join(this.folder, `${id}.lmdb`, 'data.mdb'), join(this.folder, name('registers')));
    await rm(join(this.folder, `${id}.lmdb`), { recursive: true });
    const seed: Seed = {
      v: 1,
      machine: MACHINE,
      files: { index: { name: name('index'), ...index }, registers: { name: name('registers'), ...registers } },
      erased,
    };
    const draft = join(this.folder, `${id}.json`);
    await writeFile(draft, JSON.stringify(seed), { mode: 0o600 });
    await rename(draft, join(this.folder, SEED));
    this.#written = stamp;
    const kept = new Set<string>([SEED, ...PARTS.map(name)]);
    for (const other of await readdir(this.folder))
      if (!kept.has(other)) await rm(join(this.folder, other), { recursive: true, force: true });
    if ([...this.#erased].some(([register, records]) => erased[register] !== records)) await this.#remove();
  }

  async #remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }

  /** The seed that is there; undefined: none, or one of another version. */
  async #read(): Promise<Seed | undefined> {
    try {
      const seed = JSON.parse(await readFile(join(this.folder, SEED), 'utf8')) as Seed;
      return seed.v === 1 ? seed : undefined;
    } catch {
      return undefined;
    }
  }
}

const sizeOf = async (path: string): Promise<number | undefined> => {
  try {
    return (await stat(path)).size;
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT') return undefined;
    throw cause;
  }
};

/** Copies a file and adds up what it read. */
async function copy(from: string, to: string): Promise<{ readonly bytes: number; readonly sum: number }> {
  await mkdir(join(to, '..'), { recursive: true, mode: 0o700 });
  const source = await open(from);
  const target = await open(to, 'w', 0o600);
  try {
    const piece = Buffer.allocUnsafe(PIECE);
    let [bytes, sum] = [0, 0];
    for (;;) {
      const { bytesRead } = await source.read(piece, 0, PIECE, bytes);
      if (bytesRead === 0) return { bytes, sum };
      sum = crc32(piece.subarray(0, bytesRead), sum);
      await target.write(piece, 0, bytesRead, bytes);
      bytes += bytesRead;
    }
  } finally {
    await Promise.all([source.close(), target.close()]);
  }
}
