import type { Tier } from '../../../contract/index.js';
import { isLikelyDwelling, isSameLocus } from '../compare/address.js';
import type { NameComparison } from '../compare/names.js';
import { isSupported, type PersonComparison } from '../compare/person.js';
import { NameLevel } from '../dictionary/name-term.js';
import type { AddressRelation, Weights } from '../weights.js';

/**
 * How sure a link to a person is. A name alone, however rare, is possible at most: something else has to agree (date of
 * birth or age, number, address). For a match the names must not speak against it.
 */
export function personTier(
  found: PersonComparison,
  relation: AddressRelation,
  probability: number,
  { tiers }: Weights,
): Tier {
  if (found.name === undefined || !(isSupported(found) || isPlaced(found.name, found, relation))) return 'possible';
  if (probability >= tiers.match && namesAllow(found.name, found, probability)) return 'match';
  return probability >= tiers.probable ? 'probable' : 'possible';
}

/** Bits from which a place speaks for somebody. */
const SPEAKS = 2;

/** Both names agree, and so does the street; or the town that is not everybody’s, when it was said to be their own. */
function isPlaced({ given, surname }: NameComparison, { address, bits }: PersonComparison, relation: AddressRelation) {
  if (given > NameLevel.near || surname > NameLevel.near || address === undefined) return false;
  return bits.address >= SPEAKS && (relation === 'own' || isSameLocus(address));
}

/** Odds of a brother or a sister who is in no register are never so small that a given name may differ below this. */
const SURE = 0.9999;

/**
 * One name agrees and the given name is not another, or is one at the same dwelling, where the probability has weighed
 * the other people of the household. Elsewhere it may be a sister or a twin, unless everything else agrees.
 */
function namesAllow({ given, surname }: NameComparison, { address }: PersonComparison, probability: number): boolean {
  const isAnother = given === NameLevel.differs || given === NameLevel.closeName;
  if (!isAnother) return given < NameLevel.differs || surname < NameLevel.differs;
  if (surname === NameLevel.differs || address === undefined) return false;
  return isLikelyDwelling(address) || (probability >= SURE && isSameLocus(address));
}
