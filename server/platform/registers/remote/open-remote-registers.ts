import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { isRemote, type RemoteManifest } from '../../../domain/register/remote.js';
import type { Manifest } from '../../../domain/register/types.js';
import { RemoteRegisters } from '../../../ports.js';
import { ManifestError } from '../manifest-files.js';
import { HttpRegister } from './http-register.js';

/**
 * The registers that are asked over the network, each with what it wants in the Authorization header.
 * @param folder the data folder, which names of files are relative to
 * @throws ManifestError when a file with an authorization cannot be read
 */
export async function openRemoteRegisters(manifests: readonly Manifest[], folder: string): Promise<RemoteRegisters> {
  const all = await Promise.all(
    manifests
      .filter(isRemote)
      .map(async (manifest) => new HttpRegister(manifest, await authorizationOf(manifest, folder))),
  );
  return { all };
}

async function authorizationOf({ id, remote }: RemoteManifest, folder: string): Promise<string | undefined> {
  if (remote.authorizationFile === undefined) return undefined;
  const file = resolve(folder, remote.authorizationFile);
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (cause) {
    throw new ManifestError(`register ${id}: remote.authorizationFile: ${file} cannot be read`, { cause });
  }
}
