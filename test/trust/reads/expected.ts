/**
 * Who may read what, written down a second time: by hand, from the rules alone. It shares no code with the server's own
 * policy, so that a mistake in either shows.
 */

export type Who =
  | 'handler'
  | 'dispatcher'
  | 'researcher'
  | 'supervisor'
  | 'sergeant'
  | 'inspector'
  | 'officer'
  | 'auditor'
  | 'administrator';

export interface Person {
  readonly id: string;
  readonly role: Who;
}

/** What a marker stands in: a part of the report, or of a record that the incident is linked to. */
export type Kind = 'address' | 'party' | 'words' | 'narrative' | 'headline' | 'detail' | 'place' | 'number';

export type Sensitivity = 'normal' | 'restricted' | 'protected';

/** One incident as the trial has made it happen. */
export interface Case {
  readonly id: string;
  readonly createdBy: string;
  readonly register: string;
  readonly sensitivity: Sensitivity;
  readonly sent: Set<string>;
  readonly wasSent: Set<string>;
  owner: string;
  researcher?: string | undefined;
}

export type Stands =
  | 'supervising'
  | 'creator'
  | 'sent'
  | 'researching'
  | 'dispatching'
  | 'assessing'
  | 'responsible'
  | 'was there'
  | 'nothing';

export function standsTo({ id, role }: Person, one: Case): Stands {
  if (role === 'supervisor' || role === 'inspector') return 'supervising';
  if (one.createdBy === id) return 'creator';
  if (one.sent.has(id)) return 'sent';
  if (one.researcher === id) return 'researching';
  if (role === 'dispatcher') return 'dispatching';
  if (role === 'sergeant' && one.wasSent.size > 0) return 'assessing';
  if (one.owner === id) return 'responsible';
  return one.wasSent.has(id) ? 'was there' : 'nothing';
}

/** What somebody who stands so to an incident may read of it. */
export function mayRead(person: Person, one: Case): ReadonlySet<Kind> {
  return new Set(KINDS_FOR[standsTo(person, one)](person, one));
}

const NEVER: readonly Kind[] = [];
const whole = (person: Person, one: Case): Kind[] => ['narrative', ...card(person, one)];
const card = (person: Person, one: Case): Kind[] => [
  'address',
  'party',
  'words',
  ...ofRecord(eyesOf(person, one), one),
];

const KINDS_FOR: Readonly<Record<Stands, (person: Person, one: Case) => readonly Kind[]>> = {
  supervising: whole,
  creator: whole,
  assessing: whole,
  researching: whole,
  responsible: (person, one) => (person.role === 'officer' ? card(person, one) : whole(person, one)),
  sent: card,
  dispatching: (_person, one) => ['address', ...ofRecord('dispatcher', one).filter((kind) => kind === 'headline')],
  'was there': () => NEVER,
  nothing: () => NEVER,
};

/** Whoever is sent sees what officers see, whatever else they are. */
const eyesOf = (person: Person, one: Case): Who => (standsTo(person, one) === 'sent' ? 'officer' : person.role);

/** Registers of which some see less than everybody who acts. */
const HEADLINE_ONLY: Readonly<Record<string, readonly Who[]>> = {
  'custody-release': ['handler', 'dispatcher'],
  'safe-contact': ['sergeant', 'officer'],
};
/** Those who review and decide: the only ones who read a protected record beyond its headline. */
const REVIEW: readonly Who[] = ['researcher', 'supervisor', 'inspector'];

/** Of a record nobody is ever told where she lives or which number is hers. */
export function ofRecord(eyes: Who, { register, sensitivity }: Pick<Case, 'register' | 'sensitivity'>): Kind[] {
  if (eyes === 'auditor' || eyes === 'administrator') return [];
  const headlineOnly = HEADLINE_ONLY[register]?.includes(eyes) === true;
  const guarded = sensitivity === 'protected' && !REVIEW.includes(eyes);
  return headlineOnly || guarded ? ['headline'] : ['headline', 'detail'];
}
