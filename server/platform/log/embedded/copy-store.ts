import { mkdir } from 'node:fs/promises';
import { open } from 'lmdb';

/** The newest state of a store as lmdb copies it in one snapshot, whoever writes meanwhile; free pages are left out. */
export async function copyStore(from: string, to: string, pageSize: number): Promise<void> {
  await mkdir(to, { recursive: true, mode: 0o700 });
  const root = open<Buffer, Buffer>({
    path: from,
    readOnly: true,
    encoding: 'binary',
    pageSize,
    mapSize: 2 ** 40,
    maxDbs: 8,
  });
  try {
    await root.backup(to, true);
  } finally {
    await root.close();
  }
}
