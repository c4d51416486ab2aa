import type { Role, ServiceLevel } from '../../contract/index.js';
import type { Manifest, Sees } from './types.js';

/**
 * What a role sees of a register's hits at a service level. While the desk reviews nothing, a manifest may widen what it
 * says otherwise; it never narrows it.
 */
export function sees(
  { visibility, visibilityMachineOnly }: Pick<Manifest, 'visibility' | 'visibilityMachineOnly'>,
  role: Role,
  level: ServiceLevel,
): Sees {
  const usually = visibility[role] ?? 'none';
  return level === 'machine-only' ? (visibilityMachineOnly?.[role] ?? usually) : usually;
}
