import fc from 'fast-check';
import type { Card, Role } from '../../server/contract/index.js';
import type { Actor } from '../../server/domain/access/policy.js';
import { checklistOf } from '../../server/domain/closing/checklist.js';
import { decideClosure } from '../../server/domain/closing/closure.js';
import { decideSignOff } from '../../server/domain/closing/sign-off.js';
import { decideAcceptance, decideOffer, itemsOf } from '../../server/domain/handover/items.js';
import type { IncidentEvent } from '../../server/domain/incident/events.js';
import { evolveAll, unknownIncident, type Incident } from '../../server/domain/incident/state.js';
import { Oracle, type Kind, type Person } from './closing-oracle.js';

const AT = '2026-11-23T02:14:00.000Z';

/** A card with a victim on it. */
const aCard = (version: number, flags: Card['flags']): Card => ({
  incidentId: 'i1',
  version,
  issuedAt: AT,
  level: 'normal',
  review: 'unreviewed',
  situation: { reference: 'R1', openedAt: AT, source: '999', people: [{ id: 'p1', role: 'victim' }] },
  spoken: '',
  flags,
  matches: [],
  checks: [],
  prompts: [],
  linked: [],
  changes: [],
});
const ROLE: Readonly<Record<Person, Role>> = {
  officer: 'officer',
  'officer-too': 'officer',
  sergeant: 'sergeant',
  supervisor: 'supervisor',
  handler: 'handler',
  'handler-too': 'handler',
};
const PEOPLE = Object.keys(ROLE) as Person[];
const actor = (person: Person): Actor => ({ userId: person, name: person, roles: [ROLE[person]], sessionId: person });

/** The incident as the domain has it: events are appended, nothing else. */
class Real {
  incident: Incident;
  dangers = 0;
  handovers = 0;

  constructor() {
    const report = {
      source: '999' as const,
      category: 'Domestic abuse',
      grade: 'immediate' as const,
      openedAt: AT,
      firstRingAt: AT,
      people: [{ id: 'p1', role: 'victim' as const, surname: 'Byron' }],
    };
    this.incident = unknownIncident;
    this.append('handler', { type: 'reported', body: { v: 1, reference: 'R1', report } }, this.issued(1));
  }

  append(by: string, ...events: readonly IncidentEvent[]): void {
    this.incident = evolveAll('i1', { by, at: AT }, events, this.incident);
  }

  issued(version: number): IncidentEvent {
    const flags: Card['flags'] = Array.from({ length: this.dangers }, (_, index) => ({
      kind: 'critical-marker',
      severity: 'life-risk',
      headline: `danger ${index}`,
      source: 'register',
      standing: 'unreviewed',
      tier: 'match',
      matchIds: [`m${index}`],
    }));
    return { type: 'card-issued', body: { v: 1, card: aCard(version, flags), views: {}, issuedTo: [] } };
  }
}

/** One thing that somebody tries; it must be in effect exactly when the oracle says so. */
type Step = (oracle: Oracle, real: Real) => void;

/** A step that says its name in a counterexample. */
const named = (name: string, step: Step): Step =>
  Object.assign(step.bind(undefined), { [fc.toStringMethod]: () => name });

const agree = (what: string, real: boolean, oracle: boolean): void => {
  if (real !== oracle) throw new Error(`${what}: Outrider says ${real}, the oracle says ${oracle}`);
};

const open = ({ incident }: Real) => (incident.kind === 'open' ? incident : undefined);

const send: Step = (oracle, real) => {
  if (!open(real) || oracle.isThere()) return;
  const officers = [{ id: 'officer', name: 'officer' }];
  real.append('supervisor', { type: 'dispatched', body: { v: 1, officers, singleCrewedReason: 'alone' } });
  oracle.deeds.push({ did: 'sent', by: 'supervisor' });
};

const arrive: Step = (oracle, real) => {
  if (!open(real) || !oracle.isThere()) return;
  real.append('officer', { type: 'arrived', body: { v: 1, officers: ['officer'] } });
  oracle.deeds.push({ did: 'arrived', by: 'officer' });
};

const leave: Step = (oracle, real) => {
  if (!open(real) || !oracle.isThere()) return;
  real.append('officer', { type: 'stood-down', body: { v: 1, officers: ['officer'] } });
  oracle.deeds.push({ did: 'left', by: 'officer' });
};

const danger: Step = (oracle, real) => {
  const incident = open(real);
  if (!incident) return;
  real.dangers += 1;
  real.append('outrider', real.issued((incident.card?.version ?? 0) + 1));
  oracle.deeds.push({ did: 'danger' });
};

const suspect =
  (by: Person, outstanding: boolean): Step =>
  (oracle, real) => {
    if (!open(real)) return;
    real.append(by, { type: 'suspect-recorded', body: { v: 1, outstanding } });
    oracle.deeds.push({ did: outstanding ? 'at-large' : 'found', by });
  };

const sign =
  (by: Person, answered: boolean): Step =>
  (oracle, real) => {
    const incident = open(real);
    if (!incident) return;
    const stage = oracle.signatures().length;
    const answers = answered
      ? checklistOf(incident.closing, incident.card).map(({ item }) => ({ item, done: true, note: 'yes' }))
      : [];
    const cardVersion = incident.card?.version ?? 0;
    const decided = decideSignOff(incident, { assessment: 'seen', cardVersion, answers }, actor(by));
    agree(`${by} signs`, decided.ok, oracle.maySign(by));
    if (!decided.ok) return;
    real.append(by, decided.value);
    oracle.deeds.push({ did: 'signed', by, stage, answered });
  };

const close =
  (by: Person): Step =>
  (oracle, real) => {
    const incident = open(real);
    if (!incident) return;
    const decided = decideClosure(incident, undefined);
    agree('closing', decided.ok, oracle.mayClose());
    if (!decided.ok) return;
    real.append(by, ...decided.value);
    oracle.deeds.push({ did: 'closed', by });
  };

const reopen =
  (by: Person): Step =>
  (oracle, real) => {
    if (real.incident.kind !== 'closed') return;
    const version = (real.incident.card?.version ?? 0) + 1;
    real.append(by, { type: 'reopened', body: { v: 1, reason: 'again' } }, real.issued(version));
    oracle.deeds.push({ did: 'reopened', by });
  };

const offer =
  (by: Person, to: Person, kind: Kind): Step =>
  (oracle, real) => {
    const incident = open(real);
    if (!incident) return;
    const handover = `h${real.handovers}`;
    const decided = decideOffer(incident, { kind, handover, to: actor(to) }, actor(by));
    agree(`${by} offers ${kind} to ${to}`, decided.ok, oracle.mayOffer(by, to, kind));
    if (!decided.ok) return;
    real.handovers += 1;
    real.append(by, decided.value);
    oracle.deeds.push({ did: 'offered', by, to, kind, handover });
  };

const take =
  (by: Person, kind: Kind, latest: boolean): Step =>
  (oracle, real) => {
    const incident = open(real);
    if (!incident) return;
    const handover = latest ? (oracle.offerOf(kind)?.handover ?? 'none') : 'h0';
    const event = decideAcceptance(incident, { kind, handover }, actor(by));
    agree(`${by} accepts ${kind}`, event !== undefined, oracle.mayAccept(by, kind, handover));
    if (event === undefined) return;
    real.append(by, event);
    oracle.deeds.push({ did: 'accepted', by, kind, handover });
  };

/** Whatever brings the incident nearer to being closed: left to chance alone, hardly any ever is. */
const goOn: Step = (oracle, real) => {
  if (!oracle.deeds.some(({ did }) => did === 'sent')) return send(oracle, real);
  if (!oracle.deeds.some(({ did }) => did === 'arrived')) return (oracle.isThere() ? arrive : send)(oracle, real);
  if (oracle.isThere()) return leave(oracle, real);
  if (oracle.isAtLarge()) return suspect('officer', false)(oracle, real);
  const signer = PEOPLE.find((person) => oracle.maySign(person));
  return signer === undefined ? close('supervisor')(oracle, real) : sign(signer, true)(oracle, real);
};

const person = fc.constantFrom(...PEOPLE);
const kind = fc.constantFrom<Kind>('incident', 'suspect');
const seeker = fc.constantFrom<Person>('officer', 'sergeant');
const closer = fc.constantFrom<Person>('supervisor', 'sergeant');

const steps = fc.oneof(
  { weight: 8, arbitrary: fc.constant(named('go on', goOn)) },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      named('send', send),
      named('arrive', arrive),
      named('leave', leave),
      named('danger', danger),
    ),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(seeker, fc.boolean())
      .map(([by, outstanding]) =>
        named(`${by}: suspect ${outstanding ? 'at large' : 'found'}`, suspect(by, outstanding)),
      ),
  },
  {
    weight: 3,
    arbitrary: fc
      .tuple(person, fc.boolean())
      .map(([by, answered]) => named(`${by} signs${answered ? ', answered' : ''}`, sign(by, answered))),
  },
  { weight: 2, arbitrary: closer.map((by) => named(`${by} closes`, close(by))) },
  { weight: 1, arbitrary: closer.map((by) => named(`${by} opens again`, reopen(by))) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(person, person, kind)
      .map(([by, to, what]) => named(`${by} offers the ${what} to ${to}`, offer(by, to, what))),
  },
  {
    weight: 3,
    arbitrary: fc
      .tuple(person, kind, fc.boolean())
      .map(([by, what, latest]) =>
        named(`${by} accepts the ${what}${latest ? '' : ' of an old offer'}`, take(by, what, latest)),
      ),
  },
);

/** Each open thing has exactly one owner, and it is the one that the oracle finds. */
function sameOwners(oracle: Oracle, real: Real): void {
  const incident = open(real);
  for (const kind of ['incident', 'suspect'] as const) {
    const owners = incident
      ? itemsOf(incident)
          .filter((item) => item.kind === kind)
          .map(({ owner }) => owner)
      : [];
    const expected = oracle.ownerOf(kind);
    if (JSON.stringify(owners) !== JSON.stringify(expected === undefined ? [] : [expected])) {
      throw new Error(`${kind}: Outrider says it is ${owners.join()}, the oracle says ${expected}`);
    }
  }
}

export interface Explored {
  readonly sequences: number;
  readonly steps: number;
  /** how many states that differ from outside were reached */
  readonly states: number;
  readonly closings: number;
}

/** Runs random sequences of what people do against the oracle. @throws the shortest sequence in which the two differ */
export function exploreClosing({ sequences, seed }: { readonly sequences: number; readonly seed: number }): Explored {
  const states = new Set<string>();
  let taken = 0;
  let closings = 0;
  fc.assert(
    fc.property(fc.array(steps, { minLength: 1, maxLength: 40, size: 'max' }), (sequence) => {
      const oracle = new Oracle();
      const real = new Real();
      for (const step of sequence) {
        step(oracle, real);
        sameOwners(oracle, real);
        agree('closed', real.incident.kind === 'closed', oracle.isClosed());
        states.add(oracle.fingerprint());
        taken += 1;
      }
      closings += oracle.deeds.filter(({ did }) => did === 'closed').length;
    }),
    { numRuns: sequences, seed },
  );
  return { sequences, steps: taken, states: states.size, closings };
}
