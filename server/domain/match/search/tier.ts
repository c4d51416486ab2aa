import type { Tier } from '../../../contract/index.js';
import { NameLevel } from '../dictionary/name-term.js';
import { isSupported, type PersonComparison } from '../compare/person.js';
import type { Weights } from '../weights.js';

/**
 * How sure a link to a person is. A name alone, however rare, is possible at most: something else has to agree (date of
 * birth or age, number, dwelling), and for a match both names have to be known.
 */
export function personTier(found: PersonComparison, probability: number, { tiers }: Weights): Tier {
  if (!isSupported(found) || found.name === undefined) return 'possible';
  const named = found.name.given < NameLevel.differs && found.name.surname < NameLevel.missing;
  if (probability >= tiers.match && named) return 'match';
  return probability >= tiers.probable ? 'probable' : 'possible';
}
