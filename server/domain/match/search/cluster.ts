import { isSameDwelling } from '../compare/address.js';
import type { PersonComparison } from '../compare/person.js';
import { NameLevel } from '../dictionary/name-term.js';
import { isKnownName, nicknamesOf, spellingsOf } from '../words/given-names.js';
import { editDistance } from '../dictionary/distance.js';
import { slipsAllowed } from '../dictionary/dictionary.js';
import type { Lexicon } from '../index/lexicon.js';
import { NONE, type NameRow, type PersonRow, type PhonePair, type RecordRow } from '../index/rows.js';
import { dayOf, swapDayAndMonth, yearOf } from '../normalise/date.js';

/** One person on one record, as clustering sees them. */
export interface Appearance {
  readonly person: PersonRow;
  readonly record: RecordRow;
}

/**
 * Puts the appearances of one person together: first those whose name and date of birth agree, then those without a date
 * that share name and number or dwelling with exactly one such person. A record without a date of birth that could be
 * the father’s or the son’s stays by itself.
 * @returns for each appearance, the number of its cluster: the index of the cluster’s first member
 */
export function cluster(appearances: readonly Appearance[], lexicon: Lexicon): number[] {
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
    for (const j of dated.slice(n + 1)) if (sameByBirth(appearances[i], appearances[j], lexicon)) join(i, j);
  }
  const undated = appearances.flatMap(({ person }, i) => (dayOf(person.birth) === 0 ? [i] : []));
  const homes = undated.map((i) => {
    const hosts = new Set(dated.filter((j) => sameByContact(appearances[i], appearances[j], lexicon)).map(find));
    return { i, hosts: [...hosts] };
  });
  for (const { i, hosts } of homes) if (hosts.length === 1) join(hosts[0] ?? i, i);
  const homeless = homes.filter(({ hosts }) => hosts.length === 0);
  for (const [n, { i }] of homeless.entries()) {
    for (const { i: j } of homeless.slice(n + 1))
      if (sameByContact(appearances[i], appearances[j], lexicon)) join(i, j);
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

function sameByBirth(a: Appearance | undefined, b: Appearance | undefined, lexicon: Lexicon): boolean {
  if (a === undefined || b === undefined || sexesDiffer(a.person, b.person)) return false;
  if (yearOf(a.person.birth) !== yearOf(b.person.birth) || !namesAgree(a.person, b.person, lexicon)) return false;
  if (a.person.birth === b.person.birth) return true;
  const close =
    swapDayAndMonth(a.person.birth) === b.person.birth ||
    editDistance(String(dateDigits(a)), String(dateDigits(b)), 1) === 1;
  return close && (sharesPhone(a, b) || sharesDwelling(a.record, b.record));
}

const dateDigits = ({ person }: Appearance): number =>
  yearOf(person.birth) * 10_000 + ((person.birth >>> 5) & 15) * 100 + dayOf(person.birth);

function sameByContact(a: Appearance | undefined, b: Appearance | undefined, lexicon: Lexicon): boolean {
  if (a === undefined || b === undefined || sexesDiffer(a.person, b.person)) return false;
  const [older, younger] = [yearOf(a.person.birth), yearOf(b.person.birth)];
  if (older !== 0 && younger !== 0 && older !== younger) return false;
  return (sharesPhone(a, b) || sharesDwelling(a.record, b.record)) && namesAgree(a.person, b.person, lexicon);
}

const sexesDiffer = (a: PersonRow, b: PersonRow): boolean => a.sex !== 0 && b.sex !== 0 && a.sex !== b.sex;

function sharesPhone(a: Appearance, b: Appearance): boolean {
  const theirs = [...b.person.phones, ...b.record.phones];
  const held = ([high, low]: PhonePair): boolean => theirs.some((pair) => pair[0] === high && pair[1] === low);
  return [...a.person.phones, ...a.record.phones].some(held);
}

function sharesDwelling(a: RecordRow, b: RecordRow): boolean {
  return a.addresses.some((one) =>
    b.addresses.some(
      (other) =>
        one.house === other.house &&
        one.flat === other.flat &&
        one.name === other.name &&
        (one.house !== NONE || one.name !== NONE) &&
        ((one.street === other.street && one.street !== NONE) ||
          (one.postcode === other.postcode && one.postcode !== 0)),
    ),
  );
}

function namesAgree(a: PersonRow, b: PersonRow, lexicon: Lexicon): boolean {
  return a.names.some((one) => b.names.some((other) => nameAgrees(one, other, lexicon)));
}

function nameAgrees(a: NameRow, b: NameRow, { names }: Lexicon): boolean {
  const [given, otherGiven] = [a.given[0], b.given[0]];
  if (given === undefined || otherGiven === undefined || a.surname === NONE || b.surname === NONE) return false;
  return (
    isVariant(names.word(given), names.word(otherGiven)) && isVariant(names.word(a.surname), names.word(b.surname))
  );
}

/** The same name, a spelling, a short form or a slip; two well-known names a letter apart are two people (twins!). */
function isVariant(a: string, b: string): boolean {
  if (a === b || spellingsOf(a).includes(b) || nicknamesOf(a).includes(b)) return true;
  if (isKnownName(a) && isKnownName(b)) return false;
  const limit = slipsAllowed(a, b);
  return limit > 0 && editDistance(a, b, limit) <= limit;
}
