import type { Party, Report, ReportPatch } from '../../server/contract/index.js';

type Tree = { readonly [name: string]: unknown };

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value);

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/**
 * The JSON merge patch (RFC 7396) that makes `to` out of `from`: null takes a field out, lists are replaced whole, and
 * people are merged by their id (`{id, remove: true}` takes one out, one without an id is new).
 *
 * @returns an empty object when nothing differs
 */
export function patchBetween(from: Report, to: Report): ReportPatch {
  const { people: before, ...rest } = from;
  const { people: after, ...wanted } = to;
  const people = peoplePatch(before, after);
  return { ...treePatch(rest, wanted), ...(people.length === 0 ? {} : { people }) };
}

function treePatch(from: Tree, to: Tree): Record<string, unknown> {
  const patch: Record<string, unknown> = {};
  for (const name of new Set([...Object.keys(from), ...Object.keys(to)])) {
    const before = from[name];
    const after = to[name];
    if (after === undefined) {
      if (before !== undefined) patch[name] = null;
    } else if (isTree(before) && isTree(after)) {
      const inner = treePatch(before, after);
      if (Object.keys(inner).length > 0) patch[name] = inner;
    } else if (!same(before, after)) patch[name] = after;
  }
  return patch;
}

function peoplePatch(before: readonly Party[], after: readonly Party[]): Tree[] {
  const gone = before.filter(({ id }) => id !== undefined && !after.some((party) => party.id === id));
  const changed = after.flatMap((party): Tree[] => {
    const known = party.id === undefined ? undefined : before.find(({ id }) => id === party.id);
    if (known === undefined) return [party];
    const patch = treePatch(known, party);
    return Object.keys(patch).length === 0 ? [] : [{ id: party.id, ...patch }];
  });
  return [...changed, ...gone.map(({ id }) => ({ id, remove: true }))];
}

/** What somebody else's change and ours come to. */
export interface Rebased {
  /** their report with our changes on top */
  readonly report: Report;
  /** top-level fields that they changed */
  readonly theirs: readonly string[];
  /** top-level fields that both changed, to different values: ours are in `report` */
  readonly both: readonly string[];
}

/** Puts our changes since `base` on top of theirs: a field that only one side changed is that side's. */
export function rebase(base: Report, ours: Report, theirs: Report): Rebased {
  const mine = patchBetween(base, ours);
  const other = patchBetween(base, theirs);
  // Whom they took out stays out: a change of ours to that person has nothing left to change.
  const report = applyPatch(theirs, mine);
  const both = Object.keys(mine).filter((name) => name in other && clash(mine[name], other[name]));
  return { report, theirs: Object.keys(other), both };
}

/** Two patches of one field contradict each other; in trees and in people only where they touch the same leaf. */
function clash(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) {
    const byId = new Map((b as Tree[]).map((party) => [party['id'], party]));
    return (a as Tree[]).some((party) => {
      const other = party['id'] === undefined ? undefined : byId.get(party['id']);
      if (other === undefined) return false;
      return party['remove'] === true || other['remove'] === true ? !same(party, other) : clash(party, other);
    });
  }
  if (isTree(a) && isTree(b)) {
    return Object.keys(a).some((name) => name !== 'id' && name in b && clash(a[name], b[name]));
  }
  return !same(a, b);
}

/** Applies a patch as the server does; a change of a person who is not there changes nothing. */
export function applyPatch(report: Report, patch: ReportPatch): Report {
  const { people: changes, ...fields } = patch;
  const { people, ...rest } = report;
  const merged = applyTree(rest, fields);
  // A patch made by patchBetween of two reports gives a report again.
  return { ...merged, people: applyPeople(people, (changes as Tree[] | undefined) ?? []) } as Report;
}

function applyTree(tree: Tree, patch: Tree): Tree {
  const result: Record<string, unknown> = { ...tree };
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete result[name];
    else if (isTree(value)) result[name] = applyTree(isTree(result[name]) ? result[name] : {}, value);
    else result[name] = value;
  }
  return result;
}

function applyPeople(people: readonly Party[], changes: readonly Tree[]): Party[] {
  const removed = new Set(changes.filter((change) => change['remove'] === true).map((change) => change['id']));
  const kept = people.filter(({ id }) => id === undefined || !removed.has(id));
  const merged = kept.map((party) => {
    const change = changes.find(({ id }) => id !== undefined && id === party.id);
    return change === undefined ? party : (applyTree(party, change) as unknown as Party);
  });
  const added = changes.filter(({ id }) => id === undefined);
  return [...merged, ...(added as unknown as Party[])];
}
