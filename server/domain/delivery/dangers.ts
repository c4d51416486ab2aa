import type { Card, Flag } from '../../contract/index.js';
import type { CardThen } from './alert-row.js';

/** Dangers to life that are at least probable, and were not on the card before. A possible one is on the card, quietly. */
export function newDangers({ before, now }: CardThen): readonly Flag[] {
  const known = new Set(before ? dangersOf(before).keys() : []);
  return now ? [...dangersOf(now)].flatMap(([key, flag]) => (known.has(key) ? [] : [flag])) : [];
}

/** The same kind about the same records is the same danger, whatever its words are now. */
export function dangersOf({ flags, matches }: Card): ReadonlyMap<string, Flag> {
  const recordOf = new Map(matches.map(({ id, register, recordId }) => [id, `${register}/${recordId}`]));
  const dangers = flags.filter(
    ({ severity, tier, standing }) => severity === 'life-risk' && tier !== 'possible' && standing !== 'rejected',
  );
  return new Map(
    dangers.map((flag) => [
      [flag.kind, ...new Set(flag.matchIds.map((id) => recordOf.get(id) ?? id))].toSorted().join('|'),
      flag,
    ]),
  );
}
