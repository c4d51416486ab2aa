import { refuse, type Outcome, type Role } from '../../contract/index.js';

/** Digests of what a decision was made on: the subject as reported, and the record as it was. */
export interface MadeOn {
  readonly reported: string;
  readonly record: string;
}

/** What becomes of a match: a researcher confirms or rejects it; a handler or an officer disputes it. */
export type Verdict = 'confirmed' | 'rejected' | 'disputed';

/** A person says of a match that it is, or is not, who was meant (R4). */
export interface MatchDecided {
  readonly type: 'match-decided';
  readonly body: {
    readonly v: 1;
    readonly matchId: string;
    /** the record and the part of it that was linked, without the incident's own ids: names the link in other incidents too */
    readonly link: string;
    readonly decision: Verdict;
    readonly reason?: string;
    /** who decided, as the card names them */
    readonly name: string;
    readonly role: Role;
    readonly madeOn: MadeOn;
  };
}

/** Whoever disputed a match, or a supervisor, takes that back. */
export interface DisputeWithdrawn {
  readonly type: 'dispute-withdrawn';
  readonly body: { readonly v: 1; readonly matchId: string; readonly name: string; readonly role: Role };
}

/** A decision in force: what was decided, by whom and when. */
export type Decision = Omit<MatchDecided['body'], 'v'> & { readonly by: string; readonly at: string };

/** What one match of a card was made from; a decision is made on it, and lasts as long as it. */
export interface LinkedOn {
  readonly link: string;
  readonly madeOn: MadeOn;
}

/**
 * One decision on: the latest ruling of a match and the latest open dispute stand. A ruling settles the dispute before it.
 */
export function evolveDecisions(
  decisions: readonly Decision[] = [],
  { body: { v: _v, ...decided } }: MatchDecided,
  by: string,
  at: string,
): readonly Decision[] {
  const isSuperseded = ({ matchId, decision }: Decision): boolean =>
    matchId === decided.matchId && (decided.decision !== 'disputed' || decision === 'disputed');
  return [...decisions.filter((one) => !isSuperseded(one)), { ...decided, by, at }];
}

/** The decisions without what is disputed of one match; a ruling before the dispute stands. */
export const withoutDispute = (decisions: readonly Decision[] = [], matchId: string): readonly Decision[] =>
  decisions.filter((one) => one.matchId !== matchId || one.decision !== 'disputed');

/** What somebody says of one match of the card. */
export interface ToDecide {
  readonly matchId: string;
  readonly decision: Verdict;
  /** a dispute has one */
  readonly reason?: string | undefined;
}

/** What of an incident a decision needs: every match of its latest card, and what it was made from. */
export interface Decidable {
  readonly linkedOn?: Readonly<Record<string, LinkedOn>>;
}

/**
 * The event of one decision. Refuses INVALID_INPUT when no match of the card has this id.
 * @param path of the field, for the refusal
 */
export function decideMatch(
  { linkedOn = {} }: Decidable,
  { matchId, decision, reason }: ToDecide,
  { name, role }: { readonly name: string; readonly role: Role },
  path = 'matchId',
): Outcome<MatchDecided> {
  const linked = linkedOn[matchId];
  if (linked === undefined) {
    return refuse('INVALID_INPUT', 'The card has no such match.', [{ path, detail: 'not a match of this card' }]);
  }
  const body = { v: 1 as const, matchId, ...linked, decision, ...(reason ? { reason } : {}), name, role };
  return { ok: true, value: { type: 'match-decided', body } };
}

/** The events of several decisions, as of a first look: all of them, or the first refusal. */
export function decisionEvents(
  incident: Decidable,
  decisions: readonly ToDecide[],
  by: { readonly name: string; readonly role: Role },
): Outcome<readonly MatchDecided[]> {
  const events: MatchDecided[] = [];
  for (const [index, decision] of decisions.entries()) {
    const decided = decideMatch(incident, decision, by, `decisions.${index}.matchId`);
    if (!decided.ok) return decided;
    events.push(decided.value);
  }
  return { ok: true, value: events };
}
