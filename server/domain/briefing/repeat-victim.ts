import type { Flag } from '../../contract/index.js';
import { londonDay } from '../london.js';
import type { Episode, Involved } from './domestic-history.js';

/**
 * What "repeat victim" means here, in one place and with a version: the same person was the victim in two or more incidents
 * of domestic abuse in twelve months, this one counted where it is one. What else is said of a history follows the same
 * incidents: whoever was the suspect against two or more different people, and two people who were each reported against the
 * other.
 */
const DEFINITIONS = {
  'repeat-victim': 'repeat-victim/1',
  'serial-suspect': 'serial-suspect/1',
  'counter-allegation': 'counter-allegation/1',
} as const;
const LEAST_INCIDENTS = 2;
const LEAST_VICTIMS = 2;
const MONTHS = 12;

const TITLES: Readonly<Record<string, string>> = {
  'repeat-victim': 'Repeat victim of domestic abuse',
  'serial-suspect': 'Reported against several people',
  'counter-allegation': 'Reported in both directions',
};

/** What a flag of this kind says without naming anybody; undefined for other kinds. */
export const historyTitle = (kind: string): string | undefined => TITLES[kind];

type Kind = keyof typeof DEFINITIONS;

/** The flags of a history of domestic abuse. Each lists the incidents that it counted, the latest first. */
export function historyFlags(episodes: readonly Episode[], at: string): Flag[] {
  const parties = new Map(
    episodes
      .flatMap(({ people }) => people)
      .filter(({ identity }) => identity.startsWith('party '))
      .map((person) => [person.identity, person.name ?? 'a person of this incident']),
  );
  const each = [...parties];
  return [
    ...each.flatMap(([identity, name]) => repeatVictim(identity, name, episodes, at)),
    ...each.flatMap(([identity, name]) => serialSuspect(identity, name, episodes)),
    ...counterAllegations(each, episodes),
  ];
}

function repeatVictim(identity: string, name: string, episodes: readonly Episode[], at: string): Flag[] {
  const since = monthsBefore(at, MONTHS);
  const counted = episodes.filter(
    (episode) => londonDay(episode.at) >= since && roleOf(episode, identity) === 'victim',
  );
  if (counted.length < LEAST_INCIDENTS) return [];
  const among = counted.some(({ known }) => known.from === 'this') ? ', this one counted' : '';
  const headline = `Repeat victim: ${name}, ${counted.length} domestic abuse incidents in ${MONTHS} months${among}`;
  return [flagOf('repeat-victim', 'high', headline, counted)];
}

function serialSuspect(identity: string, name: string, episodes: readonly Episode[]): Flag[] {
  const counted = episodes.filter(
    (episode) => roleOf(episode, identity) === 'suspect' && victimsOf(episode).length > 0,
  );
  const victims = new Set(counted.flatMap(victimsOf).map((victim) => victim.identity));
  if (victims.size < LEAST_VICTIMS) return [];
  const headline = `Reported against ${victims.size} different people: ${name}, suspect in ${counted.length} domestic abuse incidents`;
  return [flagOf('serial-suspect', 'high', headline, counted)];
}

/** Both sides with both roles, and no word on who is right (R12). */
function counterAllegations(parties: readonly (readonly [string, string])[], episodes: readonly Episode[]): Flag[] {
  const told = new Set<string>();
  return parties.flatMap(([identity, name]) => {
    const others = new Map(
      episodes.flatMap(({ people }) => people).map((person) => [person.identity, person.name ?? 'the other']),
    );
    others.delete(identity);
    return [...others].flatMap(([other, otherName]) => {
      const pair = [identity, other].toSorted((a, b) => (a < b ? -1 : 1)).join('|');
      const against = (victim: string, suspect: string): Episode[] =>
        episodes.filter((one) => roleOf(one, victim) === 'victim' && roleOf(one, suspect) === 'suspect');
      const [ours, theirs] = [against(identity, other), against(other, identity)];
      if (ours.length === 0 || theirs.length === 0 || told.has(pair)) return [];
      told.add(pair);
      const side = (who: string, victim: number, suspect: number): string =>
        `${who} victim in ${victim}, suspect in ${suspect}`;
      const headline = `Reported in both directions: ${side(name, ours.length, theirs.length)}; ${side(otherName, theirs.length, ours.length)}`;
      return [flagOf('counter-allegation', 'medium', headline, [...ours, ...theirs])];
    });
  });
}

const roleOf = ({ people }: Episode, identity: string): string | undefined =>
  people.find((person) => person.identity === identity)?.role;

const victimsOf = ({ people }: Episode): readonly Involved[] => people.filter(({ role }) => role === 'victim');

function flagOf(kind: Kind, severity: Flag['severity'], headline: string, counted: readonly Episode[]): Flag {
  const matches = counted.flatMap(({ known }) => (known.from === 'record' ? known.matches : []));
  const isConfirmed = matches.length > 0 && matches.every(({ standing }) => standing === 'confirmed');
  return {
    kind,
    severity,
    headline,
    source: 'register',
    standing: isConfirmed ? 'confirmed' : 'unreviewed',
    tier: 'match',
    matchIds: [...new Set(matches.map(({ id }) => id))].toSorted((a, b) => (a < b ? -1 : 1)),
    definition: DEFINITIONS[kind],
    counted: counted
      .toSorted((a, b) => (a.at < b.at ? 1 : -1))
      .map(({ known, at, what }) => ({
        at,
        what,
        ...(known.from === 'record' ? { matchIds: known.matches.map(({ id }) => id) } : {}),
        ...(known.from === 'own' ? { incidentId: known.incidentId } : {}),
      })),
  };
}

/** The day of the month so many months ago, in Britain. */
function monthsBefore(at: string, months: number): string {
  const day = new Date(`${londonDay(at)}T00:00:00Z`);
  day.setUTCMonth(day.getUTCMonth() - months);
  return day.toISOString().slice(0, 10);
}
