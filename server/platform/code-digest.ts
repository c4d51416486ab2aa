import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** SHA-256, hex, over the code below a folder: what was made by other code is not believed. */
export async function codeDigest(folder: string): Promise<string> {
  const hash = createHash('sha256');
  const files = (await readdir(folder, { recursive: true })).filter((name) => /\.[jt]s$/.test(name)).toSorted();
  const contents = await Promise.all(files.map((name) => readFile(join(folder, name))));
  for (const [index, name] of files.entries()) hash.update(`\n${name}\n`).update(contents[index] ?? '');
  return hash.digest('hex');
}
