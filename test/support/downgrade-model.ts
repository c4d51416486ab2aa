import fc from 'fast-check';
import type { Card, Grade, Outcome } from '../../server/contract/index.js';
import { looksTheSame } from '../../server/domain/briefing/changes.js';
import { expired, requestDowngrade, rulable, ruled } from '../../server/domain/grade/downgrade.js';
import { endings, gradeRestored } from '../../server/domain/grade/lapse.js';
import { TIMINGS } from '../../server/domain/grade/timings.js';
import { isLower } from '../../server/domain/incident/downgrade.js';
import type { IncidentEvent } from '../../server/domain/incident/events.js';
import { evolveAll, type OpenIncident } from '../../server/domain/incident/state.js';
import { GRADES, DowngradeOracle, type OracleCard, type OracleGrade } from './downgrade-oracle.js';

const START = Date.parse('2026-03-01T02:00:00Z');
const PEOPLE = ['asker', 'supervisor', 'inspector'] as const;

/** The production rules, put together as the use cases do it: decide, make the card, end what it ends, in one step. */
class System {
  now = 0;
  incident: OpenIncident;
  readonly cards: Card[] = [];

  constructor() {
    const report = {
      source: '999' as const,
      openedAt: this.at,
      firstRingAt: this.at,
      people: [],
      grade: 'immediate' as const,
    };
    this.incident = this.#after([{ type: 'reported', body: { v: 1, reference: 'R', report } }]);
    this.#issue({ sure: new Set(), possible: new Set(), calls: new Set(), nearby: new Set() });
  }

  get at(): string {
    return new Date(START + this.now * 60_000).toISOString();
  }

  /** Appends what was decided, by somebody, and the card that follows from it. */
  apply(decided: Outcome<readonly IncidentEvent[]>, by: string, shows?: Shows): string {
    if (!decided.ok) return decided.code;
    this.incident = this.#after(decided.value, by);
    if (shows) this.#issue(shows);
    return 'ok';
  }

  #after(events: readonly IncidentEvent[], by = 'outrider'): OpenIncident {
    const next = evolveAll('i', { by, at: this.at }, events, this.incident);
    if (next.kind !== 'open') throw new Error('it stays open');
    return next;
  }

  #issue(shows: Shows): void {
    const { grade, downgrades = [], card: before } = this.incident;
    const found = cardWith(shows, grade, this.cards.length + 1);
    if (before && looksTheSame(before, found)) return;
    const ended = endings(downgrades, grade, found);
    const card = cardWith(shows, gradeRestored(grade, ended), found.version);
    this.cards.push(card);
    this.incident = this.#after([...ended, { type: 'card-issued', body: { v: 1, card, views: {}, issuedTo: [] } }]);
  }
}

type Shows = Omit<OracleCard, 'grade'>;

/** A card that shows these dangers, and is empty besides. */
function cardWith(shows: Shows, grade: OpenIncident['grade'], version: number): Card {
  // A real card is sorted: that something came back in another order is no change of it.
  const [sure, possible, calls, nearby] = [shows.sure, shows.possible, shows.calls, shows.nearby].map(
    (keys) => new Set([...keys].toSorted((a, b) => a - b)),
  ) as [Set<number>, Set<number>, Set<number>, Set<number>];
  const hits = [
    ...[...sure].map((key) => ({ key, tier: 'probable' as const })),
    ...[...possible].filter((key) => !sure.has(key)).map((key) => ({ key, tier: 'possible' as const })),
  ];
  const linked = [
    ...[...calls].map((key) => ({ key: `call ${key}`, because: ['person' as const] })),
    ...[...nearby].map((key) => ({ key: `nearby ${key}`, because: ['location' as const] })),
  ];
  return {
    incidentId: 'i',
    version,
    issuedAt: '2026-03-01T02:00:00.000Z',
    level: 'machine-only',
    review: 'unreviewed',
    situation: {
      reference: 'R',
      openedAt: '2026-03-01T02:00:00.000Z',
      source: '999',
      people: [],
      ...(grade ? { grade } : {}),
    },
    spoken: '',
    flags: hits.map(({ key, tier }) => ({
      kind: 'firearms',
      severity: 'life-risk',
      headline: `hit ${key}`,
      source: 'register',
      standing: 'unreviewed',
      tier,
      matchIds: [`m${key}`],
    })),
    matches: hits.map(({ key, tier }) => ({
      id: `m${key}`,
      register: 'firearms',
      recordId: `${key}`,
      subject: { kind: 'person', id: 'p' },
      tier,
      probability: 0.9,
      weight: 1,
      evidence: [],
      standing: 'unreviewed',
      record: { summary: '', people: [], recordedAt: '2026-01-01', sensitivity: 'normal' },
    })),
    checks: [],
    prompts: [],
    linked: linked.map(({ key, because }) => ({
      incidentId: key,
      reference: key,
      openedAt: '2026-03-01T02:00:00Z',
      sentence: key,
      because,
    })),
    changes: [],
  };
}

interface Pair {
  readonly oracle: DowngradeOracle;
  readonly system: System;
  readonly states: Set<string>;
}

type Step = (pair: Pair) => readonly [expected: string, actual: string];

class Command implements fc.Command<DowngradeOracle, Pair> {
  constructor(
    private readonly name: string,
    private readonly step: Step,
  ) {}
  check(): boolean {
    return true;
  }
  run(_model: DowngradeOracle, pair: Pair): void {
    const [expected, actual] = this.step(pair);
    const { oracle, system } = pair;
    const mine = {
      code: expected,
      grade: oracle.grade,
      states: oracle.requests.map(({ state, restored }) => `${state}${restored ? ' restored' : ''}`),
    };
    const theirs = {
      code: actual,
      grade: system.incident.grade,
      states: (system.incident.downgrades ?? []).map(
        (one) => `${one.state}${one.state === 'lapsed' && one.lapse.restored ? ' restored' : ''}`,
      ),
    };
    if (JSON.stringify(mine) !== JSON.stringify(theirs)) {
      throw new Error(`${this.name}\n  must be ${JSON.stringify(mine)}\n  is      ${JSON.stringify(theirs)}`);
    }
    pair.states.add(stateOf(oracle));
  }
  toString(): string {
    return this.name;
  }
}

/** What tells one state from another, without times and version numbers. */
function stateOf({ grade, requests, card, now }: DowngradeOracle): string {
  const set = (values: Set<number>): string => [...values].toSorted((a, b) => a - b).join('');
  const shown = (of: Shows): string => [of.sure, of.possible, of.calls, of.nearby].map(set).join('/');
  const live = requests
    .slice(-2)
    .map(({ from, to, by, state, seen, restored, expiresAt }) =>
      [from, to, by, state, restored, state === 'waiting' ? expiresAt - now : '', shown(seen)].join(' '),
    );
  return [grade, shown(card), requests.length, ...live].join('|');
}

const key = fc.nat(2);
const grade = fc.constantFrom(...GRADES);
const person = fc.constantFrom(...PEOPLE);

/** Changes what both show: the oracle its card, the system the card that is made of it. */
const shows = (name: string, how: (card: OracleCard) => void): Command =>
  new Command(name, ({ oracle, system }) => {
    oracle.change(how);
    const wanted = { ...lastShown(system), grade: 'immediate' as OracleGrade };
    how(wanted);
    return ['ok', system.apply({ ok: true, value: [] }, 'outrider', wanted)];
  });

/** What the system's latest card shows. */
function lastShown({ cards }: System): Shows {
  const { flags, linked } = cards.at(-1)!;
  const keys = (tier: string): Set<number> =>
    new Set(flags.filter((flag) => flag.tier === tier).map(({ headline }) => Number(headline.split(' ')[1])));
  const calls = (kind: string): Set<number> =>
    new Set(
      linked
        .filter(({ incidentId }) => incidentId.startsWith(kind))
        .map((call) => Number(call.incidentId.split(' ')[1])),
    );
  return { sure: keys('probable'), possible: keys('possible'), calls: calls('call'), nearby: calls('nearby') };
}

const COMMANDS = [
  fc.tuple(person, grade, fc.boolean()).map(
    ([by, to, victimAsks]) =>
      new Command(`${by} asks for ${to}${victimAsks ? ', as the victim does' : ''}`, ({ oracle, system }) => {
        const id = `d${oracle.requests.length}`;
        const asked = { id, to: to as Grade, reason: 'r', victimRequested: victimAsks, noImmediateThreat: victimAsks };
        const who = { userId: by, name: by };
        const decided = requestDowngrade(system.incident, asked, who, system.at, TIMINGS);
        return [oracle.ask(by, to, victimAsks), system.apply(decided, by)];
      }),
  ),
  fc.tuple(person, fc.nat(2), fc.boolean(), fc.nat(2)).map(
    ([by, back, approve, older]) =>
      new Command(
        `${by} ${approve ? 'approves' : 'rejects'} the ${back + 1}. last on card −${older}`,
        ({ oracle, system }) => {
          const which = oracle.requests.length - 1 - back;
          const version = Math.max(1, oracle.cards.length - older);
          const who = { userId: by, name: by };
          const request = rulable(system.incident, `d${which}`, who, system.at);
          const [named, latest] = [system.cards[version - 1], system.cards.at(-1)];
          const fresh = named !== undefined && latest !== undefined && looksTheSame(named, latest);
          const decided: Outcome<readonly IncidentEvent[]> = !request.ok
            ? request
            : fresh
              ? { ok: true, value: [ruled(`d${which}`, { approve, reason: 'r', cardVersion: version }, who, named)] }
              : { ok: false, code: 'STALE_VERSION' };
          const expected = oracle.rule(by, which, approve, version);
          return [expected, system.apply(decided, by, lastShown(system))];
        },
      ),
  ),
  key.map((hit) =>
    shows(`hit ${hit}`, (card) => {
      card.possible.delete(hit);
      card.sure.add(hit);
    }),
  ),
  key.map((hit) =>
    shows(`possible hit ${hit}`, (card) => {
      card.sure.delete(hit);
      card.possible.add(hit);
    }),
  ),
  key.map((hit) =>
    shows(`hit ${hit} is withdrawn`, (card) => {
      card.possible.delete(hit);
      card.sure.delete(hit);
    }),
  ),
  key.map((call) => shows(`call ${call}`, (card) => card.calls.add(call))),
  key.map((call) => shows(`another caller nearby ${call}`, (card) => card.nearby.add(call))),
  grade.map(
    (to) =>
      new Command(`somebody edits the grade to ${to}`, ({ oracle, system }) => {
        const { incident } = system;
        const report = { ...incident.report, grade: to as Grade };
        const decided: Outcome<readonly IncidentEvent[]> = isLower(to, incident.grade)
          ? { ok: false, code: 'USE_DOWNGRADE' }
          : { ok: true, value: [{ type: 'revised', body: { v: 1, report, fields: ['grade'] } }] };
        return [oracle.raise(to), system.apply(decided, 'handler', lastShown(system))];
      }),
  ),
  fc.constantFrom(1, 5, 10).map(
    (minutes) =>
      new Command(`${minutes} minutes pass`, ({ oracle, system }) => {
        oracle.now += minutes;
        system.now += minutes;
        return ['ok', 'ok'];
      }),
  ),
  fc.constant(
    new Command('time does what is due', ({ oracle, system }) => {
      oracle.tick();
      const ids = (system.incident.downgrades ?? []).map(({ id }) => id);
      for (const id of ids) system.apply({ ok: true, value: expired(system.incident, id, system.at) }, 'outrider');
      return ['ok', 'ok'];
    }),
  ),
];

/**
 * Runs random sequences of what can happen to a downgrade, on the production rules and on the oracle, and compares them
 * after every step. Throws with the shortest sequence that differs.
 * @returns how many distinct states were reached
 */
export function checkDowngrades({ numRuns, seed }: { readonly numRuns: number; readonly seed?: number }): number {
  const states = new Set<string>();
  fc.assert(
    fc.property(fc.commands(COMMANDS, { maxCommands: 24, size: 'max' }), (commands) => {
      fc.modelRun(() => {
        const oracle = new DowngradeOracle(TIMINGS.downgradeMinutes);
        return { model: oracle, real: { oracle, system: new System(), states } };
      }, commands);
    }),
    { numRuns, ...(seed === undefined ? {} : { seed }) },
  );
  return states.size;
}
