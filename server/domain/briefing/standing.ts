import type { Match } from '../../contract/index.js';
import { digestOf } from '../digest.js';
import type { Decision, LinkedOn, MadeOn } from '../incident/decisions.js';
import type { CheckAnswer, Link, Subject } from '../match/types.js';
import { pick } from '../pick.js';
import { linkName, matchId } from './matches.js';

/** How a match stands, and what people said of it. */
export type Judgement = Pick<Match, 'standing' | 'reviewed' | 'disputed' | 'lapsed'>;

/** How a link stands; `via` for one that was found through an associate. */
export type Judge = (link: Link, via?: string) => Judgement;

/** A rejection that was made in another incident: about the same person as reported and the same record. */
export type RejectedEarlier = (link: string, madeOn: () => MadeOn) => Decision | undefined;

const UNREVIEWED: Judgement = { standing: 'unreviewed' };
export const nobodyDecided: Judge = () => UNREVIEWED;

/**
 * How the links of one check stand (R4): by this incident's own decisions, for as long as neither the report of the
 * subject nor the record has changed since; else by what was rejected before, in another incident, about the same.
 */
export function judging(
  subjects: readonly Subject[],
  decisions: readonly Decision[],
  rejectedEarlier: RejectedEarlier = () => undefined,
): Judge {
  const made = makingOf(subjects);
  return (link, via) => {
    const id = matchId(link, via);
    const own = decisions.filter((decision) => decision.matchId === id);
    const holding = own.filter((decision) => changedSince(decision, made(link)) === undefined);
    const ruling = holding.find(({ decision }) => decision !== 'disputed');
    const dispute = holding.find(({ decision }) => decision === 'disputed');
    const earlier = own.length > 0 ? undefined : rejectedEarlier(linkName(link, via), () => made(link));
    return {
      ...(ruling ? ruled(ruling) : earlier ? ruled(earlier, true) : UNREVIEWED),
      ...(dispute ? { disputed: disputeOf(dispute) } : {}),
      ...(ruling || dispute ? {} : lapsedOf(own.at(-1), made(link))),
    };
  };
}

/** What every match of a check was made from, by match: what the next decision will be made on. */
export function linkedOn(answer: CheckAnswer, subjects: readonly Subject[]): Readonly<Record<string, LinkedOn>> {
  const made = makingOf(subjects);
  const name = (link: Link, via?: string): [string, LinkedOn] => [
    matchId(link, via),
    { link: linkName(link, via), madeOn: made(link) },
  ];
  return Object.fromEntries([
    ...answer.subjects.flatMap(({ links }) => links.map((link) => name(link))),
    ...(answer.associated ?? []).flatMap(({ via, subject, links }) =>
      links.map((link) => name({ ...link, subject }, via)),
    ),
  ]);
}

function makingOf(subjects: readonly Subject[]): (link: Link) => MadeOn {
  const reported = new Map<string, string>();
  const reportOf = ({ kind, id = '' }: Link['subject']): string => {
    const key = `${kind} ${id}`;
    const known = reported.get(key);
    if (known !== undefined) return known;
    const subject = subjects.find(({ ref }) => ref.kind === kind && (ref.id ?? '') === id);
    const digest = subject === undefined ? '' : digestOf(whoIsMeant(subject));
    reported.set(key, digest);
    return digest;
  };
  return (link) => ({ reported: reportOf(link.subject), record: digestOf(link.record) });
}

const tidy = (text: string | undefined): string | undefined => text?.trim().replace(/\s+/g, ' ').toLowerCase();

/**
 * What a report says of a subject that another report of the same one would say too: no ids of the incident. Where a
 * person has neither date of birth nor number, the place is part of who is meant: there are many a John Smith.
 */
function whoIsMeant(subject: Subject): unknown {
  if ('phone' in subject) return subject.phone.replace(/[^\d+]/g, '');
  if (!('phones' in subject)) return placeOf(subject.location);
  const { givenNames, surname, alsoKnownAs = [], dateOfBirth, approximateAge, sex, phones, location } = subject;
  const isDistinct = dateOfBirth !== undefined || phones.length > 0;
  return {
    names: [tidy(givenNames), tidy(surname), ...alsoKnownAs.map((name) => tidy(name) ?? '').toSorted()],
    dateOfBirth,
    approximateAge,
    sex,
    phones: phones.map((phone) => phone.replace(/[^\d+]/g, '')).toSorted(),
    place: isDistinct || location === undefined ? undefined : placeOf(location),
  };
}

const placeOf = (location: object): unknown =>
  Object.fromEntries(
    Object.entries(location).map(([part, text]) => [part, typeof text === 'string' ? tidy(text) : text]),
  );

function changedSince({ madeOn }: Decision, now: MadeOn): 'report' | 'record' | undefined {
  if (madeOn.record !== now.record) return 'record';
  return madeOn.reported === now.reported ? undefined : 'report';
}

const ruled = ({ decision, name, at, reason }: Decision, earlier = false): Judgement => ({
  standing: decision === 'confirmed' ? 'confirmed' : 'rejected',
  reviewed: { by: name, at, ...(reason ? { note: reason } : {}), ...(earlier ? { earlier: true as const } : {}) },
});

const disputeOf = ({ name, role, at, reason }: Decision): NonNullable<Judgement['disputed']> => ({
  by: name,
  role,
  at,
  ...(reason ? { reason } : {}),
});

/** Who decided and when, without their words: those may tell what the record says. */
export function withoutWords({ standing, reviewed, disputed, lapsed }: Judgement): Judgement {
  return {
    standing,
    ...(reviewed ? { reviewed: pick(reviewed, 'by', 'at', 'earlier') } : {}),
    ...(disputed ? { disputed: pick(disputed, 'by', 'role', 'at') } : {}),
    ...(lapsed ? { lapsed } : {}),
  };
}

function lapsedOf(decision: Decision | undefined, now: MadeOn): Pick<Judgement, 'lapsed'> {
  const because = decision && changedSince(decision, now);
  if (decision === undefined || because === undefined) return {};
  return { lapsed: { decision: decision.decision, by: decision.name, at: decision.at, because } };
}
