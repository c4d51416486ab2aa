import type { Tier } from '../../../contract/index.js';
import { isSameDwelling } from '../compare/address.js';
import type { NameComparison } from '../compare/names.js';
import { isSupported, type PersonComparison } from '../compare/person.js';
import { NameLevel } from '../dictionary/name-term.js';
import type { Weights } from '../weights.js';

/**
 * How sure a link to a person is. A name alone, however rare, is possible at most: something else has to agree (date of
 * birth or age, number, address). For a match the names must not speak against it.
 */
export function personTier(found: PersonComparison, probability: number, { tiers }: Weights): Tier {
  if (!isSupported(found) || found.name === undefined) return 'possible';
  if (probability >= tiers.match && namesAllow(found.name, found)) return 'match';
  return probability >= tiers.probable ? 'probable' : 'possible';
}

/**
 * One name agrees and the given name does not differ, or differs at the same dwelling, where the probability has weighed
 * the other people of the household. Elsewhere it may be a sister or a twin.
 */
function namesAllow({ given, surname }: NameComparison, { address }: PersonComparison): boolean {
  if (given === NameLevel.differs) {
    return surname < NameLevel.differs && address !== undefined && isSameDwelling(address);
  }
  return given < NameLevel.differs || surname < NameLevel.differs;
}
