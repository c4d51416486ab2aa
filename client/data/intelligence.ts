import type {
  Card,
  Check,
  DraftReply,
  Flag,
  GradeSuggestion,
  Match,
  NamedInCall,
  Prompt,
  PutOff,
  Role,
  User,
} from '../../server/contract/index.js';

/** What is known so far about the incident on the screen, from its card and from what is being typed. */
export interface Intelligence {
  /** nothing was ever asked: then nothing may look as if it had been */
  readonly basis: 'nothing' | 'typed' | 'card' | 'card-and-typed';
  readonly flags: readonly Flag[];
  readonly matches: readonly Match[];
  readonly checks: readonly Check[];
  readonly prompts: readonly Prompt[];
  readonly suggestedGrade?: GradeSuggestion;
  readonly linked: Card['linked'];
  /** people on the records whose names stand in the words of the call */
  readonly named: readonly NamedInCall[];
  /** what was left for later, because too many reports came at once */
  readonly putOff: readonly PutOff[];
}

const NOTHING: Intelligence = {
  basis: 'nothing',
  flags: [],
  matches: [],
  checks: [],
  prompts: [],
  linked: [],
  named: [],
  putOff: [],
};

/**
 * Puts together what the card says and what the latest draft found. A card's flag never goes because a draft did not
 * find it (a researcher may have put it there); a draft's checks and questions stand where there are any, because they
 * are about what is in the form now.
 *
 * @param draft the latest answer that is newer than the card; undefined when the card is the latest
 */
export function combine(card: Card | undefined, draft: DraftReply | undefined): Intelligence {
  if (card === undefined) return draft === undefined ? NOTHING : { ...NOTHING, ...known(draft), basis: 'typed' };
  if (draft === undefined) return { ...known(card), basis: 'card' };
  const matches = union(card.matches, draft.matches, matchKey);
  const drafted = draft.flags.map((flag) => withIdsOf(flag, matches, draft.matches));
  return {
    ...known(draft),
    flags: union(card.flags, drafted, (flag) => flagKey(flag, matches)),
    matches,
    linked: union(card.linked, draft.linked, ({ incidentId }) => incidentId),
    basis: 'card-and-typed',
  };
}

function known({
  flags,
  matches,
  checks,
  prompts,
  suggestedGrade,
  linked,
  named = [],
  putOff = [],
}: DraftReply): Omit<Intelligence, 'basis'> {
  return {
    flags,
    matches,
    checks,
    prompts,
    linked,
    named,
    putOff,
    ...(suggestedGrade === undefined ? {} : { suggestedGrade }),
  };
}

function union<T>(first: readonly T[], second: readonly T[], keyOf: (item: T) => string): T[] {
  const keys = new Set(first.map(keyOf));
  return [...first, ...second.filter((item) => !keys.has(keyOf(item)))];
}

/** A draft's flag names the draft's matches; where the card has the same match, it is known by the card's id. */
function withIdsOf(flag: Flag, matches: readonly Match[], drafted: readonly Match[]): Flag {
  const present = new Set(matches.map(({ id }) => id));
  if (flag.matchIds.every((id) => present.has(id))) return flag;
  const matchIds = flag.matchIds.map((id) => {
    const match = drafted.find((one) => one.id === id);
    const same = match && matches.find((one) => matchKey(one) === matchKey(match));
    return same?.id ?? id;
  });
  return { ...flag, matchIds };
}

/** The same record about the same subject is one match, whatever id it goes under. */
export const matchKey = ({ register, recordId, recordRole = '', subject }: Match): string =>
  [register, recordId, recordRole, subject.kind, subject.id ?? ''].join('|');

/** The same headline of the same kind about the same records is one flag. */
export function flagKey(flag: Flag, matches: readonly Match[]): string {
  const records = flag.matchIds.map((id) => {
    const match = matches.find((one) => one.id === id);
    return match === undefined ? '' : `${match.register}/${match.recordId}`;
  });
  return [flag.kind, flag.headline, ...new Set(records.toSorted())].join('|');
}

/** The matches that a flag rests on. */
export const matchesOf = (flag: Flag, matches: readonly Match[]): Match[] =>
  matches.filter(({ id }) => flag.matchIds.includes(id));

/** What a reader may say of matches, by their ids: "not this person", or that it is not so after all. */
export type Answers = ReadonlyMap<string, 'dispute' | 'withdraw'>;

const DISPUTING: readonly Role[] = ['handler', 'officer', 'sergeant', 'supervisor', 'inspector'];

/**
 * What a reader may say of the matches of a card: "not this person" of those that nobody has said it of yet; it is taken
 * back by whoever said it, and by those who supervise.
 */
export function answersTo(card: Card | undefined, { name, roles }: User): Answers {
  if (card === undefined || !roles.some((role) => DISPUTING.includes(role))) return new Map();
  const supervises = roles.some((role) => role === 'supervisor' || role === 'inspector');
  return new Map(
    card.matches.flatMap(({ id, standing, disputed }): [string, 'dispute' | 'withdraw'][] => {
      if (disputed !== undefined) return supervises || disputed.by === name ? [[id, 'withdraw']] : [];
      return standing === 'rejected' ? [] : [[id, 'dispute']];
    }),
  );
}

/** Matches that no flag rests on: shown after the flags, never hidden. */
export const unflagged = ({ flags, matches }: Pick<Intelligence, 'flags' | 'matches'>): Match[] =>
  matches.filter(({ id }) => !flags.some((flag) => flag.matchIds.includes(id)));
