import { doubleMetaphone } from 'double-metaphone';
import { FewWords } from '../../fuzzy.js';
import { fold } from '../../match/normalise/text.js';
import type { KnownNames, NameForm, Recorded } from './known-names.js';
import { ALSO_WORDS, NEAR_NAMES, OWN_NAME_AFTER } from './ordinary-words.js';
import type { CallText } from './texts.js';

/** Words of the call that may stand for somebody on a record. */
export interface Mention {
  readonly person: Recorded;
  readonly field: string;
  readonly start: number;
  readonly end: number;
  readonly words: string;
  readonly why: string;
}

/** Shorter words are not taken for misspelt names: a letter is too much of them. */
const SHORTEST_MISSPELT = 5;
/** fuse.js score up to which a word is a misspelt name, when it sounds the same as well. */
const MISSPELT_UP_TO = 0.25;
/** Mentions in one text; one who is named on every line is named. */
const MOST_MENTIONS = 8;

interface Token {
  readonly word: string;
  readonly start: number;
  readonly end: number;
  /** written with a capital, where not every word begins with one */
  readonly isNamelike: boolean;
}

/** Looks for the names of a few people in a text, word by word. Ordinary words that are names as well must be written as names. */
export function namesInText(text: CallText, names: KnownNames, misspelt: Misspelt): Mention[] {
  const tokens = tokensOf(text.text);
  const mentions: Mention[] = [];
  for (let at = 0; at < tokens.length && mentions.length < MOST_MENTIONS;) {
    const found = phraseAt(tokens, at, names) ?? nameAt(tokens, at, names, misspelt, text.isName === true);
    const last = tokens[at + (found?.length ?? 1) - 1];
    const first = tokens[at];
    if (found && first && last) {
      const [start, end] = [first.start, last.end];
      const words = text.text.slice(start, end);
      for (const { person, why } of oncePerPerson(found.forms)) {
        mentions.push({ person, field: text.field, start, end, words, why });
      }
    }
    at += found?.length ?? 1;
  }
  return mentions;
}

const oncePerPerson = (forms: Found['forms']): Found['forms'] =>
  forms.filter(({ person }, index) => forms.findIndex((other) => other.person === person) === index);

interface Found {
  readonly forms: readonly Pick<NameForm, 'person' | 'why'>[];
  /** tokens that the name takes */
  readonly length: number;
}

function phraseAt(tokens: readonly Token[], at: number, { phrases }: KnownNames): Found | undefined {
  const found = phrases.find(({ words }) => words.every((word, i) => tokens[at + i]?.word === word));
  return found && { forms: [found.form], length: found.words.length };
}

function nameAt(
  tokens: readonly Token[],
  at: number,
  { byWord }: KnownNames,
  misspelt: Misspelt,
  isName: boolean,
): Found | undefined {
  const token = tokens[at];
  if (token === undefined) return undefined;
  const forms = byWord.get(token.word) ?? misspelt(token.word);
  if (forms.length === 0) return undefined;
  const next = tokens[at + 1]?.word;
  const whole = forms.filter(({ kind, person }) => kind !== 'surname' && next !== undefined && person.surname === next);
  if (whole.length > 0) {
    return { forms: whole.map(({ person, why }) => ({ person, why: `${why}, with the surname` })), length: 2 };
  }
  if (isName) return { forms, length: 1 };
  if (ALSO_WORDS.has(token.word) && !token.isNamelike) return undefined;
  if (isHandlersOwn(tokens, at)) return undefined;
  return { forms: forms.filter(({ kind }) => kind !== 'surname' || isCalledBySurname(tokens, at)), length: 1 };
}

/** "Handler Darren", "this is Darren from the police": whoever writes the log, not whoever it is about. */
function isHandlersOwn(tokens: readonly Token[], at: number): boolean {
  if (OWN_NAME_AFTER.has(tokens[at - 1]?.word ?? '')) return true;
  const around = [at - 2, at - 1, at + 1, at + 2].map((i) => tokens[i]?.word ?? '');
  const [before2 = '', before = '', after = '', after2 = ''] = around;
  if (before === 'by' && ['taken', 'logged', 'typed', 'answered'].includes(before2)) return true;
  return ['from', 'at', 'in'].includes(after) && ['police', 'control', 'the'].includes(after2) && before === 'is';
}

/** "Mrs" is hers; a surname alone is his when nobody of the call has it. */
const isCalledBySurname = (tokens: readonly Token[], at: number): boolean =>
  !['mrs', 'miss', 'ms'].includes(tokens[at - 1]?.word ?? '');

/** The names that a word may be misspelt for. */
export type Misspelt = (word: string) => readonly NameForm[];

/**
 * Misspelt names are found by fuse.js among the few that are looked for: alike in letters, and in sound. What both lists and
 * sense say is an ordinary word is none.
 */
export function misspellingsOf({ byWord }: KnownNames): Misspelt {
  const forms = [...byWord].filter(([word]) => word.length >= SHORTEST_MISSPELT);
  const sounds = new Set(forms.flatMap(([word]) => soundsOf(word)));
  let fuse: FewWords | undefined;
  const known = new Map<string, readonly NameForm[]>();
  const find = (word: string): readonly NameForm[] => {
    const heard = soundsOf(word);
    if (!heard.some((sound) => sounds.has(sound))) return [];
    fuse ??= new FewWords(forms.map(([form]) => form));
    return fuse.like(word).flatMap(({ index, score }) => {
      const [form = '', meant = []] = forms[index] ?? [];
      const isIt =
        score <= MISSPELT_UP_TO && form[0] === word[0] && soundsOf(form).some((sound) => heard.includes(sound));
      return isIt ? meant.map((one) => ({ ...one, why: `spelt like ${form[0]?.toUpperCase()}${form.slice(1)}` })) : [];
    });
  };
  return (word) => {
    if (word.length < SHORTEST_MISSPELT || NEAR_NAMES.has(word) || ALSO_WORDS.has(word)) return [];
    const found = known.get(word) ?? find(word);
    known.set(word, found);
    return found;
  };
}

const soundsOf = (word: string): string[] => [...new Set(doubleMetaphone(word))].filter((sound) => sound.length > 1);

const WORD = /[\p{L}\p{N}]+(?:['’`-][\p{L}\p{N}]+)*/gu;

/** The words of a text with their places. A capital says "name" only inside a sentence, and not in a text that is all capitals. */
function tokensOf(text: string): Token[] {
  const isShouted = text === text.toUpperCase();
  return [...text.matchAll(WORD)].map((match): Token => {
    const start = match.index;
    const written = match[0].replace(/['’`]s$/i, '');
    const before = text.slice(0, start).trimEnd();
    const begins = before === '' || /[.!?:;“"\n]$/.test(before);
    return {
      word: fold(written).replace(/[^a-z0-9]/g, ''),
      start,
      end: start + written.length,
      isNamelike: !isShouted && !begins && /^\p{Lu}/u.test(written),
    };
  });
}
