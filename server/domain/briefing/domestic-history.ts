import { isDomesticAbuse, type Match, type PartyRole, type RegisterRecord } from '../../contract/index.js';
import { fold } from '../match/normalise/text.js';
import type { Hit } from './narrative/named-in-call.js';

/** The register that keeps the earlier calls. */
export const HISTORY_FROM = 'prior-call';

/** Somebody in an earlier incident: who they are is told by `identity`, whichever way they were written there. */
export interface Involved {
  readonly identity: string;
  readonly role: string;
  readonly name?: string;
}

/** A domestic abuse incident, earlier or this one, and where it is known from. */
export interface Episode {
  /** a record of earlier calls, by the matches to it; one of Outrider's own; or the one that the card is about */
  readonly known:
    | { readonly from: 'record'; readonly recordId: string; readonly matches: readonly Match[] }
    | { readonly from: 'own'; readonly incidentId: string; readonly reference: string }
    | { readonly from: 'this' };
  readonly at: string;
  readonly what: string;
  readonly people: readonly Involved[];
}

/** One of Outrider's own earlier incidents of domestic abuse, and which of its people are parties of this one. */
export interface DomesticCall {
  readonly incidentId: string;
  readonly reference: string;
  readonly record: RegisterRecord;
  /** index of a person of the record → the party who is the same person, tier match */
  readonly same: ReadonlyMap<number, string>;
}

export interface Today {
  readonly category?: string | undefined;
  readonly parties: readonly {
    readonly id?: string | undefined;
    readonly role: PartyRole;
    readonly givenNames?: string | undefined;
    readonly surname?: string | undefined;
  }[];
}

/**
 * The domestic abuse incidents that the people of a call were in: by sure links alone (tier match, or confirmed), rejected
 * ones never; each incident once, however many of its people were found.
 */
export function episodesOf(
  hits: readonly Hit[],
  own: readonly DomesticCall[],
  today: Today,
  at: string,
): readonly Episode[] {
  const recorded = recordedEpisodes(hits);
  const known = new Set(recorded.map(({ known: of }) => (of.from === 'record' ? of.recordId : '')));
  // An incident that was handed on to the register is counted from there.
  const ownEpisodes = own.filter(({ reference }) => !known.has(reference)).map(ownEpisode);
  return [...recorded, ...ownEpisodes, ...(isDomesticAbuse(today.category) ? [thisEpisode(today, at)] : [])];
}

function recordedEpisodes(hits: readonly Hit[]): Episode[] {
  const byRecord = new Map<string, Hit[]>();
  for (const hit of hits) {
    const { register, recordId, subject, standing, tier } = hit.match;
    const isSure = standing === 'confirmed' || (standing === 'unreviewed' && tier === 'match');
    if (register !== HISTORY_FROM || subject.kind !== 'person' || !isSure || !isDomestic(hit.link.record)) continue;
    byRecord.set(recordId, [...(byRecord.get(recordId) ?? []), hit]);
  }
  return [...byRecord].flatMap(([recordId, ofRecord]) => {
    const [first] = ofRecord;
    if (first === undefined) return [];
    const { record } = first.link;
    const same = new Map(ofRecord.map(({ link }) => [link.personIndex ?? -1, link.subject.id ?? '']));
    const matches = ofRecord.map(({ match }) => match);
    return [
      {
        known: { from: 'record' as const, recordId, matches },
        at: record.recordedAt,
        what: first.match.record.summary,
        people: involvedIn(record, same),
      },
    ];
  });
}

const ownEpisode = ({ incidentId, reference, record, same }: DomesticCall): Episode => ({
  known: { from: 'own', incidentId, reference },
  at: record.recordedAt,
  what: `incident ${reference}`,
  people: involvedIn(record, same),
});

const thisEpisode = ({ parties }: Today, at: string): Episode => ({
  known: { from: 'this' },
  at,
  what: 'this incident',
  people: parties.map(({ id, role, givenNames, surname }, index) => {
    const name = [givenNames, surname].filter(Boolean).join(' ');
    return { identity: partyIdentity(id ?? `person-${index + 1}`), role, ...(name ? { name } : {}) };
  }),
});

/**
 * A record of earlier calls is about domestic abuse when its category says so; one without a category, when it holds a victim
 * and a suspect.
 */
function isDomestic({ details, people = [] }: RegisterRecord): boolean {
  const category = details?.['category'];
  if (typeof category === 'string') return isDomesticAbuse(category);
  return ['victim', 'suspect'].every((role) => people.some((person) => person.role === role));
}

const partyIdentity = (id: string): string => `party ${id}`;

/** People of a record: parties of today where they are linked, else by date of birth, else by name. */
function involvedIn({ people = [] }: RegisterRecord, same: ReadonlyMap<number, string>): Involved[] {
  return people.flatMap(({ role, givenNames = '', surname = '', dateOfBirth = '' }, index) => {
    const name = [givenNames, surname].filter(Boolean).join(' ');
    const party = same.get(index);
    if (party !== undefined) return [{ identity: partyIdentity(party), role, ...(name ? { name } : {}) }];
    if (!givenNames || !surname) return [];
    const born = dateOfBirth.length === 10 ? `born ${dateOfBirth} ${fold(surname)}` : `named ${fold(name)}`;
    return [{ identity: born, role, name }];
  });
}
