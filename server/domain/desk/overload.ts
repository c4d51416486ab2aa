import type { PutOff } from '../../contract/index.js';

/** What is put off together, in the order in which it goes; full research, between the two, is put off by the desk's own queue. */
export type ShedClass = 'analytics' | 'enrichment';

/** What each kind of work that a card may wait for belongs to. */
export const SHED_CLASS: Readonly<Record<PutOff, ShedClass>> = {
  history: 'analytics',
  associates: 'enrichment',
  narrative: 'enrichment',
};

/** Every number of the intake under load, in reports. */
export const OVERLOAD = {
  /** checked at once: enough to keep the matcher busy while others are written down */
  atOnce: 4,
  /** waiting, from which a class of work is put off, and down to which it stays so */
  analytics: { from: 16, until: 4 },
  enrichment: { from: 48, until: 8 },
  /** waiting, beyond which no report is taken: whoever sends one is told so, and when to come back */
  mostWaiting: 1_000,
  /** live reports for each check in the background, when both wait: none of the two stands still */
  livePerBackground: 8,
} as const;

/** Which classes are put off while so many reports wait. The machine's check, the card and the log never are. */
export const shedWhile = (waiting: number, before: ReadonlySet<ShedClass>): ReadonlySet<ShedClass> =>
  new Set(
    (['analytics', 'enrichment'] as const).filter((one) => {
      const { from, until } = OVERLOAD[one];
      return waiting >= from || (before.has(one) && waiting > until);
    }),
  );

/**
 * What of a check may be left out: of a card that never had it. What was on a card once is not taken from it by load, since a
 * reader would take it for gone.
 *
 * @param before the card before this check; undefined: there is none yet
 */
export function mayPutOff(
  shed: ReadonlySet<ShedClass>,
  before: { readonly putOff?: readonly PutOff[] | undefined } | undefined,
): ReadonlySet<PutOff> {
  const kinds = Object.keys(SHED_CLASS) as PutOff[];
  return new Set(
    kinds.filter((kind) => shed.has(SHED_CLASS[kind]) && (before === undefined || before.putOff?.includes(kind))),
  );
}
