import { posix } from 'node:path';

/**
 * Who may import whom. A file stands in one room of the house; each room has doors to some others.
 */

/** Packages without IO, clock or chance, which the domain may use. */
const PURE = ['zod', 'fuse.js', 'double-metaphone', 'any-ascii', 'libphonenumber-js', 'postcode'];
/** What use cases may use besides, to tell one request from another: digests, and ids made of names (uuid v5). */
const DIGESTS = ['node:crypto', 'canonicalize', 'uuid'];

export type Room =
  | 'contract'
  | 'domain'
  | 'ports'
  | 'use case'
  | 'read model'
  | 'edge'
  | 'platform'
  | 'verifier'
  | 'command line'
  | 'entry'
  | 'client';

/** The room of a file, by its path from the project's folder; undefined outside server/ and client/. */
export function roomOf(file: string): Room | undefined {
  if (file.startsWith('client/')) return 'client';
  if (!file.startsWith('server/')) return undefined;
  if (file === 'server/ports.ts' || file.startsWith('server/ports/')) return 'ports';
  if (/^server\/[^/]+$/.test(file)) return 'entry';
  if (file.startsWith('server/contract/')) return 'contract';
  if (file.startsWith('server/domain/')) return 'domain';
  if (file.startsWith('server/platform/cli/')) return 'command line';
  if (file.startsWith('server/platform/verifier/')) return 'verifier';
  if (file.startsWith('server/platform/')) return 'platform';
  if (/\.(module|controller|gateway)\.ts$/.test(file)) return 'edge';
  return file.endsWith('.model.ts') ? 'read model' : 'use case';
}

const DOORS: Readonly<Record<Room, { readonly rooms: readonly Room[]; readonly why: string }>> = {
  contract: { rooms: ['contract'], why: 'the wire stands by itself: the client and other programs read it' },
  domain: { rooms: ['contract', 'domain'], why: 'the domain is pure: put the IO behind a port and pass the value in' },
  ports: { rooms: ['contract', 'domain', 'ports'], why: 'a port speaks of the domain, never of a technology' },
  'use case': {
    rooms: ['contract', 'domain', 'ports', 'use case', 'read model'],
    why: 'a use case is a plain function of ports: it knows neither Nest nor the platform',
  },
  'read model': {
    rooms: ['contract', 'domain', 'ports', 'use case', 'read model'],
    why: 'a read model is a fold of the log: it knows neither Nest nor the platform',
  },
  edge: {
    rooms: ['contract', 'domain', 'ports', 'use case', 'read model', 'edge', 'platform'],
    why: 'an edge joins its own feature to the platform',
  },
  platform: {
    rooms: ['contract', 'domain', 'ports', 'platform'],
    why: 'technology knows no feature: the feature asks for it through a port',
  },
  verifier: {
    rooms: ['verifier'],
    why: 'whoever verifies the record shares no code with what writes it, so that no mistake is made twice',
  },
  'command line': {
    rooms: ['contract', 'domain', 'ports', 'use case', 'read model', 'platform', 'verifier', 'command line'],
    why: 'a command is an edge without Nest',
  },
  entry: {
    rooms: ['contract', 'domain', 'ports', 'use case', 'read model', 'edge', 'platform', 'command line', 'entry'],
    why: 'the entry joins everything',
  },
  client: { rooms: ['contract', 'client'], why: 'the client shares nothing with the server but the wire' },
};

/** Why a package is not for a room; undefined when it is. */
function packageViolation(room: Room, name: string): string | undefined {
  const builtIn = name.startsWith('node:');
  const nest = name.startsWith('@nestjs/');
  switch (room) {
    case 'contract':
      return name === 'zod' ? undefined : 'the contract imports the schema library alone';
    case 'domain':
    case 'ports':
      return PURE.includes(name) ? undefined : `it is not among the pure packages (${PURE.join(', ')})`;
    case 'use case':
    case 'read model':
      return [...PURE, ...DIGESTS].includes(name) ? undefined : DOORS[room].why;
    case 'client':
      return builtIn || nest ? 'the client runs in a browser' : undefined;
    case 'verifier':
      return builtIn || name === 'lmdb' ? undefined : DOORS[room].why;
    case 'command line':
      return nest ? 'a command is an edge without Nest' : undefined;
    default:
      return undefined;
  }
}

/** The modules that a source names in its imports, exports and dynamic imports. */
export function importsOf(source: string): string[] {
  const code = source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
  const named = /^\s*(?:import|export)\b[^'";]*?\bfrom\s*['"]([^'"]+)['"]/gm;
  const bare = /^\s*import\s*['"]([^'"]+)['"]/gm;
  const dynamic = /\bimport\(\s*['"]([^'"]+)['"]/g;
  return [named, bare, dynamic].flatMap((pattern) => [...code.matchAll(pattern)].map(([, name = '']) => name));
}

/** What is wrong with one import, in a line that says what to do; undefined when nothing is. */
export function violation(file: string, imported: string): string | undefined {
  const room = roomOf(file);
  if (room === undefined) return undefined;
  const complaint = (why: string) => `${file} (${room}) imports ${imported}: ${why}`;
  if (!imported.startsWith('.')) {
    const why = packageViolation(room, imported.startsWith('node:') ? imported : packageName(imported));
    return why === undefined ? undefined : complaint(why);
  }
  const target = posix.join(posix.dirname(file), imported).replace(/\.js$/, '.ts');
  const other = roomOf(target);
  // Assets, and packages asked for by their path, belong to nobody's room.
  if (other === undefined)
    return room === 'client' || room === 'entry' ? undefined : complaint('it is not of the server');
  if (!DOORS[room].rooms.includes(other)) return complaint(DOORS[room].why);
  const [mine, theirs] = [featureOf(file), featureOf(target)];
  const strangers = mine !== undefined && theirs !== undefined && mine !== theirs;
  if (strangers && other !== 'read model' && !(room === 'edge' && target.endsWith('.module.ts'))) {
    return complaint('features never import each other, except a read model');
  }
  return undefined;
}

function featureOf(file: string): string | undefined {
  const room = roomOf(file);
  return room === 'use case' || room === 'read model' || room === 'edge' ? file.split('/')[1] : undefined;
}

function packageName(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}
