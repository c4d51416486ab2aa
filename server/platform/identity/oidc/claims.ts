import type { Role } from '../../../contract/index.js';

type Claims = Readonly<Record<string, unknown>>;

/** The roles of somebody's groups; a group that nobody mapped says nothing. `path`: `roles`, or `realm_access.roles`. */
export function rolesOf(claims: Claims, path: string, mapping: ReadonlyMap<string, Role>): Role[] {
  const found = path.split('.').reduce<unknown>((within, key) => (within as Claims | null | undefined)?.[key], claims);
  const groups = typeof found === 'string' ? found.split(' ') : Array.isArray(found) ? found : [];
  return [...new Set(groups.flatMap((group) => (typeof group === 'string' ? (mapping.get(group) ?? []) : [])))];
}

/** The user name that somebody gets here: what the provider calls them, in small letters; undefined when that is none. */
export function usernameOf(claims: Claims): string | undefined {
  const given = claims['preferred_username'] ?? claims['sub'];
  if (typeof given !== 'string') return undefined;
  const name = given
    .toLowerCase()
    .split('@')[0]!
    .replace(/[^a-z0-9._-]/g, '-')
    .slice(0, 64);
  return /^[a-z0-9]/.test(name) ? name : undefined;
}
