import { mkdtemp, rm } from 'node:fs/promises';
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
