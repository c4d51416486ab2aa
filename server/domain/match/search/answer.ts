import type { RegisterRecord } from '../../../contract/index.js';
import type { Scales } from '../compare/person.js';
import { equalsLine, personEvidence } from '../compare/sentences.js';
import type { Shard } from '../index/shard.js';
import { dayOfInstant } from '../normalise/date.js';
import type { Link, LocationSubject, NotThis, PersonSubject, PhoneSubject, Subject, SubjectAnswer } from '../types.js';
import type { Candidate } from './gathering.js';
import { findLocation, findNearLocation } from './find-location.js';
import { findPerson, type PersonSearch } from './find-person.js';
import { findPhone } from './find-phone.js';
import { isDwelling, prepareLocation, preparePerson, readPhones } from './prepare.js';
import { separatingQuestion } from './question.js';
import type { Learner } from '../learn.js';
import type { Weights } from '../weights.js';

type Source = (register: string, recordId: string) => RegisterRecord | undefined;

export interface AnswerOptions {
  /** links below this probability are left out; the weight list’s `possible` when left out */
  readonly least?: number;
  /** a record that is not to be found: itself, when a register is compared with itself */
  readonly except?: NotThis;
  /** every link is judged by itself: several records may be the person, as when a register is searched for duplicates */
  readonly several?: boolean;
  /** of an address that no record holds, those that differ from it in house or street alone are listed, possible at most */
  readonly wide?: boolean;
  /** weights to use instead of the index’s own */
  readonly weights?: Weights;
  /** is shown every search for a person */
  readonly learner?: Learner;
}

/** Links of one subject that are given; with more, the search is not complete. */
const MOST_LINKS = 160;
const LOST = 'a record that agrees could not be read';
const TOO_COMMON = 'too many records share what is known: more is needed to search them all';
const TOO_MANY = 'more records agree than are listed here: more is needed to tell them apart';
/** More people than this for one party, and a question is worth more than a list. */
const FEW = 3;

/** Answers one subject over the given registers. */
export function answerSubject(
  subject: Subject,
  at: string,
  shards: readonly Shard[],
  scales: Scales,
  source: Source,
  options: AnswerOptions = {},
): SubjectAnswer {
  if (isPhone(subject)) return answerPhone(subject, shards, scales, source);
  if (isLocation(subject)) return answerLocation(subject, shards, scales, source, options);
  return answerPerson(subject, at, shards, scales, source, options);
}

const isPhone = (subject: Subject): subject is PhoneSubject => subject.ref.kind === 'phone';
const isLocation = (subject: Subject): subject is LocationSubject => subject.ref.kind === 'location';

function answerPerson(
  subject: PersonSubject,
  at: string,
  shards: readonly Shard[],
  scales: Scales,
  source: Source,
  options: AnswerOptions,
): SubjectAnswer {
  const { person, keys } = preparePerson(subject, dayOfInstant(at), scales);
  if (person.names.length === 0 && person.phones.length === 0) return nothing(subject, 'no name and no number');
  if (
    person.phones.length === 0 &&
    person.names.every((name) => isOneLetter(name.surname?.word, name.given[0]?.word))
  ) {
    return nothing(subject, 'one letter is too little');
  }
  const search = findPerson(person, shards, scales, {
    least: options.least ?? scales.weights.tiers.possible,
    several: options.several ?? false,
    isExcepted: isOneOf([...(options.except ? [options.except] : []), ...(subject.notThese ?? [])]),
  });
  options.learner?.observe(search);
  const ours = { birth: person.birth, sex: subject.sex };
  let lost = false;
  const links = search.hits.slice(0, MOST_LINKS).flatMap((hit): Link[] => {
    const record = source(hit.candidate.shard.register, hit.recordId);
    if (record === undefined) {
      lost = true;
      return [];
    }
    const theirs = record.people?.[hit.personIndex];
    return [
      {
        ...whereIs(hit.candidate, hit.recordId),
        ...(theirs === undefined ? {} : { recordRole: theirs.role }),
        personIndex: hit.personIndex,
        subject: subject.ref,
        tier: hit.tier,
        probability: hit.probability,
        weight: hit.found.total,
        evidence: [...personEvidence(hit.found, ours, theirs, scales), ...equalsLine(hit.equals)],
        ...(hit.equals < 2 ? {} : { equals: hit.equals }),
        record,
      },
    ];
  });
  return {
    subject: subject.ref,
    keys,
    ...completeness(search.skipped, search.cut || search.hits.length > MOST_LINKS, lost),
    links,
    candidates: search.candidates,
    ...questionFor(search, person),
  };
}

/** Whether a person of a candidate, or the candidate itself, is among some that are left out. */
const isOneOf =
  (these: readonly NotThis[]) =>
  ({ shard, segment, slot }: Candidate, index?: number): boolean =>
    these.some(
      ({ register, recordId, personIndex = index }) =>
        shard.register === register && personIndex === index && segment.recordId(slot) === recordId,
    );

/** Whether a register without a link was searched to the end. */
function completeness(skipped: boolean, cut: boolean, lost: boolean): Pick<SubjectAnswer, 'complete' | 'reason'> {
  if (!skipped && !cut && !lost) return { complete: true };
  return { complete: false, reason: lost ? LOST : skipped ? TOO_COMMON : TOO_MANY };
}

function questionFor(search: PersonSearch, person: Parameters<typeof separatingQuestion>[0]) {
  const equals = search.hits[0]?.equals ?? 1;
  const question = separatingQuestion(person, search.hits);
  if (search.candidates > FEW) return { separatingQuestion: question };
  return equals < 2 ? {} : { separatingQuestion: question, equals };
}

const isOneLetter = (surname = '', given = ''): boolean => surname.length + given.length < 2;

function answerLocation(
  subject: LocationSubject,
  shards: readonly Shard[],
  scales: Scales,
  source: Source,
  { wide = false, least = scales.weights.tiers.possible }: AnswerOptions,
): SubjectAnswer {
  const prepared = prepareLocation(subject.location, scales);
  if (prepared === undefined) return nothing(subject, 'no address');
  const { parsed, query } = prepared;
  if (parsed.house + parsed.name + parsed.flat + parsed.uprn === '') return nothing(subject, 'no house number or name');
  const isExcepted = isOneOf(subject.notThese ?? []);
  const exactly = findLocation(query, shards, scales, isExcepted);
  const search = wide && exactly.hits.length === 0 ? findNearLocation(query, shards, scales, least) : exactly;
  let lost = false;
  const links = search.hits.slice(0, MOST_LINKS).flatMap((hit): Link[] => {
    const record = source(hit.candidate.shard.register, hit.recordId);
    if (record === undefined) {
      lost = true;
      return [];
    }
    const { tier, probability, weight, evidence } = hit;
    return [
      { ...whereIs(hit.candidate, hit.recordId), subject: subject.ref, tier, probability, weight, evidence, record },
    ];
  });
  return {
    subject: subject.ref,
    keys: isDwelling(subject.location, parsed) ? ['address'] : [],
    ...completeness(search.skipped, search.cut, lost),
    links,
    candidates: search.candidates,
  };
}

function answerPhone(subject: PhoneSubject, shards: readonly Shard[], scales: Scales, source: Source): SubjectAnswer {
  const [number] = readPhones([subject.phone]);
  if (number === undefined) return nothing(subject, 'no telephone number');
  const isExcepted = isOneOf(subject.notThese ?? []);
  const { hits: all, skipped } = findPhone(number, shards, scales);
  const hits = all.filter(({ candidate, personIndex }) => !isExcepted(candidate, personIndex));
  let lost = false;
  const links = hits.slice(0, MOST_LINKS).flatMap((hit): Link[] => {
    const record = source(hit.candidate.shard.register, hit.recordId);
    if (record === undefined) {
      lost = true;
      return [];
    }
    const theirs = hit.personIndex === undefined ? undefined : record.people?.[hit.personIndex];
    const { probability, weight, evidence } = hit;
    return [
      {
        ...whereIs(hit.candidate, hit.recordId),
        ...(theirs === undefined ? {} : { recordRole: theirs.role }),
        ...(hit.personIndex === undefined ? {} : { personIndex: hit.personIndex }),
        subject: subject.ref,
        tier: 'match',
        probability,
        weight,
        evidence,
        record,
      },
    ];
  });
  return {
    subject: subject.ref,
    keys: ['phone'],
    ...completeness(skipped, hits.length > MOST_LINKS, lost),
    links,
    candidates: links.length === 0 ? 0 : 1,
  };
}

function whereIs({ shard, segment, slot }: Candidate, recordId: string) {
  return { register: shard.register, recordId, batch: shard.batchName(segment.batch(slot)) };
}

function nothing(subject: Subject, reason: string): SubjectAnswer {
  return { subject: subject.ref, keys: [], complete: false, reason, links: [], candidates: 0 };
}
