import { open } from 'node:fs/promises';
import { codeOf } from '../error-code.js';

/**
 * Where things are in a root page of lmdb's data file (format 2, 64 bits, little-endian), in bytes from the page's
 * beginning: struct MDB_page, then struct MDB_meta.
 */
const META = {
  flags: 18,
  magic: 24,
  version: 28,
  pageSize: 48,
  roots: [88, 136],
  lastPage: 144,
  transaction: 152,
} as const;
const META_BYTES = 160;
const IS_META = 0x08;
const MAGIC = 0xbeefc0de;
const VERSION = 2;
const NO_PAGE = 2n ** 64n - 1n;

const isRootPage = (page: Buffer, pageBytes: number): boolean =>
  page.readUInt16LE(META.flags) === IS_META &&
  page.readUInt32LE(META.magic) === MAGIC &&
  page.readUInt32LE(META.version) === VERSION &&
  page.readUInt32LE(META.pageSize) === pageBytes;

/**
 * Looks at the two root pages of a data file before lmdb does: given a file that is not its own, or was cut short, lmdb
 * ends the process instead of saying so.
 * @returns what is wrong with the file, in words; undefined when it is sound so far, empty or missing
 */
export const damageOf = async (path: string, pageBytes: number): Promise<string | undefined> => {
  const file = await open(path, 'r').catch((cause: unknown) => {
    if (codeOf(cause) === 'ENOENT') return undefined;
    throw cause;
  });
  if (file === undefined) return undefined;
  try {
    const pages = [Buffer.alloc(META_BYTES), Buffer.alloc(META_BYTES)];
    for (const [index, page] of pages.entries()) await file.read(page, 0, META_BYTES, index * pageBytes);
    // After the pages: a file that is being written only grows.
    const { size } = await file.stat();
    if (size === 0) return undefined;
    if (!pages.every((page) => isRootPage(page, pageBytes))) return 'its data file is of another kind';
    const [one, other] = pages.map((page) => page.readBigUInt64LE(META.transaction)) as [bigint, bigint];
    const newest = pages[one >= other ? 0 : 1] as Buffer;
    const lastPage = newest.readBigUInt64LE(META.lastPage);
    if ((lastPage + 1n) * BigInt(pageBytes) > BigInt(size)) return 'its data file was cut short';
    const roots = META.roots.map((offset) => newest.readBigUInt64LE(offset));
    if (roots.some((root) => root !== NO_PAGE && root > lastPage)) return 'its data file has lost its roots';
    return undefined;
  } finally {
    await file.close();
  }
};
