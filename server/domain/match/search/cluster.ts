import { isSameDwelling } from '../compare/address.js';
import type { PersonComparison, Scales } from '../compare/person.js';
import { NameLevel } from '../dictionary/name-term.js';
import { isKnownName, nicknamesOf, spellingsOf } from '../words/given-names.js';
import { editDistance } from '../dictionary/distance.js';
import { slipsAllowed } from '../dictionary/dictionary.js';
import { NONE, type NameRow, type PersonRow, type PhonePair, type RecordRow } from '../index/rows.js';
import { dayOf, monthOf, swapDayAndMonth, yearOf } from '../normalise/date.js';

/** One person on one record, as clustering sees them. */
export interface Appearance {
  readonly person: PersonRow;
  readonly record: RecordRow;
}

/**
 * Puts the appearances of one person together: first those whose name and date of birth agree, then those with half a name
 * that only one such person can be, so rare is it among people born on that day, then those without a date
 * that share name and number or dwelling with exactly one such person. A record without a date of birth that could be
 * the father’s or the son’s stays by itself.
 * @returns for each appearance, the number of its cluster: the index of the cluster’s first member
 */
export function cluster(appearances: readonly Appearance[], scales: Scales): number[] {
  const leader = appearances.map((_, i) => i);
  const find = (i: number): number => {
    let at = i;
    while (leader[at] !== at) at = leader[at] ?? at;
    return at;
  };
  const join = (i: number, j: number): void => {
    const [a, b] = [find(i), find(j)];
    leader[Math.max(a, b)] = Math.min(a, b);
  };
  const dated = appearances.flatMap(({ person }, i) => (dayOf(person.birth) === 0 ? [] : [i]));
  for (const [n, i] of dated.entries()) {
    for (const j of dated.slice(n + 1)) if (sameByBirth(appearances[i], appearances[j], scales)) join(i, j);
  }
  for (const i of dated.filter((one) => isHalfNamed(appearances[one]))) {
    const hosts = new Set(dated.filter((j) => sameByBirthAlone(appearances[i], appearances[j], scales)).map(find));
    hosts.delete(find(i));
    const [host] = hosts;
    if (host !== undefined && hosts.size === 1) join(host, i);
  }
  const undated = appearances.flatMap(({ person }, i) => (dayOf(person.birth) === 0 ? [i] : []));
  const homes = undated.map((i) => {
    const hosts = new Set(dated.filter((j) => sameByContact(appearances[i], appearances[j], scales)).map(find));
    return { i, hosts: [...hosts] };
  });
  for (const { i, hosts } of homes) if (hosts.length === 1) join(hosts[0] ?? i, i);
  const homeless = homes.filter(({ hosts }) => hosts.length === 0);
  for (const [n, { i }] of homeless.entries()) {
    for (const { i: j } of homeless.slice(n + 1)) if (sameByContact(appearances[i], appearances[j], scales)) join(i, j);
  }
  return leader.map((_, i) => find(i));
}

/** A member of a cluster, beside the party that was asked about. */
export interface Compared {
  readonly person: PersonRow;
  readonly found: PersonComparison;
}

/**
 * Puts together the clusters that the party asked about shows to be one person: somebody of the party’s given name and date
 * of birth under her surname, and somebody of the same under another, with her number or at her dwelling. She was
 * married; who knows both her names is the party.
 */
export function bridge(clusters: readonly number[], compared: readonly Compared[]): number[] {
  const party = compared.flatMap(({ found }, i) => (isPartyByBirth(found) ? [i] : []));
  const [first] = party;
  if (first === undefined) return [...clusters];
  const sex = compared[first]?.person.sex ?? 0;
  const same = party.filter((i) => {
    const theirs = compared[i]?.person.sex ?? 0;
    return sex === 0 || theirs === 0 || sex === theirs;
  });
  const joined = new Set(same.map((i) => clusters[i]));
  const leader = Math.min(...same.map((i) => clusters[i] ?? i));
  return clusters.map((one) => (joined.has(one) ? leader : one));
}

function isPartyByBirth({ name, birth, phone, address }: PersonComparison): boolean {
  if (name === undefined || birth.level !== 'exact' || name.given > NameLevel.near) return false;
  return name.surname <= NameLevel.near || phone === 'agrees' || (address !== undefined && isSameDwelling(address));
}

/** A generation lies between a father’s date of birth and his son’s; a slip in a digit of the year may look like it. */
const GENERATION = 13;

function sameByBirth(a: Appearance | undefined, b: Appearance | undefined, scales: Scales): boolean {
  if (a === undefined || b === undefined) return false;
  const exact = a.person.birth === b.person.birth;
  if (!exact && !datesAreClose(a, b)) return false;
  const names = compareNames(a.person, b.person, scales);
  if (names === 'apart') return false;
  // Two of one name, born on one day, are one whose sex was written down wrongly.
  if (exact && (names === 'both' || names === 'rare')) return true;
  return !sexesDiffer(a.person, b.person) && (names === 'rare' || inContact(a, b));
}

/** A surname without a given name, or the other way round. */
const isHalfNamed = (one: Appearance | undefined): boolean =>
  one !== undefined && one.person.names.every(({ given, surname }) => given.length === 0 || surname === NONE);

/** The one name that is known on both sides agrees, and nobody else is likely to bear it and to be born on that day. */
function sameByBirthAlone(a: Appearance | undefined, b: Appearance | undefined, scales: Scales): boolean {
  if (a === undefined || b === undefined || a === b || sexesDiffer(a.person, b.person)) return false;
  if (a.person.birth !== b.person.birth || compareNames(a.person, b.person, scales) === 'apart') return false;
  const { population } = scales;
  const share = (surname: number, given = NONE): number =>
    surname === NONE ? population.givenName(given) : population.surname(surname);
  const bearers = Math.max(...a.person.names.map(({ surname, given }) => share(surname, given[0]))) * population.people;
  const born = population.year(yearOf(a.person.birth)) * population.day(monthOf(a.person.birth), dayOf(a.person.birth));
  return bearers * born < ALONE;
}

function datesAreClose(a: Appearance, b: Appearance): boolean {
  if (swapDayAndMonth(a.person.birth) === b.person.birth) return true;
  const years = Math.abs(yearOf(a.person.birth) - yearOf(b.person.birth));
  return years < GENERATION && editDistance(String(dateDigits(a)), String(dateDigits(b)), 1) === 1;
}

const dateDigits = ({ person }: Appearance): number =>
  yearOf(person.birth) * 10_000 + ((person.birth >>> 5) & 15) * 100 + dayOf(person.birth);

function sameByContact(a: Appearance | undefined, b: Appearance | undefined, scales: Scales): boolean {
  if (a === undefined || b === undefined || sexesDiffer(a.person, b.person)) return false;
  const [older, younger] = [yearOf(a.person.birth), yearOf(b.person.birth)];
  if (older !== 0 && younger !== 0 && older !== younger) return false;
  const names = compareNames(a.person, b.person, scales);
  return names === 'rare' || (names !== 'apart' && inContact(a, b));
}

const inContact = (a: Appearance, b: Appearance): boolean => sharesPhone(a, b) || sharesDwelling(a.record, b.record);

const sexesDiffer = (a: PersonRow, b: PersonRow): boolean => a.sex !== 0 && b.sex !== 0 && a.sex !== b.sex;

function sharesPhone(a: Appearance, b: Appearance): boolean {
  const theirs = [...b.person.phones, ...b.record.phones];
  const held = ([high, low]: PhonePair): boolean => theirs.some((pair) => pair[0] === high && pair[1] === low);
  return [...a.person.phones, ...a.record.phones].some(held);
}

/** The same house and flat in one street or at one postcode; where neither record says a house, the same postcode. */
function sharesDwelling(a: RecordRow, b: RecordRow): boolean {
  return a.addresses.some((one) =>
    b.addresses.some((other) => {
      if (one.house !== other.house || one.flat !== other.flat || one.name !== other.name) return false;
      const samePostcode = one.postcode === other.postcode && one.postcode !== 0;
      const housed = one.house !== NONE || one.name !== NONE;
      return samePostcode || (housed && one.street === other.street && one.street !== NONE);
    }),
  );
}

/**
 * Given name and surname agree, so rare that nobody else is likely to bear them; they agree; one does, and the other is not
 * known on one side; or neither.
 */
type NamesInCommon = 'rare' | 'both' | 'one' | 'apart';
const STRENGTH: Readonly<Record<NamesInCommon, number>> = { rare: 3, both: 2, one: 1, apart: 0 };

function compareNames(a: PersonRow, b: PersonRow, scales: Scales): NamesInCommon {
  let best: NamesInCommon = 'apart';
  for (const one of a.names) {
    for (const other of b.names) {
      const found = compareName(one, other, scales);
      if (STRENGTH[found] > STRENGTH[best]) best = found;
    }
  }
  return best;
}

function compareName(a: NameRow, b: NameRow, scales: Scales): NamesInCommon {
  const { names } = scales.lexicon;
  const agrees = (one = NONE, other = NONE): boolean | undefined =>
    one === NONE || other === NONE ? undefined : isVariant(names.word(one), names.word(other));
  const surname = agrees(a.surname, b.surname);
  if (surname === false) return 'apart';
  const given = agrees(a.given[0], b.given[0]);
  if (given === true && surname === true) return bearers(a, scales) + bearers(b, scales) < ALONE ? 'rare' : 'both';
  return given === false || given === surname ? 'apart' : 'one';
}

/** With fewer people expected to bear a name by chance, those who do are one. */
const ALONE = 0.1;

/** How many of the recorded people would bear a name, were given names and surnames dealt out at random. */
function bearers({ given: [first = NONE], surname }: NameRow, { population }: Scales): number {
  return population.people * population.givenName(first) * population.surname(surname);
}

/** The same name, a spelling, a short form or a slip; two well-known names a letter apart are two people (twins!). */
function isVariant(a: string, b: string): boolean {
  if (a === b || spellingsOf(a).includes(b) || nicknamesOf(a).includes(b)) return true;
  if (isKnownName(a) && isKnownName(b)) return false;
  const limit = slipsAllowed(a, b);
  return limit > 0 && editDistance(a, b, limit) <= limit;
}
