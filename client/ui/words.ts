import type {
  Card,
  Check,
  CheckStatus,
  DeskState,
  Evidence,
  Grade,
  Match,
  PartyRole,
  PutOff,
  Role,
  ServiceLevel,
  Severity,
  Sex,
  SubjectRef,
  Tier,
} from '../../server/contract/index.js';
import { clock, day } from './time.js';

/** A state as three things that do not depend on colour: a word, a picture and a place in the order. */
export interface Sign {
  readonly word: string;
  readonly icon: string;
  readonly rank: number;
}

export const SEVERITY: Readonly<Record<Severity, Sign>> = {
  'life-risk': { word: 'Life risk', icon: 'exclamation-octagon-fill', rank: 0 },
  high: { word: 'High', icon: 'exclamation-triangle-fill', rank: 1 },
  medium: { word: 'Medium', icon: 'diamond-fill', rank: 2 },
  info: { word: 'Information', icon: 'info-circle', rank: 3 },
};

/** What the ledger says of a check. "No trace" is not "clear", and its picture is not a tick (R2). */
export const CHECK: Readonly<Record<CheckStatus, Sign>> = {
  hit: { word: 'Hit', icon: 'record-circle-fill', rank: 0 },
  unavailable: { word: 'Unavailable', icon: 'plug', rank: 1 },
  stale: { word: 'Out of date', icon: 'clock-history', rank: 2 },
  'not-checked': { word: 'Not checked', icon: 'dash-circle-dotted', rank: 3 },
  'no-trace': { word: 'No trace', icon: 'slash-circle', rank: 4 },
};

const AGREEMENT: Readonly<Record<Evidence['agreement'], Sign>> = {
  agrees: { word: 'Agrees', icon: 'check-lg', rank: 0 },
  similar: { word: 'Similar', icon: 'plus-slash-minus', rank: 1 },
  differs: { word: 'Differs', icon: 'x-lg', rank: 2 },
  missing: { word: 'Missing', icon: 'question-lg', rank: 3 },
};

/** What a line of evidence is: how two sides agree, where the sum starts, or that others fit as well. */
export function signOf({ field, agreement }: Evidence): Pick<Sign, 'word' | 'icon'> {
  if (field === 'prior') return { word: 'Start', icon: 'dash-lg' };
  return field === 'others' ? { word: 'Others', icon: 'person' } : AGREEMENT[agreement];
}

export const TIER: Readonly<Record<Tier, string>> = {
  match: 'Match',
  probable: 'Probable match',
  possible: 'Possible match',
};

export const GRADE: Readonly<Record<Grade, string>> = {
  immediate: 'Immediate',
  priority: 'Priority',
  scheduled: 'Scheduled',
};

export const ROLE: Readonly<Record<PartyRole, string>> = {
  caller: 'Caller',
  victim: 'Victim',
  suspect: 'Suspect',
  witness: 'Witness',
  child: 'Child',
  other: 'Other',
};

/** What somebody is, where a card names them. */
export const ROLE_TITLE: Readonly<Record<Role, string>> = {
  handler: 'call handler',
  dispatcher: 'dispatcher',
  researcher: 'researcher',
  supervisor: 'supervisor',
  sergeant: 'sergeant',
  inspector: 'inspector',
  officer: 'officer',
  auditor: 'auditor',
  administrator: 'administrator',
  'professional-standards': 'professional standards',
};

/** The service level in words that say what it means for the reader. */
export const LEVEL: Readonly<Record<ServiceLevel, { title: string; text: string }>> = {
  normal: { title: 'Researchers on duty.', text: 'First look before arrival. What is not reviewed says so.' },
  busy: { title: 'Desk busy.', text: 'First look only for now; full research comes later.' },
  'machine-only': {
    title: 'Machine-only.',
    text: 'Nobody at the desk reviews what the machine finds.',
  },
  isolated: { title: 'No intelligence service.', text: 'Registers cannot be reached. Ask by voice.' },
  recovering: { title: 'Service is recovering.', text: 'Live incidents are looked at first.' },
};

/** Why the level is what it is, and until when and by whom where a person forced it. */
export function causeInWords({ cause, until, forcedBy }: DeskState): string {
  const end = until === undefined ? '' : ` until ${clock(until).slice(0, 5)}`;
  const forced = forcedBy === undefined ? '' : ` Forced by ${forcedBy}${end}.`;
  return `Cause: ${cause.replace(/\.$/, '')}.${forced}`;
}

/** When to expect the first look at an incident, while the desk is busy; undefined: it is not, or it was made. */
export function firstLookInWords(desk: DeskState | undefined, incidentId: string): string | undefined {
  const expected = desk?.expected?.find((one) => one.incidentId === incidentId);
  return expected && `First look by ${clock(expected.firstLookBy).slice(0, 5)}, full later.`;
}

/** The level of the desk and why, in sentences. */
export const deskInWords = (desk: DeskState): string =>
  `${LEVEL[desk.level].title.replace(/\.$/, '')}. ${LEVEL[desk.level].text} ${causeInWords(desk)}`;

const REGISTERS: Readonly<Record<string, string>> = {
  'critical-marker': 'Critical markers',
  'prior-call': 'Previous calls',
  firearms: 'Firearms',
  children: 'Children',
  'court-order': 'Court orders',
  warning: 'Warnings',
  'safe-contact': 'Safe contact',
  'custody-release': 'Custody releases',
  marac: 'MARAC',
};

/** A register by the name that people use for it; one that this screen does not know is named by its id. */
export function registerName(id: string): string {
  const words = id.replaceAll('-', ' ');
  return REGISTERS[id] ?? words.charAt(0).toUpperCase() + words.slice(1);
}

/** What a screen knows about the people of an incident, to say who is meant. */
export interface KnownPerson {
  readonly id: string;
  readonly role: PartyRole;
  readonly name?: string;
  readonly sex?: Sex;
  /** where the person stands in the form, from 1 */
  readonly number?: number;
}

export const peopleOf = (card: Card): KnownPerson[] =>
  card.situation.people.map(({ id, role, name }) => ({ id, role, ...(name === undefined ? {} : { name }) }));

/** True of a number or an address that stands in the words of the call and in no field of the form. */
const isFromText = ({ id }: SubjectRef): boolean => id?.startsWith('text-') === true;

/** Who or what a check or a match is about: "Person 1, victim: Rosa Ward", "the address", "the number". */
export function subjectName(subject: SubjectRef, people: readonly KnownPerson[]): string {
  if (isFromText(subject)) return subject.kind === 'phone' ? 'A number in the text' : 'An address in the text';
  if (subject.kind === 'location') return 'The address';
  if (subject.id === 'caller') return subject.kind === 'phone' ? 'The caller’s number' : 'The caller';
  const person = people.find(({ id }) => id === subject.id);
  const who = person === undefined ? undefined : personName(person);
  if (subject.kind === 'phone') return who === undefined ? 'The phone number' : `Phone of ${who}`;
  return who ?? 'A person in this incident';
}

function personName({ role, name, number }: KnownPerson): string {
  const label = number === undefined ? ROLE[role] : `Person ${number}, ${role}`;
  return name === undefined || name === '' ? label : `${label}: ${name}`;
}

const midSentence = (words: string): string => words.replace(/^(The|A|An|Phone)\b/, (word) => word.toLowerCase());

/** Whose record it is: her marker, or his; or only the address, or only the number (R3). */
export function whose(match: Match, people: readonly KnownPerson[]): string {
  const part = match.recordRole === undefined ? '' : ` (${match.recordRole} on it)`;
  // Somebody else's record, that a record of theirs led to: the headline has said so, and who.
  if (match.via !== undefined) {
    return `Record of ${match.via}${part}, found through ${midSentence(subjectName(match.subject, people))}`;
  }
  if (isFromText(match.subject)) return `${subjectName(match.subject, people)}${part}`;
  if (match.subject.kind === 'location') return `The address, not this person`;
  if (match.subject.kind === 'phone') return `The number, whoever is calling${part}`;
  const person = people.find(({ id }) => id === match.subject.id);
  const theirs = person?.sex === 'female' ? 'Her' : person?.sex === 'male' ? 'His' : 'Their';
  return `${theirs} record${part}: ${subjectName(match.subject, people)}`;
}

const TIER_RANK: Readonly<Record<Tier, number>> = { match: 0, probable: 1, possible: 2 };

/** A record that was reached by itself needs no detour; somebody who is hardly the same is in the evidence, not in the headline. */
const isDirect = ({ via }: Match): boolean => via === undefined;
const isWorthNaming = ({ probability }: Match): boolean => probability >= 0.1;

/**
 * Whose records a flag rests on, surest first, in a few words each. What is less sure than the surest says so; an address
 * that only supports a person is not called "not this person".
 */
export function owners(matches: readonly Match[], people: readonly KnownPerson[]): string[] {
  const told = [isDirect, isWorthNaming].reduce(
    (left, isTold) => (left.some(isTold) ? left.filter(isTold) : left),
    matches,
  );
  const sorted = told.toSorted((a, b) => TIER_RANK[a.tier] - TIER_RANK[b.tier]);
  const [surest] = sorted;
  const person = sorted.find(({ subject, tier }) => subject.kind === 'person' && tier === surest?.tier);
  const lines = sorted.map((match) => {
    if (person !== undefined && match.subject.kind === 'location') return 'the address too';
    const line = mayBeTheirs(match, sorted) ? 'The address' : whose(match, people);
    return match.tier === surest?.tier ? line : `${TIER[match.tier].toLowerCase()}: ${line}`;
  });
  return [...new Set(lines)].toSorted((a, b) => Number(a === 'the address too') - Number(b === 'the address too'));
}

/** An address on a record of somebody who may well be in the call: the headline says so, and this must not deny it. */
const mayBeTheirs = ({ subject }: Match, told: readonly Match[]): boolean =>
  subject.kind === 'location' && told.some((other) => other.subject.kind === 'person');

const SAME: Readonly<Record<SubjectRef['kind'], string>> = {
  person: 'the same person',
  location: 'the same address',
  phone: 'the same number',
};

/** A probability as a person would say it, of what it is a probability of; never "certain". */
export function probabilityInWords({ probability, subject }: Pick<Match, 'probability' | 'subject'>): string {
  const same = SAME[subject.kind];
  if (probability >= 0.99) return `almost certainly ${same}`;
  if (probability >= 0.9) return `very likely ${same}`;
  if (probability >= 0.7) return `likely ${same}`;
  if (probability >= 0.4) return `may or may not be ${same}`;
  if (probability >= 0.1) return `less likely than not ${same}`;
  return `unlikely to be ${same}`;
}

/** A probability as a count: `93 in 100`; what rounds to all or to none is not called all or none. */
export function probabilityAsCount(probability: number): string {
  const count = Math.round(probability * 100);
  if (count >= 100) return 'more than 99 in 100';
  return count <= 0 ? 'less than 1 in 100' : `${count} in 100`;
}

/** The ledger in one sentence: every status that occurs, counted, and never "clear". */
export function ledgerInWords(checks: readonly Check[]): string {
  const order: readonly CheckStatus[] = ['hit', 'no-trace', 'not-checked', 'unavailable', 'stale'];
  const counts = order.map((status) => [checks.filter((check) => check.status === status).length, status] as const);
  const parts = counts.filter(([n]) => n > 0).map(([n, status]) => `${n} ${CHECK[status].word.toLowerCase()}`);
  return `${checks.length} ${checks.length === 1 ? 'register' : 'registers'}: ${parts.join(', ')}`;
}

const LEFT_FOR_LATER: Readonly<Record<PutOff, string>> = {
  history: 'how often these people were in such incidents is not counted',
  associates: 'people beside those found are not followed',
  narrative: 'names in the words of the call are not searched',
};

/** What was left for later, one after the other. */
export const leftInWords = (putOff: readonly PutOff[]): string => putOff.map((one) => LEFT_FOR_LATER[one]).join('; ');

/** The same as a line of the ledger: it is never taken for something that was looked into. */
export const putOffInWords = (putOff: readonly PutOff[]): string =>
  `Put off, too many calls at once: ${leftInWords(putOff)}. It is done as soon as there is room.`;

/** A number of bits as it is written in the evidence: with its sign and one decimal. */
export function bits(weight: number): string {
  const amount = Math.abs(weight).toFixed(1);
  if (amount === '0.0') return amount;
  return `${weight < 0 ? '−' : '+'}${amount}`;
}

/** When somebody has to look at a record, or since when somebody should have. @param now ISO 8601 */
export const reviewInWords = (reviewBy: string, now: string): string =>
  reviewBy <= now ? `due for review since ${day(reviewBy)}` : `review by ${day(reviewBy)}`;
