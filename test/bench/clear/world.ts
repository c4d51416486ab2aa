import type { Chance } from './chance.js';

/**
 * One random situation of a card, said in plain facts: what is drawn here is what is true, and both the card and the oracle
 * are made from it. Nothing of the server is used.
 */
export interface World {
  readonly matcherFailed: boolean;
  readonly level: (typeof LEVELS)[number];
  readonly subjects: readonly WorldSubject[];
  readonly registers: readonly WorldRegister[];
}

export interface WorldSubject {
  readonly kind: 'person' | 'location' | 'phone';
  readonly id: string;
}

export interface WorldRegister {
  readonly id: string;
  readonly remote: boolean;
  readonly standing: 'answers' | 'manual' | 'unavailable' | 'waiting' | 'failing';
  /** the search covered it, as far as its list of batches says */
  readonly covered: 'yes' | 'no' | 'empty';
  readonly ageHours: number;
  readonly limitHours: number | undefined;
  readonly wants: { readonly person: readonly string[]; readonly location: boolean; readonly phone: boolean };
  /** roles that see nothing of it, at any level */
  readonly hiddenFrom: readonly string[];
  /** one for each subject of the world */
  readonly about: readonly Finding[];
}

/** What the search of one register for one subject came to, and what people made of it. */
export interface Finding {
  readonly keys: readonly string[];
  readonly complete: boolean;
  readonly candidates: number;
  readonly links: readonly ('unreviewed' | 'confirmed' | 'rejected')[];
  /** what a researcher found by hand, and whether the subject was then reported as it is now */
  readonly byHand:
    { readonly status: 'hit' | 'no-trace'; readonly ageHours: number; readonly sameSubject: boolean } | undefined;
}

export const ROLES = [
  'handler',
  'dispatcher',
  'researcher',
  'supervisor',
  'sergeant',
  'inspector',
  'officer',
  'auditor',
  'administrator',
] as const;
export const LEVELS = ['normal', 'busy', 'machine-only', 'isolated', 'recovering'] as const;
const PERSON_KEYS = ['name+dateOfBirth', 'name+age', 'name+address', 'name+phone'] as const;
const LINKS = ['unreviewed', 'unreviewed', 'confirmed', 'rejected'] as const;

/** @param chance a number of 0 to 1 at each call */
export function drawWorld(chance: Chance): World {
  const subjects = drawSubjects(chance);
  const count = 1 + Math.floor(chance() * 3);
  const searched = shared(chance, subjects);
  return {
    matcherFailed: chance() < 0.05,
    level: pick(chance, LEVELS),
    subjects,
    registers: Array.from({ length: count }, (_, n) => drawRegister(chance, `register-${n}`, subjects, searched)),
  };
}

/** The keys, and how far the search went, are one thing for all imported registers. */
const shared = (
  chance: Chance,
  subjects: readonly WorldSubject[],
): readonly Pick<Finding, 'keys' | 'complete' | 'candidates'>[] =>
  subjects.map(({ kind }) => ({
    keys:
      kind === 'person' ? some(chance, PERSON_KEYS) : chance() < 0.7 ? [kind === 'phone' ? 'phone' : 'address'] : [],
    complete: chance() < 0.8,
    candidates: pick(chance, [0, 1, 1, 2, 3, 4, 7]),
  }));

function drawSubjects(chance: Chance): readonly WorldSubject[] {
  const people = Math.floor(chance() * 3);
  return [
    ...Array.from({ length: people }, (_, n) => ({ kind: 'person' as const, id: `p${n}` })),
    ...(chance() < 0.5 ? [{ kind: 'location' as const, id: '' }] : []),
    ...(chance() < 0.4 ? [{ kind: 'phone' as const, id: 'caller' }] : []),
  ];
}

function drawRegister(
  chance: Chance,
  id: string,
  subjects: readonly WorldSubject[],
  searched: readonly Pick<Finding, 'keys' | 'complete' | 'candidates'>[],
): WorldRegister {
  const remote = chance() < 0.3;
  const own = shared(chance, subjects);
  const covered = remote ? 'yes' : pick(chance, ['yes', 'yes', 'yes', 'no', 'empty'] as const);
  return {
    id,
    remote,
    standing: remote
      ? pick(chance, ['answers', 'answers', 'waiting', 'failing', 'unavailable'])
      : pick(chance, ['answers', 'answers', 'answers', 'manual', 'unavailable']),
    covered,
    ageHours: pick(chance, [0, 1, 23, 24, 25, 71, 73, 1000]),
    limitHours: pick(chance, [24, 72, undefined]),
    wants: { person: some(chance, PERSON_KEYS), location: chance() < 0.5, phone: chance() < 0.5 },
    hiddenFrom: ROLES.filter(() => chance() < 0.3),
    about: subjects.map((_, n) => ({
      ...(remote ? own[n]! : searched[n]!),
      links:
        covered !== 'yes' || chance() < 0.7
          ? []
          : Array.from({ length: 1 + Math.floor(chance() * 2) }, () => pick(chance, LINKS)),
      byHand:
        chance() < 0.35
          ? {
              status: chance() < 0.7 ? 'no-trace' : 'hit',
              ageHours: pick(chance, [0, 1, 25, 80]),
              sameSubject: chance() < 0.7,
            }
          : undefined,
    })),
  };
}

const pick = <T>(chance: Chance, from: readonly T[]): T => from[Math.floor(chance() * from.length)]!;
const some = <T>(chance: Chance, from: readonly T[]): readonly T[] => from.filter(() => chance() < 0.35);
