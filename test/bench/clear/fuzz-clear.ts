import type { Card, Receipt } from '../../../server/contract/index.js';
import { viewOf } from '../../../server/domain/access/policy.js';
import { viewFor } from '../../../server/domain/briefing/view.js';
import { cardOfWorld } from './card-of-world.js';
import { chanceFrom } from './chance.js';
import { lineMayBeClear, mayBeClear } from './oracle.js';
import { drawWorld, ROLES, type World } from './world.js';

export interface FuzzFigures {
  readonly sets: number;
  /** situations that differ in something, counted low: two that share a bit of the table count once */
  readonly distinct: number;
  /** receipts and lines of cards and views by what they said */
  readonly statuses: Readonly<Record<Receipt['status'], number>>;
  /** receipts of cards where "no trace" would have been true, and was not said */
  readonly timid: number;
  /** the first few that said "no trace" where it is not true, each with its seed */
  readonly wrong: readonly string[];
  readonly wrongCount: number;
}

const TABLE_BITS = 2 ** 27;
const LISTED = 10;
/** Situations between two words about how far it is. */
const STEP = 2_000;

/** Which situations were met: a bit each, and threads can share it. */
export const newTable = (): Int32Array => new Int32Array(new SharedArrayBuffer(TABLE_BITS / 8));

/**
 * Makes cards of random situations, and of each the views of roles, and holds every "no trace" in them against the
 * oracle. One seed is one situation.
 *
 * @param progress hears of so many more that are done
 */
export function fuzzClear(
  sets: number,
  firstSeed = 1,
  progress: (more: number) => void = () => undefined,
  seen: Int32Array = newTable(),
): FuzzFigures {
  const statuses = { hit: 0, 'no-trace': 0, 'not-checked': 0, unavailable: 0, stale: 0 };
  const wrong: string[] = [];
  let [distinct, timid, wrongCount] = [0, 0, 0];
  for (let seed = firstSeed; seed < firstSeed + sets; seed += 1) {
    const world = drawWorld(chanceFrom(seed));
    const bit = hashOf(JSON.stringify(world)) % TABLE_BITS;
    const mark = 1 << (bit & 31);
    if ((Atomics.or(seen, bit >> 5, mark) & mark) === 0) distinct += 1;
    const { card, manifests } = cardOfWorld(world);
    const faults = [
      ...faultsOf(world, card, undefined),
      ...rolesOf(seed).flatMap((role) => faultsOf(world, viewFor(card, viewOf(role), manifests), role)),
    ];
    wrongCount += faults.length;
    for (const fault of faults) if (wrong.length < LISTED) wrong.push(`seed ${seed}: ${fault}`);
    for (const [r, check] of card.checks.entries()) {
      statuses[check.status] += 1;
      for (const [n, { status }] of check.subjects.entries()) {
        statuses[status] += 1;
        if (status !== 'no-trace' && mayBeClear(world, world.registers[r]!, n)) timid += 1;
      }
    }
    if ((seed - firstSeed) % STEP === STEP - 1) progress(STEP);
  }
  return { sets, distinct, statuses, timid, wrong, wrongCount };
}

/** A third of the roles, another one for each situation: every role has looked at a third of them. */
const rolesOf = (seed: number): readonly (typeof ROLES)[number][] => ROLES.filter((_, n) => n % 3 === seed % 3);

/** Where a card, or one role's view of it, says "no trace" although it is not true, or is none of the role's business. */
function faultsOf(world: World, { checks }: Card, role: string | undefined): string[] {
  return world.registers.flatMap((register, r): string[] => {
    const check = checks[r]!;
    const who = role ?? 'nobody in particular';
    const hidden = role !== undefined && register.hiddenFrom.includes(role);
    const line = check.status === 'no-trace' && (hidden || !lineMayBeClear(world, register));
    return [
      ...(check.register === register.id ? [] : [`the line of ${register.id} is missing`]),
      ...(line ? [`${register.id}: the line is clear for ${who}`] : []),
      ...check.subjects.flatMap(({ status }, n) =>
        status === 'no-trace' && (hidden || !mayBeClear(world, register, n))
          ? [`${register.id}, subject ${n}: clear for ${who}`]
          : [],
      ),
    ];
  });
}

/** FNV-1a, 32 bits. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let n = 0; n < text.length; n += 1) hash = Math.imul(hash ^ text.charCodeAt(n), 0x01000193);
  return hash >>> 0;
}
