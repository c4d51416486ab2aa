import type { Card, Change } from '../../contract/index.js';
import { same } from '../same.js';

/** Everything of a card that a reader can see change; the rest counts and dates the version. */
type Visible = Omit<Card, 'version' | 'issuedAt' | 'changes' | 'matches'> & { readonly matches: readonly object[] };

function visible({ version: _version, issuedAt: _issuedAt, changes: _changes, ...rest }: Card): Visible {
  return {
    ...rest,
    // When a check was made, and how fresh the register was, is not a change of what it said: "stale" is another status.
    checks: rest.checks.map((check) => ({
      ...check,
      subjects: check.subjects.map(({ checkedAt: _checkedAt, asOf: _asOf, ...receipt }) => receipt),
    })),
    // Every record that comes or goes moves every prior a little; what a reader acts on is tier and evidence.
    matches: rest.matches.map(({ weight: _weight, probability: _probability, ...match }) => ({
      ...match,
      evidence: match.evidence.filter(({ field }) => field !== 'prior').map(({ weight: _bits, ...line }) => line),
    })),
  };
}

/** True when a reader of `before` would see nothing new in `after`: then no new version is issued. */
export const looksTheSame = (before: Card, after: Card): boolean => same(visible(before), visible(after));

/** What changed since the version before, in sentences: flags that came, went or changed, then checks, then the report. */
export function changesSince(before: Card | undefined, after: Omit<Card, 'changes'>): Change[] {
  if (!before) return [];
  const key = (flag: Card['flags'][number]): string => `${flag.kind} ${flag.matchIds.join(' ')}`;
  const had = new Map(before.flags.map((flag) => [key(flag), flag]));
  const has = new Map(after.flags.map((flag) => [key(flag), flag]));
  const changes: Change[] = [];
  for (const [id, flag] of has) {
    const old = had.get(id);
    if (!old) changes.push({ what: 'added', sentence: flag.headline });
    else if (old.headline !== flag.headline || old.tier !== flag.tier || old.severity !== flag.severity) {
      changes.push({ what: 'changed', sentence: `${flag.headline} (was: ${old.headline}, ${old.tier})` });
    }
  }
  for (const [id, flag] of had) {
    if (!has.has(id)) changes.push({ what: 'removed', sentence: `${flag.headline}: no longer linked` });
  }
  for (const check of after.checks) {
    const old = before.checks.find((c) => c.register === check.register);
    if (old && old.status !== check.status) {
      changes.push({ what: 'changed', sentence: `${check.register}: ${check.status}, was ${old.status}` });
    }
  }
  if (!same(before.situation, after.situation)) {
    changes.push({ what: 'changed', sentence: 'The report was updated' });
  }
  return changes;
}
