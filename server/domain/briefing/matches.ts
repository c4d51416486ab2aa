import type { Evidence, Match, RecordView, RegisterRecord } from '../../contract/index.js';
import { lettersInCommon } from '../fuzzy.js';
import { londonDay } from '../london.js';
import type { Associated, Link } from '../match/types.js';
import { pick } from '../pick.js';
import type { Judge, Judgement } from './standing.js';
import { withholdPlaces } from './withhold.js';

/** Names a match across rechecks: same subject, same person or place of the same record. */
export const matchId = (link: Link, via?: string): string =>
  [
    link.register,
    link.recordId,
    link.personIndex ?? 'record',
    link.subject.kind,
    ...(link.subject.id === undefined ? [] : [link.subject.id]),
    ...(via === undefined ? [] : ['via', via]),
  ].join(':');

/** Names what was linked across incidents: a match's name without the incident's own id of the subject. */
export const linkName = ({ subject: { kind }, ...link }: Link, via?: string): string =>
  matchId({ ...link, subject: { kind } }, via);

/** Links to an associate's record as the card shows them: about the subject that led there, and labelled. */
export const matchesVia = ({ via, subject, links }: Associated, judge: Judge): Match[] =>
  links.map((link) => {
    const about = { ...link, subject };
    return { ...matchFrom(about, judge(about, via)), id: matchId(about, via), via };
  });

/** A link as the card shows it: standing as people have decided (R4), and without the record's addresses and numbers (R14). */
export function matchFrom(link: Link, judgement: Judgement): Match {
  return {
    id: matchId(link),
    register: link.register,
    recordId: link.recordId,
    ...(link.recordRole === undefined ? {} : { recordRole: link.recordRole }),
    subject: link.subject,
    tier: link.tier,
    probability: link.probability,
    weight: link.weight,
    evidence: link.evidence.map(withLetters),
    ...pick(link, 'equals'),
    ...judgement,
    record: recordView(link.record),
  };
}

/** Where two spellings differ, the letters that they share: shown where both may be shown. */
function withLetters(line: Evidence): Evidence {
  const { agreement, ours, theirs } = line;
  if (agreement !== 'similar' || ours === undefined || theirs === undefined) return line;
  return { ...line, letters: { ours: lettersInCommon(ours, theirs), theirs: lettersInCommon(theirs, ours) } };
}

function recordView(record: RegisterRecord): RecordView {
  const { terms, details } = record;
  return {
    summary: withholdPlaces(record.summary, record),
    people: (record.people ?? []).map((person) => {
      const name = [person.givenNames, person.surname].filter(Boolean).join(' ');
      return {
        role: person.role,
        ...(name ? { name } : {}),
        ...(person.dateOfBirth ? { dateOfBirth: person.dateOfBirth } : {}),
      };
    }),
    recordedAt: record.recordedAt,
    sensitivity: record.sensitivity ?? 'normal',
    ...pick(record, 'risk', 'severity', 'validFrom', 'validUntil', 'reviewBy'),
    ...(terms === undefined ? {} : { terms: withholdPlaces(terms, record) }),
    ...(details === undefined ? {} : { details: detailsOf(details, record) }),
  };
}

const detailsOf = (details: NonNullable<RegisterRecord['details']>, record: RegisterRecord): RecordView['details'] =>
  Object.fromEntries(
    Object.entries(details).map(([name, value]) => [
      name,
      typeof value === 'string' ? withholdPlaces(value, record) : value,
    ]),
  );

/**
 * Where a record stands at an instant. `validFrom` and `validUntil` are days or instants, both inclusive; a day is a whole
 * one in Britain, so an order ends at midnight in London, summer or winter.
 * @param at ISO 8601
 */
export function validity(
  record: Pick<RecordView, 'validFrom' | 'validUntil'>,
  at: string,
): 'in force' | 'ended' | 'not yet' {
  const { validFrom, validUntil } = record;
  if (validUntil !== undefined && since(validUntil, at) > 0) return 'ended';
  return validFrom !== undefined && since(validFrom, at) < 0 ? 'not yet' : 'in force';
}

const isDay = (limit: string): boolean => limit.length === 10;

/** Negative before a limit, zero on its day or at its instant, positive after it. */
function since(limit: string, at: string): number {
  return isDay(limit) ? Date.parse(londonDay(at)) - Date.parse(limit) : Date.parse(at) - Date.parse(limit);
}

/** The instants, not the days, at which a record on a card begins or ends: nobody waits for midnight to see bail end at two. */
export const hourlyLimits = ({
  matches,
}: {
  readonly matches: readonly Pick<Match, 'record'>[];
}): readonly string[] => [
  ...new Set(
    matches
      .flatMap(({ record }) => [record.validFrom, record.validUntil])
      .filter((limit): limit is string => limit !== undefined && !isDay(limit)),
  ),
];
