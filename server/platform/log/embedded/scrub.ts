import { readSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';

/**
 * lmdb never overwrites: what was erased stays in pages that are free, and in the gaps of pages that are not, until they
 * happen to be used again. This fills with zeros everything in a data file that the newest commit does not hold.
 *
 * The layout (lmdb's mdb.c, format 2, 64 bits, little-endian): a page begins with struct MDB_page_header; behind it, in a
 * branch or leaf, two bytes for each node say where it is, counted from the header's end. A node begins with four numbers
 * of two bytes: low and high part of its size (in a branch, of a page number), flags, size of its key.
 */
const HEADER = { flags: 18, lower: 20, upper: 22, pages: 20, bytes: 24 } as const;
const PAGE = { branch: 0x01, leaf: 0x02, overflow: 0x04 } as const;
const NODE = { low: 0, high: 2, flags: 4, keyBytes: 6, bytes: 8 } as const;
const NODE_IS = { big: 0x01, table: 0x02 } as const;
/** In a root page: the roots of the list of free pages and of the main table, the last page, the number of the commit. */
const META = { roots: [88, 136], lastPage: 144, transaction: 152 } as const;
/** In the value of a node that stands for a table: where its root is. */
const TABLE_ROOT = 40;
const NO_PAGE = 2n ** 64n - 1n;
const ROOT_PAGES = 2;

/** Pages that are looked at in one turn of the event loop. */
const PAGES_PER_TURN = 512;

/** Bytes of a page that mean nothing: from, to. */
type Gap = readonly [number, number];

class LiveMap {
  /** for each page that is held, its gap; a page that is not here is free */
  readonly gaps = new Map<number, Gap>();
  #read = 0;

  constructor(
    private readonly file: FileHandle,
    private readonly pageBytes: number,
  ) {}

  async page(number: number): Promise<Buffer> {
    const page = Buffer.allocUnsafe(this.pageBytes);
    // Asked of the pool of threads, each of a million small reads would wait for its turn there.
    readSync(this.file.fd, page, 0, this.pageBytes, number * this.pageBytes);
    this.#read += 1;
    if (this.#read % PAGES_PER_TURN === 0) await nextTurn();
    return page;
  }

  async walk(root: bigint): Promise<void> {
    const waiting = root === NO_PAGE ? [] : [Number(root)];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const page = await this.page(next);
      const flags = page.readUInt16LE(HEADER.flags);
      if ((flags & (PAGE.branch | PAGE.leaf)) === 0) throw new Error(`page ${next} is neither branch nor leaf`);
      const [lower, upper] = [page.readUInt16LE(HEADER.lower), page.readUInt16LE(HEADER.upper)];
      this.gaps.set(next, [HEADER.bytes + lower, HEADER.bytes + upper]);
      for (let at = HEADER.bytes; at < HEADER.bytes + lower; at += 2) {
        const node = page.subarray(HEADER.bytes + page.readUInt16LE(at));
        if ((flags & PAGE.branch) === 0) this.#leafNode(node, waiting);
        else waiting.push(node.readUInt32LE(NODE.low) + node.readUInt16LE(NODE.flags) * 2 ** 32);
      }
    }
  }

  #leafNode(node: Buffer, waiting: number[]): void {
    const flags = node.readUInt16LE(NODE.flags);
    const value = node.subarray(NODE.bytes + node.readUInt16LE(NODE.keyBytes));
    if ((flags & NODE_IS.table) !== 0) {
      const root = value.readBigUInt64LE(TABLE_ROOT);
      if (root !== NO_PAGE) waiting.push(Number(root));
    } else if ((flags & NODE_IS.big) !== 0) {
      // A value on pages of its own: the header is on the first, the value goes on through all of them.
      const first = Number(value.readBigUInt64LE(0));
      const pages = Number(value.readBigUInt64LE(16));
      const end = HEADER.bytes + node.readUInt32LE(NODE.low);
      for (let index = 0; index < pages; index += 1) {
        const used = Math.min(Math.max(end - index * this.pageBytes, 0), this.pageBytes);
        this.gaps.set(first + index, [used, this.pageBytes]);
      }
    }
  }
}

/**
 * Fills what is free with zeros and resolves when that is on disk.
 *
 * Nothing may write the file meanwhile, and nobody may read an older commit than the newest: both are the caller's to see
 * to. Reads every page, some seconds for a gigabyte.
 * @returns how many pages had something in them that was filled
 */
export async function scrub(path: string, pageBytes: number): Promise<number> {
  const file = await open(path, 'r+');
  try {
    const live = new LiveMap(file, pageBytes);
    const metas = [await live.page(0), await live.page(1)] as const;
    const [one, other] = metas.map((meta) => meta.readBigUInt64LE(META.transaction)) as [bigint, bigint];
    const newest = metas[one >= other ? 0 : 1];
    for (const root of META.roots) await live.walk(newest.readBigUInt64LE(root));
    const lastPage = Number(newest.readBigUInt64LE(META.lastPage));
    const zeros = Buffer.alloc(pageBytes);
    let filled = 0;
    for (let number = ROOT_PAGES; number <= lastPage; number += 1) {
      const [from, to] = live.gaps.get(number) ?? [0, pageBytes];
      if (from >= to) continue;
      const gap = (await live.page(number)).subarray(from, to);
      if (gap.equals(zeros.subarray(0, gap.length))) continue;
      await file.write(gap.fill(0), 0, gap.length, number * pageBytes + from);
      filled += 1;
    }
    await file.sync();
    return filled;
  } finally {
    await file.close();
  }
}
