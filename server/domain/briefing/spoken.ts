import type { Check, Flag, Match, PartyRole } from '../../contract/index.js';
import type { TitleOf } from '../register/titles.js';
import { byCloseness } from './flags.js';
import { historyTitle } from './repeat-victim.js';

const MOST_WORDS = 25;

const STANDING: Readonly<Record<Flag['standing'], string>> = {
  unreviewed: 'Unconfirmed',
  confirmed: 'Confirmed',
  rejected: 'Rejected',
};

/** What is read aloud from: a card, or what a role is shown of it. */
export interface ToSpeakOf {
  readonly flags: readonly Flag[];
  readonly checks: readonly Check[];
  readonly matches: readonly Match[];
  readonly people: readonly { readonly id: string; readonly role: PartyRole }[];
}

/**
 * What may be read aloud, in at most 25 words: standing first, then the most dangerous kinds and whom or what they are
 * about, then how much was not checked. It is made from the registers' titles and the roles in the call, and never from a
 * record's words, so that no caller, codeword, child's name or refuge can be in it (R14), and it never says that something
 * is clear (R2).
 */
export function spokenLine({ flags, checks, matches, people }: ToSpeakOf, titleOf: TitleOf): string {
  const dangerous = flags.filter((f) => f.severity === 'life-risk' || f.severity === 'high');
  const open = checks.filter((c) => c.status === 'not-checked' || c.status === 'unavailable' || c.status === 'stale');
  const tail = open.length > 0 ? `${open.length} of ${checks.length} registers not fully checked.` : '';
  if (dangerous.length === 0) return [quietly(flags, checks), tail].filter(Boolean).join(' ');
  const told = dangerous.map((flag) => {
    const [match] = matches.filter(({ id }) => flag.matchIds.includes(id)).toSorted(byCloseness);
    return [standingOf(flag), `${historyTitle(flag.kind) ?? titleOf(flag.kind)}${aboutWhom(match, people)}`] as const;
  });
  const budget = MOST_WORDS - countWords(tail);
  let said = '';
  let last = '';
  for (const [standing, danger] of new Map(told.map((one) => [String(one), one])).values()) {
    const longer = standing === last ? `${said}; ${danger}` : `${said}${said && '. '}${standing}: ${danger}`;
    if (countWords(longer) > budget) break;
    [said, last] = [longer, standing];
  }
  return [`${said}.`, tail].filter(Boolean).join(' ');
}

/** Whom a danger is about, by the part they play in the call; the caller is not spoken of (R14). */
function aboutWhom(match: Match | undefined, people: ToSpeakOf['people']): string {
  if (match === undefined) return '';
  if (match.via !== undefined) return ' of an associate';
  if (match.subject.kind === 'location') return ' at the address';
  if (match.subject.kind === 'phone') return ' on the number';
  const role = people.find(({ id }) => id === match.subject.id)?.role;
  return role === undefined || role === 'caller' || role === 'other' ? '' : `, ${role}`;
}

/** Whoever says "not this person" is heard as long as no researcher has decided; what is confirmed is no longer possible. */
function standingOf({ standing, tier, disputed }: Flag): string {
  const said = disputed === undefined ? STANDING[standing] : 'Disputed';
  return tier === 'possible' && standing !== 'confirmed' ? `${said}, possible` : said;
}

/** Without a danger to name: whether there is other history, and "no trace" only where every register says so. */
function quietly(flags: readonly Flag[], checks: readonly Check[]): string {
  if (flags.length > 0) return 'Unconfirmed: lower-risk history only.';
  const traceless = checks.length > 0 && checks.every((c) => c.status === 'no-trace');
  return traceless ? `No trace in ${checks.length} registers.` : 'No hit to read out so far.';
}

const countWords = (text: string): number => text.split(/\s+/).filter(Boolean).length;
