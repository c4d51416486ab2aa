import type { Card, Flag } from '../../contract/index.js';
import { isLower, standing, type Downgrade, type DowngradeEvent, type Seen } from '../incident/downgrade.js';
import type { IncidentGrade } from '../incident/events.js';

type Ending = Extract<DowngradeEvent, { type: 'downgrade-lapsed' | 'downgrade-warned' }>;
type Danger = Pick<Card, 'flags' | 'matches' | 'linked'>;

/** What of its danger a card shows. */
export function seenOn(card: Danger): Seen {
  const { sure, possible } = hitsOf(card);
  return { sure: [...sure.keys()], possible: [...possible.keys()], calls: card.linked.map((call) => call.incidentId) };
}

/**
 * What a new card does to the downgrades of its incident (R6). A life-risk hit of tier match or probable that was not on the
 * card that they saw, and a repeat call (R16), end what waits and what was approved; so does a grade that a person has
 * raised above what the request was about. A hit that is only possible, and a call from an address without a marker, warn.
 *
 * @param grade the grade on that card
 */
export function endings(downgrades: readonly Downgrade[], grade: IncidentGrade, card: Danger): Ending[] {
  return standing(downgrades, grade).flatMap((downgrade): Ending[] => {
    const { id, from, seen, state } = downgrade;
    if (state === 'waiting' && isLower(from, grade)) return [lapsed(id, [`the grade was raised to ${grade}`])];
    const { ends, warns } = newSince(seen, card);
    if (ends.length > 0) return [lapsed(id, ends, state === 'approved' ? from : undefined)];
    if (warns.length === 0) return [];
    return [{ type: 'downgrade-warned', body: { v: 1, id, because: warns, seen: seenOn(card) } }];
  });
}

/** A call that becomes part of another incident has no grade of its own to rule on: what waits there ends (R6). */
export const endedByJoining = (downgrades: readonly Downgrade[] | undefined, reference: string): Ending[] =>
  (downgrades ?? [])
    .filter(({ state }) => state === 'waiting')
    .map(({ id }) => lapsed(id, [`the call is part of ${reference} now`]));

/** The grade of a card, once these have happened. */
export const gradeRestored = (grade: IncidentGrade, events: readonly Ending[]): IncidentGrade =>
  events.reduce<IncidentGrade>((now, event) => {
    const restored = event.type === 'downgrade-lapsed' ? event.body.restored : undefined;
    return restored !== undefined && isLower(now, restored) ? restored : now;
  }, grade);

const lapsed = (id: string, because: readonly string[], restored?: Downgrade['from']): Ending => ({
  type: 'downgrade-lapsed',
  body: { v: 1, id, because, ...(restored ? { restored } : {}) },
});

function newSince(seen: Seen, card: Danger): { readonly ends: string[]; readonly warns: string[] } {
  const { sure, possible } = hitsOf(card);
  const unseen = (hits: ReadonlyMap<string, string>, known: readonly string[]): string[] => [
    ...new Set([...hits].flatMap(([key, headline]) => (known.includes(key) ? [] : [headline]))),
  ];
  const calls = card.linked.filter(({ incidentId }) => !seen.calls.includes(incidentId));
  const marked = isMarkedAddress(card);
  const repeats = calls.filter(({ because }) => marked || because.some((kind) => kind !== 'location'));
  const nearby = calls.filter((call) => !repeats.includes(call));
  return {
    ends: [...unseen(sure, seen.sure).map((headline) => `new life-risk hit: ${headline}`), ...repeats.map(callAgain)],
    warns: [
      ...unseen(possible, [...seen.possible, ...seen.sure]).map((headline) => `possible life-risk hit: ${headline}`),
      ...nearby.map(callAgain),
    ],
  };
}

const callAgain = ({ sentence }: Card['linked'][number]): string => `another call: ${sentence}`;

/** The life-risk hits of a card by what they rest on: key of the record, or of the flag when it rests on none, and headline. */
function hitsOf({ flags, matches }: Danger): {
  readonly sure: ReadonlyMap<string, string>;
  readonly possible: ReadonlyMap<string, string>;
} {
  const sure = new Map<string, string>();
  const possible = new Map<string, string>();
  for (const flag of flags) {
    if (flag.severity !== 'life-risk' || flag.standing === 'rejected') continue;
    const among = flag.tier === 'possible' && flag.standing !== 'confirmed' ? possible : sure;
    for (const key of keysOf(flag, matches)) among.set(key, flag.headline);
  }
  return { sure, possible };
}

function keysOf({ kind, headline, matchIds }: Flag, matches: Danger['matches']): readonly string[] {
  const records = matches.filter(({ id }) => matchIds.includes(id)).map((m) => `${m.register}/${m.recordId}`);
  return records.length > 0 ? records : [`${kind}: ${headline}`];
}

/** Something grave is recorded about the very address. */
const isMarkedAddress = ({ flags, matches }: Danger): boolean =>
  flags.some(
    ({ severity, matchIds }) =>
      (severity === 'life-risk' || severity === 'high') &&
      matches.some(({ id, subject }) => subject.kind === 'location' && matchIds.includes(id)),
  );
