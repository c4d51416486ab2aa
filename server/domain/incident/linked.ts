import type { Attendance, FiledReport, Flag, LinkedCall, RegisterRecord } from '../../contract/index.js';
import { londonTime } from '../london.js';

/** How long a call counts as recent: the night and the day around it. */
export const RECENT_HOURS = 24;

/** An earlier call that is about the same person, number or place. */
export interface FoundCall {
  readonly incidentId: string;
  readonly reference: string;
  readonly openedAt: string;
  readonly attendance: readonly Attendance[];
  /** ISO 8601; left out while it is open */
  readonly closedAt?: string;
  readonly because: LinkedCall['because'];
}

/**
 * A call as a record, so that the next call is matched against it exactly as against a register: its people, the caller
 * among them, its place and every number in it.
 */
export function callRecord(incidentId: string, report: FiledReport): RegisterRecord {
  const { caller, people, location, openedAt } = report;
  const phones = [caller?.phone, ...people.map((p) => p.phone)].flatMap((phone) => phone ?? []);
  const [givenNames, surname] = splitName(caller?.name);
  return {
    recordId: incidentId,
    summary: 'call',
    recordedAt: openedAt,
    people: [
      ...people.map(({ role, givenNames: given, surname: family, alsoKnownAs, dateOfBirth, sex, phone }) => ({
        role,
        ...(given ? { givenNames: given } : {}),
        ...(family ? { surname: family } : {}),
        ...(alsoKnownAs ? { alsoKnownAs } : {}),
        ...(dateOfBirth ? { dateOfBirth } : {}),
        ...(sex ? { sex } : {}),
        ...(phone ? { phones: [phone] } : {}),
      })),
      ...(givenNames ? [{ role: 'caller', givenNames, ...(surname ? { surname } : {}) }] : []),
    ],
    ...(location ? { addresses: [location] } : {}),
    phones,
  };
}

/** A name in one line: the last word is the surname, when there is more than one. */
function splitName(name: string | undefined): readonly (string | undefined)[] {
  const words = name?.split(/\s+/).filter(Boolean) ?? [];
  if (words.length < 2) return words.length === 1 ? [words[0]] : [];
  return [words.slice(0, -1).join(' '), words.at(-1)];
}

const IN_WORDS: Readonly<Record<LinkedCall['because'][number], string>> = {
  person: 'about the same person',
  phone: 'from or about the same number',
  location: 'at the same address',
  said: 'of which somebody said that this is a repeat',
};

/** Earlier calls as a card shows them, the latest first: when, why they are linked, who came and went (R16). */
export function linkedCalls(found: readonly FoundCall[]): LinkedCall[] {
  return found
    .toSorted((a, b) => (a.openedAt < b.openedAt ? 1 : -1))
    .map(({ incidentId, reference, openedAt, attendance, closedAt, because }) => ({
      incidentId,
      reference,
      openedAt,
      because: [...because],
      sentence: [
        `Call at ${londonTime(openedAt)} ${because.map((b) => IN_WORDS[b]).join(', ')}`,
        ...comingsAndGoings(attendance),
        ...(closedAt === undefined ? [] : [`closed ${londonTime(closedAt)}`]),
      ].join('; '),
    }));
}

/** Who came and went, as one clause; nothing when nobody was sent. */
function comingsAndGoings(attendance: readonly Attendance[]): string[] {
  const latest = (times: readonly (string | undefined)[]): string | undefined =>
    times
      .flatMap((t) => t ?? [])
      .toSorted()
      .at(-1);
  const left = latest(attendance.map((a) => a.departedAt ?? (a.arrivedAt && a.stoodDownAt)));
  const there = attendance.filter((a) => a.arrivedAt && !a.departedAt && !a.stoodDownAt);
  const arrived = latest(there.map((a) => a.arrivedAt));
  if (arrived) return [`officers there since ${londonTime(arrived)}`];
  if (left) return [`officers left ${londonTime(left)}`];
  const sent = attendance.filter((a) => !a.stoodDownAt);
  if (sent.length > 0) return ['officers on the way'];
  return attendance.length > 0 ? ['officers stood down before they arrived'] : [];
}

/**
 * The flag of a repeat call: "3rd call since 20:14; officers left 21:02". It always interrupts (R16); its evidence is the
 * linked calls themselves.
 */
export function repeatFlag(found: readonly FoundCall[]): Flag[] {
  const [first, ...later] = found.toSorted((a, b) => (a.openedAt < b.openedAt ? -1 : 1));
  if (!first) return [];
  const goings = comingsAndGoings([first, ...later].flatMap((call) => call.attendance));
  return [
    {
      kind: 'repeat-call',
      severity: 'high',
      headline: [`${ordinal(found.length + 1)} call since ${londonTime(first.openedAt)}`, ...goings].join('; '),
      source: 'caller',
      standing: 'unreviewed',
      tier: 'match',
      matchIds: [],
    },
  ];
}

const ENDINGS: Readonly<Record<string, string>> = { one: 'st', two: 'nd', few: 'rd', other: 'th' };
const PLURALS = new Intl.PluralRules('en-GB', { type: 'ordinal' });

const ordinal = (n: number): string => `${n}${ENDINGS[PLURALS.select(n)]}`;
