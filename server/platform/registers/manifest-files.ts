import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ManifestSchema } from '../../domain/register/manifest-schema.js';
import { withForceManifests } from '../../domain/register/manifests.js';
import type { Manifest } from '../../domain/register/types.js';

/** A manifest of the force that cannot be used: the message names the file and the field, and says what is wrong. */
export class ManifestError extends Error {
  override readonly name = 'ManifestError';
}

/**
 * The registers of the force that a data folder belongs to: the built-in ones and, from `manifests/*.json` in it, those
 * that the force adds, or puts in the place of a built-in one of the same id.
 * @throws ManifestError for the first file that is not a manifest, or has the id of another one
 */
export async function readManifests(dataFolder: string): Promise<readonly Manifest[]> {
  const folder = join(dataFolder, 'manifests');
  const own: Manifest[] = [];
  for (const name of await jsonFilesIn(folder)) {
    const file = join(folder, name);
    const manifest = parse(file, await readFile(file, 'utf8'));
    if (own.some(({ id }) => id === manifest.id)) throw new ManifestError(`${file}: id: another file has it too`);
    own.push(manifest);
  }
  return withForceManifests(own);
}

async function jsonFilesIn(folder: string): Promise<readonly string[]> {
  try {
    return (await readdir(folder)).filter((name) => name.endsWith('.json')).toSorted();
  } catch (cause) {
    // What is wrong with the data folder itself is told when the log is opened.
    if (['ENOENT', 'ENOTDIR'].includes((cause as NodeJS.ErrnoException).code ?? '')) return [];
    throw cause;
  }
}

function parse(file: string, text: string): Manifest {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new ManifestError(`${file}: this is not JSON`, { cause });
  }
  const parsed = ManifestSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new ManifestError(`${file}: ${issue?.path.join('.') || 'the manifest'}: ${issue?.message}`);
}
