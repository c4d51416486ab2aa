import type { RegisterRecord, RemoteQuestion, RemoteReply } from '../../contract/index.js';
import { compareRecords } from '../match/compare-records.js';
import type { LocationSubject, PhoneSubject, Subject, SubjectAnswer } from '../match/types.js';
import { freshness } from './freshness.js';
import type { Manifest, Remote } from './types.js';

/** A manifest of a register that is asked over the network. */
export type RemoteManifest = Manifest & { readonly remote: NonNullable<Manifest['remote']> };

export const isRemote = (manifest: Manifest): manifest is RemoteManifest => manifest.remote !== undefined;

/** What one remote register may take: seconds for an answer, seconds of rest after too many failures, questions at once. */
export const limitsOf = ({
  remote,
}: RemoteManifest): Required<Pick<Remote, 'slowSeconds' | 'restSeconds' | 'atOnce'>> => ({
  slowSeconds: remote.slowSeconds ?? 2,
  restSeconds: remote.restSeconds ?? 10,
  atOnce: remote.atOnce ?? 4,
});

/** What a remote register last said about an incident. */
export interface RemoteAnswer {
  readonly register: string;
  /** names the subjects that it was asked about last */
  readonly asked: string;
  /** ISO 8601: when it answered, or failed to */
  readonly at: string;
  /** why there is no answer to what was asked last, in words */
  readonly failure?: string;
  /** up to when it knew everything, at its last answer; undefined: it never answered */
  readonly asOf?: string;
  /** false: it did not search to the end */
  readonly complete: boolean;
  /** of its last answer: kept through a failure, because what it knew is still known */
  readonly records: readonly RegisterRecord[];
}

/** What a remote register came to when it was asked. */
export type Told =
  { readonly kind: 'answered'; readonly reply: RemoteReply } | { readonly kind: 'failed'; readonly reason: string };

/** A register may be ahead of our clock by this much. */
const CLOCKS_MS = 60_000;

/** The answer after being told something: a failure keeps what was known before it. */
export function afterTold(
  before: RemoteAnswer | undefined,
  { register, asked, at }: Pick<RemoteAnswer, 'register' | 'asked' | 'at'>,
  told: Told,
): RemoteAnswer {
  const failed = (failure: string): RemoteAnswer => ({
    register,
    asked,
    at,
    failure,
    ...(before?.asOf === undefined ? {} : { asOf: before.asOf }),
    complete: before?.complete ?? false,
    records: before?.records ?? [],
  });
  if (told.kind === 'failed') return failed(told.reason);
  const { asOf, complete, records } = told.reply;
  if (Date.parse(asOf) > Date.parse(at) + CLOCKS_MS)
    return failed('it said that it knows the future: its clock is wrong');
  return { register, asked, at, asOf, complete, records: records.filter(({ withdrawn }) => withdrawn !== true) };
}

/** With the newest word of each register. */
export const withAnswer = (answers: readonly RemoteAnswer[], newest: RemoteAnswer): readonly RemoteAnswer[] => [
  ...answers.filter(({ register }) => register !== newest.register),
  newest,
];

/** How a remote register stands for one incident; `waiting`: there is no answer yet to what is asked now. */
export type RemoteStanding =
  | { readonly kind: 'answers'; readonly asOf: string; readonly stale: boolean }
  | {
      readonly kind: 'waiting';
      readonly status: 'not-checked' | 'unavailable';
      readonly reason: string;
      /** up to when it knew what it said before */
      readonly asOf?: string;
    };

/**
 * How a register stands for an incident at an instant.
 * @param asked names the subjects as they are now
 */
export function remoteStanding(
  manifest: RemoteManifest,
  answer: RemoteAnswer | undefined,
  asked: string,
  at: string,
): RemoteStanding {
  const known = answer?.asOf === undefined ? {} : { asOf: answer.asOf };
  if (answer?.failure !== undefined) {
    return { kind: 'waiting', status: 'unavailable', reason: `${answer.failure}; it is asked again`, ...known };
  }
  if (answer?.asOf === undefined || answer.asked !== asked) {
    return { kind: 'waiting', status: 'not-checked', reason: 'asked, not answered yet', ...known };
  }
  return { kind: 'answers', asOf: answer.asOf, stale: freshness(manifest, answer.asOf, at) === 'stale' };
}

/** What a remote register's records come to for each subject of an incident. */
export interface RemoteFinding {
  readonly register: string;
  readonly subjects: readonly SubjectAnswer[];
}

const OTHERS = 'it answered with records of somebody else';
const NOT_TO_THE_END = 'the register did not search to the end';

/** What the first comparison comes to once some subjects are compared again. */
export type LookAgain = (
  first: readonly SubjectAnswer[],
  compare: (subjects: readonly Subject[]) => readonly SubjectAnswer[],
) => readonly SubjectAnswer[];

/**
 * Compares what a register sent with the subjects. When it sent a record that is about none of them it may have searched
 * for somebody else: then its silence about the others means nothing (R2).
 */
export function findingOf(
  manifest: RemoteManifest,
  answer: RemoteAnswer | undefined,
  subjects: readonly Subject[],
  at: string,
  lookAgain: LookAgain = (first) => first,
): RemoteFinding {
  const { records = [], complete = false } = answer ?? {};
  const sent = { register: manifest.id, records, holds: manifest.remote.people };
  const compare = (wanted: readonly Subject[]) => compareRecords(sent, wanted, at);
  const compared = lookAgain(compare(subjects), compare);
  const linked = new Set(compared.flatMap(({ links }) => links.map(({ recordId }) => recordId)));
  const reason = !complete
    ? NOT_TO_THE_END
    : records.some(({ recordId }) => !linked.has(recordId))
      ? OTHERS
      : undefined;
  return {
    register: manifest.id,
    subjects:
      reason === undefined
        ? compared
        : compared.map((subject) => ({ ...subject, complete: false, reason: subject.reason ?? reason })),
  };
}

const isPhone = (subject: Subject): subject is PhoneSubject => subject.ref.kind === 'phone';
const isLocation = (subject: Subject): subject is LocationSubject => subject.ref.kind === 'location';

/** The question that a register is asked: what its search needs of the subjects, and no more. */
export const questionOf = (subjects: readonly Subject[], at: string): RemoteQuestion => ({
  at,
  subjects: subjects.map((subject) => {
    if (isPhone(subject)) return { kind: 'phone', phone: subject.phone };
    if (isLocation(subject)) return { kind: 'location', location: subject.location };
    const { ref: _ref, alsoKnownAs, phones, ...person } = subject;
    const aliases = alsoKnownAs === undefined ? {} : { alsoKnownAs: [...alsoKnownAs] };
    return { kind: 'person', ...person, phones: [...phones], ...aliases };
  }),
});

const FIRST_WAIT_MS = 5_000;
const LONGEST_WAIT_MS = 60_000;

/** Milliseconds until a register is asked again after so many failures in a row, 1 or more. */
export const waitBeforeAsking = (failures: number): number =>
  Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (failures - 1));
