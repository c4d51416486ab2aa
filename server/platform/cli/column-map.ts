import { readFile } from 'node:fs/promises';
import { ColumnsSchema } from '../../domain/register/manifest-schema.js';
import type { ColumnMap } from '../../domain/register/read-row.js';
import type { Manifest } from '../../domain/register/types.js';
import { UnusableFile } from './import-source.js';

/**
 * How the columns of a CSV become a record: the register's own map, or one from a file.
 * @param manifests the registers that are known here
 * @param mapFile JSON, column name → path in a record; undefined for the register's own
 * @throws UnusableFile when there is no such map, or it is not one
 */
export async function readColumnMap(
  manifests: readonly Manifest[],
  register: string,
  mapFile: string | undefined,
): Promise<ColumnMap> {
  if (mapFile !== undefined) return parseMap(mapFile, await readFile(mapFile, 'utf8'));
  const columns = manifests.find(({ id }) => id === register)?.columns;
  if (columns !== undefined) return columns;
  throw new UnusableFile(`There is no register "${register}" here: say with --map which column is what`);
}

function parseMap(file: string, text: string): ColumnMap {
  let map: unknown;
  try {
    map = JSON.parse(text);
  } catch (cause) {
    throw new UnusableFile(`${file} is not JSON`, { cause });
  }
  const parsed = ColumnsSchema.safeParse(map);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new UnusableFile(`${file}: ${issue?.path.join('.') || 'the map'}: ${issue?.message}`);
}
