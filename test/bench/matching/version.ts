import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { readFileSync } from 'node:fs';

const require = createRequire(import.meta.url);

/** The version of a package as it is installed. */
export function versionOf(name: string): string {
  const [folder = ''] = require.resolve.paths(name)?.filter((path) => path.endsWith('node_modules')) ?? [];
  for (let at = folder; at !== dirname(at); at = dirname(at)) {
    try {
      const { version } = JSON.parse(readFileSync(join(at, 'node_modules', name, 'package.json'), 'utf8')) as {
        version: string;
      };
      return version;
    } catch {
      // It may be in a folder further up.
    }
  }
  return 'of an unknown version';
}
