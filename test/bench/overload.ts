import type { IncidentReply } from '../../server/contract/index.js';
import { Outrider, type Session } from '../support/outrider.js';
import { quantile } from './quantile.js';
import type { BenchRow } from './rows.js';

const REPORTERS = ['handler', 'handler2', 'supervisor', 'supervisor2'] as const;
/** Reports that are on their way at once; the best of these is the peak. */
const STEPS = [2, 4, 8, 16];
const TIMES_TOO_MUCH = 10;

interface Work {
  /** cards a second in which every register was asked */
  readonly useful: number;
  /** answers a second that said that there was too much, or that nothing was stored */
  readonly refused: number;
  /** cards a second whose matcher could not be asked in time */
  readonly blind: number;
  readonly p99: number;
}

/**
 * Reports posted faster and faster, until more at once brings no more cards; then ten times as many at once. Useful work is a
 * card with every register asked, stored and answered. A server process of its own, with the demonstration's registers.
 */
export async function benchOverload(seconds = 4): Promise<BenchRow[]> {
  const outrider = await Outrider.start();
  try {
    const sessions = await Promise.all(REPORTERS.map((username) => outrider.signIn(username)));
    await work(sessions, 2, 1);
    const steps: { readonly atOnce: number; readonly did: Work }[] = [];
    for (const atOnce of STEPS) steps.push({ atOnce, did: await work(sessions, atOnce, seconds) });
    const peak = steps.toSorted((a, b) => b.did.useful - a.did.useful)[0]!;
    const over = await work(sessions, peak.atOnce * TIMES_TOO_MUCH, seconds * 2);
    const round = (value: number): number => Math.round(value * 10) / 10;
    return [
      {
        what: `useful work at its peak (${peak.atOnce} reports at once)`,
        value: round(peak.did.useful),
        unit: 'cards/s',
      },
      {
        what: `useful work at ten times as many (${peak.atOnce * TIMES_TOO_MUCH})`,
        value: round(over.useful),
        unit: 'cards/s',
      },
      { what: 'of the peak', value: round((100 * over.useful) / peak.did.useful), unit: '%', goal: '≥ 90' },
      { what: 'refused and told so', value: round(over.refused), unit: 'answers/s' },
      { what: 'cards without the machine check', value: round(over.blind), unit: 'cards/s', goal: '0' },
      { what: 'p99 of an answer at the peak', value: round(peak.did.p99), unit: 'ms' },
      { what: 'p99 of an answer at ten times as many', value: round(over.p99), unit: 'ms' },
    ];
  } finally {
    await outrider.stop();
  }
}

let reported = 0;

async function work(sessions: readonly Session[], atOnce: number, seconds: number): Promise<Work> {
  const until = performance.now() + seconds * 1000;
  const took: number[] = [];
  let [useful, refused, blind] = [0, 0, 0];
  const one = async (session: Session): Promise<void> => {
    while (performance.now() < until) {
      reported += 1;
      const from = performance.now();
      const { status, body } = await session.post<IncidentReply>('/api/incidents', reportOf(reported));
      took.push(performance.now() - from);
      if (status !== 201) refused += 1;
      else if (body.card.checks.every(({ status: said }) => said === 'unavailable')) blind += 1;
      else useful += 1;
    }
  };
  const from = performance.now();
  await Promise.all(Array.from({ length: atOnce }, (_, n) => one(sessions[n % sessions.length]!)));
  const lasted = (performance.now() - from) / 1000;
  return { useful: useful / lasted, refused: refused / lasted, blind: blind / lasted, p99: quantile(took, 0.99) };
}

const SYLLABLES = [
  'bar',
  'con',
  'dil',
  'fen',
  'gor',
  'hal',
  'kim',
  'lor',
  'mav',
  'nes',
  'pol',
  'ris',
  'sut',
  'tav',
  'wex',
  'yel',
];
const wordOf = (n: number): string => [n % 16, (n >> 4) % 16, (n * 7) % 16].map((at) => SYLLABLES[at]).join('');

/** Strangers, at addresses of their own: no call is a repeat of another, and few are alike. */
const reportOf = (n: number) => ({
  source: '999',
  people: [
    {
      role: 'victim',
      givenNames: wordOf(n * 13 + 5),
      surname: wordOf(n * 31),
      dateOfBirth: `${1940 + (n % 70)}-0${1 + (n % 9)}-1${n % 10}`,
    },
  ],
  location: { text: `${n} ${wordOf(n * 3)} Lane, ${wordOf(n * 5)}` },
});
