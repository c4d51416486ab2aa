import { CHILDREN } from './built-in/children.js';
import { COURT_ORDER } from './built-in/court-order.js';
import { CRITICAL_MARKER } from './built-in/critical-marker.js';
import { CUSTODY_RELEASE } from './built-in/custody-release.js';
import { FIREARMS } from './built-in/firearms.js';
import { MARAC } from './built-in/marac.js';
import { PRIOR_CALL } from './built-in/prior-call.js';
import { SAFE_CONTACT } from './built-in/safe-contact.js';
import { WARNING } from './built-in/warning.js';
import type { Manifest } from './types.js';

/**
 * The registers to start with, in the order in which a check ledger lists them; of two flags alike in danger the one of
 * the earlier register comes first, and an order between two people at one door comes before everything.
 *
 * What each setting means stands in `types.ts`; why each is as it is, beside it. A force changes them, or adds a register,
 * by writing a manifest: no code.
 */
export const MANIFESTS: readonly Manifest[] = [
  COURT_ORDER,
  CRITICAL_MARKER,
  WARNING,
  FIREARMS,
  CHILDREN,
  CUSTODY_RELEASE,
  SAFE_CONTACT,
  PRIOR_CALL,
  MARAC,
];

/**
 * The registers of a force: the built-in ones with what its own manifests replace, by id, and those that it adds, after
 * them.
 */
export function withForceManifests(own: readonly Manifest[]): readonly Manifest[] {
  const replaced = MANIFESTS.map((manifest) => own.find(({ id }) => id === manifest.id) ?? manifest);
  const added = own.filter(({ id }) => !MANIFESTS.some((manifest) => manifest.id === id));
  return [...replaced, ...added];
}
