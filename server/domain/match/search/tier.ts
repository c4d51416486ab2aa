import type { Tier } from '../../../contract/index.js';
import { NameLevel } from '../dictionary/name-term.js';
import { isSupported, type PersonComparison } from '../compare/person.js';
import type { Weights } from '../weights.js';

/**
 * How sure a link to a person is. A name alone, however rare, is possible at most: something else has to agree (date of
 * birth or age, number, address), and for a match one of the names has to be among what agrees.
 */
export function personTier(found: PersonComparison, probability: number, { tiers }: Weights): Tier {
  const { name } = found;
  if (!isSupported(found) || name === undefined) return 'possible';
  const named = name.given < NameLevel.differs || name.surname < NameLevel.differs;
  if (probability >= tiers.match && named) return 'match';
  return probability >= tiers.probable ? 'probable' : 'possible';
}
