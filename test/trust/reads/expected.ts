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
  | 'administrator'
  | 'professional standards';

export interface Person {
  readonly id: string;
  readonly role: Who;
}

/**
 * What a marker stands in: a part of the report, or of a record that the incident is linked to; `other` is somebody else on
 * the record, `birth` the day that they were born.
 */
export type Kind =
  'address' | 'party' | 'words' | 'narrative' | 'headline' | 'other' | 'birth' | 'detail' | 'place' | 'number';

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
  /** who has had the job: they may hand in what they looked at after their link was lost */
  readonly hadJob: Set<string>;
  /** one of the force's own is in it: who they are, and who leads them, never learn of it */
  readonly own?: readonly string[] | undefined;
  /** they must know of it too, as somebody has said */
  readonly letIn: Set<string>;
  /** they broke the glass, and their time is not over: who, and until when, in ms */
  readonly glass: Map<string, number>;
  /** the event that it is part of, and those that it was part of once */
  within?: Case | undefined;
  readonly wasWithin: Set<Case>;
  closed: boolean;
  /** nobody was at the desk at some time since: call takers see what they else would ask it for */
  withoutDesk: boolean;
}

export type Stands =
  | 'supervising'
  | 'creator'
  | 'sent'
  | 'researching'
  | 'dispatching'
  | 'assessing'
  | 'responsible'
  | 'told as standards'
  | 'through the glass'
  | 'was there'
  | 'nothing';

export function standsTo(person: Person, one: Case): Stands {
  const { id, role } = person;
  if (one.own?.includes(id)) return 'nothing';
  if (one.own !== undefined && role !== 'inspector' && !one.letIn.has(id)) return standsApart(person, one);
  if (role === 'supervisor' || role === 'inspector') return 'supervising';
  if (one.createdBy === id) return 'creator';
  if (one.sent.has(id)) return 'sent';
  if (one.researcher === id) return 'researching';
  if (role === 'dispatcher') return 'dispatching';
  if (role === 'sergeant' && one.wasSent.size > 0) return 'assessing';
  if (one.owner === id) return 'responsible';
  if (one.glass.has(id)) return 'through the glass';
  return one.wasSent.has(id) ? 'was there' : 'nothing';
}

/** To an incident in which one of ours is: only by what one did, or was sent to, oneself. */
function standsApart({ id, role }: Person, one: Case): Stands {
  if (one.createdBy === id) return 'creator';
  if (one.sent.has(id)) return 'sent';
  if (one.owner === id) return 'responsible';
  if (one.wasSent.has(id)) return 'was there';
  return role === 'professional standards' ? 'told as standards' : 'nothing';
}

/**
 * What somebody may read of an incident: by how they stand to it, and what of it stands on the card of an event that it is
 * part of, or is said there to have gone.
 */
export function mayRead(person: Person, one: Case): ReadonlySet<Kind> {
  const there = one.within ? broughtTo(one.within, person, one) : NEVER;
  const gone = [...one.wasWithin]
    .flatMap((whole) => broughtTo(whole, person, one))
    .filter((kind) => kind === 'headline');
  return new Set([...readOf(person, one), ...there, ...gone]);
}

const readOf = (person: Person, one: Case): readonly Kind[] => KINDS_FOR[standsTo(person, one)](person, one);

/** A call brings its people to an event, and so what is on record of them; its words and its place stay its own. */
const BROUGHT: readonly Kind[] = ['party', 'headline', 'other', 'birth', 'detail'];
const broughtTo = (whole: Case, person: Person, { register, sensitivity, withoutDesk }: Case): readonly Kind[] =>
  readOf(person, { ...whole, register, sensitivity, withoutDesk }).filter((kind) => BROUGHT.includes(kind));

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
  'told as standards': (_person, one) => whole({ id: '', role: 'inspector' }, one),
  'through the glass': (person, one) => (person.role === 'officer' ? card(person, one) : whole(person, one)),
  responsible: (person, one) => (person.role === 'officer' ? card(person, one) : whole(person, one)),
  sent: card,
  // A headline of history says who it is about.
  dispatching: (_person, one) => [
    'address',
    'party',
    ...ofRecord('dispatcher', one).filter((kind) => kind === 'headline'),
  ],
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
/** Those who review and decide: they alone read a protected record beyond its headline, and what is within a restricted one. */
const REVIEW: readonly Who[] = ['researcher', 'supervisor', 'inspector'];

/** Of a record nobody is ever told where she lives or which number is hers. */
export function ofRecord(
  eyes: Who,
  { register, sensitivity, withoutDesk }: Pick<Case, 'register' | 'sensitivity' | 'withoutDesk'>,
): Kind[] {
  if (eyes === 'auditor' || eyes === 'administrator' || eyes === 'professional standards') return [];
  const nobodyToAsk = register === 'custody-release' && withoutDesk;
  const headlineOnly = HEADLINE_ONLY[register]?.includes(eyes) === true && !nobodyToAsk;
  if (headlineOnly) return ['headline'];
  if (sensitivity === 'normal' || REVIEW.includes(eyes)) return ['headline', 'other', 'birth', 'detail'];
  return sensitivity === 'restricted' ? ['headline', 'other'] : ['headline'];
}
