import type { Steps } from '../../domain/match/index/steps.js';
import type { ActiveBatches } from '../../ports.js';
import type { RecordStore } from './matcher-core.js';

/** Ids that are read between two pauses. */
const STEP = 1_024;

/** The batches that count: a `replace` hides everything before it. */
export function counting(active: ActiveBatches): ActiveBatches {
  return active.slice(
    Math.max(
      0,
      active.findLastIndex(({ mode }) => mode === 'replace'),
    ),
  );
}

/** As many records were erased from a batch in both. */
const sayAsMuch = (one: ActiveBatches[number] | undefined, other: ActiveBatches[number] | undefined): boolean =>
  (one?.erased ?? 0) === (other?.erased ?? 0);

/** Whether some batch has lost a record since: whatever was made of the older list still holds its words. */
export const hasLost = (before: ActiveBatches, after: ActiveBatches): boolean =>
  before.some((old) => after.some((now) => now.batch === old.batch && !sayAsMuch(old, now)));

/**
 * The batches that are in one list and not in the other, when both begin alike: only their records can have changed.
 * @returns undefined when everything has to be built anew: they share no beginning, or records were erased
 */
export function batchesSince(before: ActiveBatches | undefined, after: ActiveBatches): readonly string[] | undefined {
  const [old, now] = [counting(before ?? []), counting(after)];
  if (old[0]?.batch !== now[0]?.batch || old[0]?.mode !== now[0]?.mode || hasLost(old, now)) return undefined;
  let same = 0;
  while (same < old.length && old[same]?.batch === now[same]?.batch) same += 1;
  return [...old.slice(same), ...now.slice(same)].map(({ batch }) => batch);
}

/** What a list of batches has become: the same, or with more that were merged into it since. */
export function isContinued(before: ActiveBatches, after: ActiveBatches): boolean {
  const [old, now] = [counting(before), counting(after)];
  return old.every((was, at) => now[at]?.batch === was.batch && now[at]?.mode === was.mode && sayAsMuch(was, now[at]));
}

/** Two lists come to the same records. */
export const isSame = (a: ActiveBatches | undefined, b: ActiveBatches): boolean =>
  a !== undefined && counting(a).length === counting(b).length && isContinued(a, b);

/**
 * Tells which batch a record comes from: the last that holds it. The first batch, which is usually the whole register, is
 * not read: what no later one holds is its.
 * @param only the ids that will be asked for; all when left out
 */
export function* batchOfEach(
  store: RecordStore,
  register: string,
  active: ActiveBatches,
  only?: ReadonlySet<string>,
): Steps<(recordId: string) => string> {
  const [first, ...later] = counting(active);
  const batches = new Map<string, string>();
  for (const { batch } of later) {
    let seen = 0;
    for (const id of store.recordIds(register, batch)) {
      if (seen % STEP === 0) yield;
      seen += 1;
      if (only?.has(id) ?? true) batches.set(id, batch);
    }
  }
  return (recordId) => batches.get(recordId) ?? first?.batch ?? '';
}
