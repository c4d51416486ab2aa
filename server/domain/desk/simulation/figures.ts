import { spend, type Interruptions } from '../../delivery/interruptions.js';
import { receiptFor } from '../../briefing/receipts.js';
import { MANIFESTS } from '../../register/manifests.js';
import type { Call } from './calls.js';
import type { Scenario } from './scenario.js';
import { instantOf, registersDown, type Fate, type Shift } from './shift.js';

/** What a shift came to. Shares are of officers who arrived within the shift, to calls of its busy hours. */
export interface Figures {
  readonly reviewedBeforeArrival: number;
  /** of those sent at grade immediate */
  readonly immediateReviewedBeforeArrival: number;
  readonly reviewedBeforeLeaving: number;
  readonly researchedBeforeLeaving: number;
  /** of all calls of the busy hours, by the end of the shift: what is missing is depth lost */
  readonly researched: number;
  /** jobs of the shift that nobody has looked at when it ends */
  readonly unlookedAtEnd: number;
  readonly unresearchedAtEnd: number;
  /** minutes from the ring to when somebody begins */
  readonly waited: number;
  /** officers who arrived before any card could be on their phone: each would be an arrival in silence */
  readonly silent: number;
  /** receipts that said "no trace" of a register that was down, or that holds something */
  readonly wrongClear: number;
  /** dangers that people found when officers were there already: interruptions of officers */
  readonly raisedAfterArrival: number;
  /** interruptions of the supervisor in the worst ten minutes */
  readonly supervisorAlerts: number;
  readonly levelChanges: number;
  /** share of the shift that was announced as normal */
  readonly normal: number;
}

export const FIGURES = [
  'reviewedBeforeArrival',
  'immediateReviewedBeforeArrival',
  'reviewedBeforeLeaving',
  'researchedBeforeLeaving',
  'researched',
  'unlookedAtEnd',
  'unresearchedAtEnd',
  'waited',
  'silent',
  'wrongClear',
  'raisedAfterArrival',
  'supervisorAlerts',
  'levelChanges',
  'normal',
] as const satisfies readonly (keyof Figures)[];

export function figuresOf(scenario: Scenario, { fates, levels }: Shift): Figures {
  const end = scenario.hours * 60;
  const { fromHour, toHour } = scenario.busy;
  const busy = fates.filter(({ call }) => call.rings >= fromHour * 60 && call.rings < toHour * 60);
  const arrived = busy.filter(({ call }) => call.arrives < end);
  const immediate = arrived.filter(({ call }) => call.grade === 'immediate');
  const by = (limit: (call: Call) => number, done: keyof Fate & ('reviewedAt' | 'fullAt')) => (fate: Fate) =>
    (fate[done] ?? Infinity) < limit(fate.call);
  const arrives = (call: Call): number => call.arrives;
  const leaves = (call: Call): number => call.leaves;
  const started = fates.flatMap(({ call, startedAt }) => (startedAt === undefined ? [] : [startedAt - call.rings]));
  return {
    reviewedBeforeArrival: share(arrived, by(arrives, 'reviewedAt')),
    immediateReviewedBeforeArrival: share(immediate, by(arrives, 'reviewedAt')),
    reviewedBeforeLeaving: share(arrived, by(leaves, 'reviewedAt')),
    researchedBeforeLeaving: share(arrived, by(leaves, 'fullAt')),
    researched: share(busy, ({ fullAt }) => fullAt !== undefined),
    unlookedAtEnd: fates.filter(({ reviewedAt }) => reviewedAt === undefined).length,
    unresearchedAtEnd: fates.filter(({ fullAt }) => fullAt === undefined).length,
    waited: started.reduce((sum, wait) => sum + wait, 0) / Math.max(1, started.length),
    silent: fates.filter(({ call }) => call.arrives < end && cardShown(call) > call.arrives).length,
    wrongClear: fates.reduce((sum, { call }) => sum + wrongClears(scenario, call), 0),
    raisedAfterArrival: fates.filter(raisesRiskLate).length,
    supervisorAlerts: worstTenMinutes(alertsOf(fates, levels)),
    levelChanges: levels.length - 1,
    normal: levels.filter(({ level }) => level === 'normal').reduce((sum, { from, to }) => sum + to - from, 0) / end,
  };
}

const share = <T>(of: readonly T[], fits: (one: T) => boolean): number =>
  of.length === 0 ? 1 : of.filter(fits).length / of.length;

/** The machine's card: checked when the call rang, on the phone once the officers are sent. */
const cardShown = ({ rings, check, sent, toPhone }: Call): number => Math.max(rings + check, sent) + toPhone;

const raisesRiskLate = ({ call, reviewedAt = Infinity }: Fate): boolean =>
  call.findsDanger && reviewedAt >= call.arrives && reviewedAt < call.leaves;

/** What the receipts of a call say of registers that were down, or hold something: none may say "no trace" (R2). */
function wrongClears(scenario: Scenario, { rings, traces }: Call): number {
  const at = instantOf(rings);
  const down = registersDown(scenario, rings);
  const answer = {
    subject: { kind: 'person' as const, id: 'p' },
    keys: ['name+dateOfBirth', 'name+address'] as const,
    complete: true,
    links: [],
    candidates: 1,
  };
  return traces.filter((trace, n) => {
    const manifest = MANIFESTS[n % MANIFESTS.length]!;
    const standing =
      n < down
        ? ({ kind: 'unavailable', reason: 'down' } as const)
        : ({ kind: 'answers', asOf: at, stale: false } as const);
    const matches = trace ? [{ register: manifest.id, standing: 'unreviewed' as const }] : [];
    const { status } = receiptFor({ manifest, standing }, answer, at, { matches });
    return status === 'no-trace' && (n < down || trace);
  }).length;
}

/** What interrupts the supervisor: every life-risk hit, whatever the budget, and every change of level within it. */
const alertsOf = (fates: readonly Fate[], levels: Shift['levels']) =>
  [
    ...fates.filter(({ call }) => call.lifeRisk).map(({ call }) => ({ at: call.rings + call.check, always: true })),
    ...levels.slice(1).map(({ from }) => ({ at: from, always: false })),
  ].toSorted((a, b) => a.at - b.at);

function worstTenMinutes(alerts: readonly { readonly at: number; readonly always: boolean }[]): number {
  let recent: Interruptions = [];
  let most = 0;
  for (const { at, always } of alerts) {
    ({ recent } = spend(recent, instantOf(at), always ? 'always' : 'within-budget'));
    most = Math.max(most, recent.length);
  }
  return most;
}
