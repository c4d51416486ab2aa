import type { Match, NamedInCall } from '../../../contract/index.js';
import type { Link } from '../../match/types.js';
import { knownNames, type Named } from './known-names.js';
import { misspellingsOf, namesInText, type Mention } from './names-in-text.js';
import type { CallText } from './texts.js';

/** What is looked through, and who is known to be in the incident. */
export interface Told {
  readonly texts: readonly CallText[];
  readonly parties: readonly (Named & { readonly id?: string | undefined })[];
  readonly category?: string | undefined;
}

/** A link and the match that it became. */
export interface Hit {
  readonly link: Link;
  readonly match: Match;
}

/**
 * The people on the records that were hit, looked for in the words of the call: "Dazza is outside" finds the Darren on her
 * marker. Each is possibly the one who is named, whatever else agrees: it moves no tier and no score.
 *
 * @param hits of matches that are shown; only sure ones lead to names
 */
export function namedInCall({ texts, parties }: Told, hits: readonly Hit[]): NamedInCall[] {
  const sure = hits.filter(
    ({ match: { standing, tier } }) => standing !== 'rejected' && (standing === 'confirmed' || tier !== 'possible'),
  );
  if (texts.length === 0 || sure.length === 0) return [];
  const names = knownNames(
    sure.map(({ link }) => link),
    parties,
  );
  if (names.people.length === 0) return [];
  const misspelt = misspellingsOf(names);
  const mentions = texts.flatMap((text) => namesInText(text, names, misspelt));
  return names.people.flatMap((person): NamedInCall[] => {
    const theirs = mentions.filter((mention) => mention.person === person);
    const match = sure.find(({ link }) => link === person.link)?.match;
    if (theirs.length === 0 || match === undefined) return [];
    return [
      {
        matchId: match.id,
        register: match.register,
        recordRole: person.role,
        name: person.name,
        tier: 'possible',
        mentions: theirs.map(mentionOf),
        sentence: `named in the call: ${quoted(theirs)} may be ${person.name}, ${person.role} on the record`,
      },
    ];
  });
}

const mentionOf = ({ field, start, end, words, why }: Mention): NamedInCall['mentions'][number] => ({
  field,
  start,
  end,
  words,
  sentence: `“${words}” is ${why}`,
});

const quoted = (mentions: readonly Mention[]): string =>
  [...new Set(mentions.map(({ words }) => `“${words}”`))].slice(0, 3).join(', ');
