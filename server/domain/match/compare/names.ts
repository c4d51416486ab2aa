import { NameLevel, type NameTerm } from '../dictionary/name-term.js';
import type { Lexicon } from '../index/lexicon.js';
import { NONE, type NameRow } from '../index/rows.js';
import { CUSTOMARY_MIDDLE, HONORIFIC_GIVEN } from '../words/given-names.js';
import type { Weights } from '../weights.js';

/** A name as it was asked about. */
export interface QueryName {
  readonly given: readonly NameTerm[];
  /** all given names in one word, when there are several: they may be one, split */
  readonly joined: NameTerm | undefined;
  /** a lone name, read as the surname though it was given as a given name, or the other way round */
  readonly moved: boolean;
  /** the whole surname, squashed */
  readonly surname: NameTerm | undefined;
  /** the words of a compound surname */
  readonly parts: readonly NameTerm[];
}

/** How a name asked about and a recorded one agree. Bits per line of evidence. */
export interface NameComparison {
  readonly surname: NameLevel;
  readonly surnameBits: number;
  readonly given: NameLevel;
  readonly givenBits: number;
  /** dictionary ids of the recorded words that were compared; NONE where there is none */
  readonly theirSurname: number;
  readonly theirGiven: number;
  readonly ourSurname: string;
  readonly ourGiven: string;
  readonly middle: 'agrees' | 'differs' | 'none';
  readonly swapped: boolean;
}

interface Part {
  readonly level: NameLevel;
  readonly bits: number;
  readonly ours: string;
  readonly theirs: number;
  readonly middle?: 'agrees' | 'differs' | 'none';
}

const ABSENT: Part = { level: NameLevel.missing, bits: 0, ours: '', theirs: NONE };

/** Compares the names of one person with those of another, every pair, and keeps the best. */
export function compareNames(
  ours: readonly QueryName[],
  theirs: readonly NameRow[],
  lexicon: Lexicon,
  weights: Weights,
): NameComparison | undefined {
  let best: NameComparison | undefined;
  const consider = (found: NameComparison): void => {
    if (best === undefined || bitsOf(found) > bitsOf(best)) best = found;
  };
  for (const our of ours) {
    for (const their of theirs) {
      consider(compareStraight(our, their, lexicon, weights));
      const swapped = compareSwapped(our, their, weights);
      if (swapped !== undefined) consider(swapped);
    }
  }
  return best;
}

const bitsOf = (name: NameComparison): number => name.surnameBits + name.givenBits;

function compareStraight(our: QueryName, their: NameRow, lexicon: Lexicon, weights: Weights): NameComparison {
  const surname = compareSurnames(our, their, weights);
  const given = onceForOrigin(compareGiven(our, their, lexicon, weights), surname, weights);
  if (!our.moved) return combine(surname, given, false);
  const cost = Math.log2(weights.movedName);
  return surname.level === NameLevel.missing
    ? combine(surname, { ...given, bits: given.bits + cost }, false)
    : combine({ ...surname, bits: surname.bits + cost }, given, false);
}

/** The given name without what it says of the origin of a family whose surname has said it. */
function onceForOrigin(given: Part, surname: Part, { sameOrigin }: Weights): Part {
  const shared = Math.min(given.bits, surname.bits) - sameOrigin.from;
  return shared <= 0 ? given : { ...given, bits: given.bits - sameOrigin.share * shared };
}

function combine(surname: Part, given: Part, swapped: boolean): NameComparison {
  return {
    surname: surname.level,
    surnameBits: surname.bits,
    given: given.level,
    givenBits: given.bits,
    theirSurname: surname.theirs,
    theirGiven: given.theirs,
    ourSurname: surname.ours,
    ourGiven: given.ours,
    middle: given.middle ?? 'none',
    swapped,
  };
}

function compareSurnames(our: QueryName, their: NameRow, weights: Weights): Part {
  if (our.surname === undefined || their.surname === NONE) return ABSENT;
  const level = our.surname.level(their.surname);
  const whole: Part = {
    level,
    bits: our.surname.bits(level, 'surname', weights.surname),
    ours: our.surname.word,
    theirs: their.surname,
  };
  if (level <= NameLevel.near || (our.parts.length === 0 && their.parts.length === 0)) return whole;
  const shared = sharedPart(our, their, weights);
  return shared !== undefined && shared.bits > whole.bits ? shared : whole;
}

/** One word of a compound surname in common: Smith and Smith-Jones, a maiden name kept beside a married one. */
function sharedPart(our: QueryName, their: NameRow, weights: Weights): Part | undefined {
  let best: Part | undefined;
  for (const term of our.parts.length > 0 ? our.parts : [our.surname]) {
    for (const theirs of their.parts.length > 0 ? their.parts : [their.surname]) {
      if (term === undefined || term.level(theirs) > NameLevel.near) continue;
      const bits = term.bits(NameLevel.part, 'surname', weights.surname);
      if (best === undefined || bits > best.bits) best = { level: NameLevel.part, bits, ours: term.word, theirs };
    }
  }
  return best;
}

function compareGiven(our: QueryName, their: NameRow, lexicon: Lexicon, weights: Weights): Part {
  const [first] = our.given;
  const [theirFirst] = their.given;
  if (first === undefined || theirFirst === undefined) return ABSENT;
  const level = first.level(theirFirst);
  const plain: Part = {
    level,
    bits: first.bits(level, 'given', weights.givenNames),
    ours: first.word,
    theirs: theirFirst,
  };
  if (level < NameLevel.resembles) return withMiddle(plain, our, their, weights);
  const joined = joinedGiven(our, their, lexicon, weights);
  const other = joined ?? otherGiven(our, their, lexicon, weights);
  return other !== undefined && other.bits > plain.bits ? other : plain;
}

/** Ann Marie and Annmarie, on either side. */
function joinedGiven(our: QueryName, their: NameRow, lexicon: Lexicon, weights: Weights): Part | undefined {
  const [first] = our.given;
  const [theirFirst = NONE, theirSecond] = their.given;
  const level = our.joined?.level(theirFirst) ?? NameLevel.differs;
  if (our.joined !== undefined && level <= NameLevel.near) {
    return {
      level,
      bits: our.joined.bits(level, 'given', weights.givenNames),
      ours: our.joined.word,
      theirs: theirFirst,
    };
  }
  if (first === undefined || theirSecond === undefined) return undefined;
  if (first.word !== lexicon.names.word(theirFirst) + lexicon.names.word(theirSecond)) return undefined;
  const bits = Math.log2(weights.givenNames.spelling / MOST_SHARED);
  return { level: NameLevel.spelling, bits, ours: first.word, theirs: theirFirst };
}

/** Share of strangers with a pair of given names that makes one word: a cautious guess. */
const MOST_SHARED = 1e-4;

/** Known by a middle name; or one side has left out the Mohammed that comes before the name in use. */
function otherGiven(our: QueryName, their: NameRow, lexicon: Lexicon, weights: Weights): Part | undefined {
  let best: Part | undefined;
  for (const [i, term] of our.given.entries()) {
    for (const [j, theirs] of their.given.entries()) {
      if ((i === 0 && j === 0) || term.word.length < 2) continue;
      const level = term.level(theirs);
      if (level > NameLevel.near) continue;
      const dropped = i === 0 ? lexicon.names.word(their.given[0] ?? NONE) : (our.given[0]?.word ?? '');
      const counted = HONORIFIC_GIVEN.has(dropped) && i + j === 1 ? level : NameLevel.part;
      const bits = term.bits(counted, 'given', weights.givenNames);
      if (best === undefined || bits > best.bits) best = { level: counted, bits, ours: term.word, theirs };
    }
  }
  return best;
}

function withMiddle(first: Part, our: QueryName, their: NameRow, weights: Weights): Part {
  const [, second] = our.given;
  const [, theirSecond] = their.given;
  if (second === undefined || theirSecond === undefined) return first;
  const agrees = second.level(theirSecond) <= NameLevel.initial;
  const { agrees: m, differs, sharedByStrangers, sharedByCustom } = weights.middleName;
  const u = CUSTOMARY_MIDDLE.has(second.word) ? sharedByCustom : sharedByStrangers;
  const bits = agrees ? Math.log2(m / u) : Math.log2(differs / (1 - u));
  return { ...first, bits: first.bits + bits, middle: agrees ? 'agrees' : 'differs' };
}

/** Given name written as the surname and the other way round; one of the two may be beyond recognition. */
function compareSwapped(our: QueryName, their: NameRow, weights: Weights): NameComparison | undefined {
  const first = our.joined ?? our.given[0];
  const [theirFirst] = their.given;
  if (first === undefined || our.surname === undefined || theirFirst === undefined || their.surname === NONE)
    return undefined;
  const [asSurname, asGiven] = [first.level(their.surname), our.surname.level(theirFirst)];
  if (Math.min(asSurname, asGiven) > NameLevel.near) return undefined;
  const surname: Part = {
    level: asSurname,
    bits: first.bits(asSurname, 'surname', weights.surname) + Math.log2(weights.swappedNames),
    ours: first.word,
    theirs: their.surname,
  };
  const given: Part = {
    level: asGiven,
    bits: our.surname.bits(asGiven, 'given', weights.givenNames),
    ours: our.surname.word,
    theirs: theirFirst,
  };
  return combine(surname, given, true);
}
