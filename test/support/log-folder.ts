import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A new empty folder for one test. */
export const newFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'outrider-test-'));

export const removeFolder = (folder: string): Promise<void> => rm(folder, { recursive: true, force: true });

/** Runs a test with a folder of its own, which does not outlive it. */
export const inFolder = async (test: (folder: string) => Promise<void>): Promise<void> => {
  const folder = await newFolder();
  try {
    await test(folder);
  } finally {
    await removeFolder(folder);
  }
};

/** Whether a word stands in any file below a folder, in capitals or not. */
export const someFileHolds = async (folder: string, word: string): Promise<boolean> => {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const text = (await readFile(join(entry.parentPath, entry.name))).toString('latin1');
    if (text.toLowerCase().includes(word.toLowerCase())) return true;
  }
  return false;
};
