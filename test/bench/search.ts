import type { Found, IncidentReply, SearchHit } from '../../server/contract/index.js';
import { Outrider, type Session } from '../support/outrider.js';
import { quantile } from './quantile.js';
import type { BenchRow } from './rows.js';
import { syntheticPeople } from './synthetic-people.js';

const AT_ONCE = 8;
const GOAL = '≤ 20';

/** How somebody types what they look for: as it is, with a slip of the finger, or what nobody has. */
const TYPED: Readonly<Record<string, (name: string) => string>> = {
  'a name as it is': (name) => name,
  'a name with two letters swapped': (name) => name.slice(0, 3) + name[4] + name[3] + name.slice(5),
  'a name with a letter left out': (name) => name.slice(0, 4) + name.slice(5),
  'a name that nobody has': (name) => `${name.slice(0, 2)}qxzjvkw`,
};

/**
 * What a search among open incidents takes, over HTTP, with its record stored: for a supervisor, who may see all of them; and
 * what an auditor's search for a person takes.
 */
export async function benchSearch(
  tell: (line: string) => void,
  incidents = 2_000,
  searches = 200,
): Promise<BenchRow[]> {
  const outrider = await Outrider.start({ env: { OUTRIDER_DEMO_PEOPLE: '0', OUTRIDER_FEED: 'off' } });
  try {
    const surnames = await reportAll(await outrider.signIn('handler'), incidents, tell);
    const supervisor = await outrider.signIn('supervisor');
    const rows: BenchRow[] = [{ what: 'open incidents', value: incidents, unit: 'incidents' }];
    for (const [what, typed] of Object.entries(TYPED)) {
      const found = await timed(searches, async (n) => {
        const name = typed(surnames[(n * 37) % surnames.length] ?? '');
        const { status } = await supervisor.get<SearchHit[]>(`/api/search?q=${encodeURIComponent(name)}`);
        if (status !== 200) throw new Error(`a search was answered with ${status}`);
      });
      tell(`searched ${searches} times for ${what}`);
      rows.push(...rowsOf(what, found, GOAL));
    }
    const auditor = await outrider.signIn('auditor');
    const asked = await timed(Math.min(searches, 50), async (n) => {
      const surname = surnames[(n * 37) % surnames.length];
      const { status } = await auditor.post<Found[]>('/api/audit/people', { givenNames: 'Ada', surname });
      if (status !== 200) throw new Error(`an auditor was answered with ${status}`);
    });
    return [...rows, ...rowsOf('an auditor finds a person', asked)];
  } finally {
    await outrider.stop();
  }
}

/** @returns the surnames, in order */
async function reportAll(handler: Session, count: number, tell: (line: string) => void): Promise<readonly string[]> {
  const { people } = syntheticPeople(1, count, 0);
  const waiting = [...people];
  let reported = 0;
  const one = async (): Promise<void> => {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const { givenNames, surname, dateOfBirth, building, street, town } = next;
      const { status } = await handler.post<IncidentReply>('/api/incidents', {
        source: '999',
        category: 'domestic abuse',
        people: [{ role: 'victim', givenNames, surname, dateOfBirth }],
        location: { text: `${building} ${street}, ${town}` },
      });
      if (status !== 201) throw new Error(`a report was answered with ${status}`);
      reported += 1;
      if (reported % 500 === 0) tell(`${reported} of ${count} incidents reported`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
  return people.map(({ surname }) => surname).filter(({ length }) => length >= 6);
}

/** Times in ms, one after the other; the first tenth warms up. */
async function timed(times: number, run: (n: number) => Promise<void>): Promise<number[]> {
  const took: number[] = [];
  const warm = Math.ceil(times / 10);
  for (let n = 0; n < times + warm; n += 1) {
    const from = performance.now();
    await run(n);
    if (n >= warm) took.push(performance.now() - from);
  }
  return took;
}

function rowsOf(what: string, took: readonly number[], goal?: string): BenchRow[] {
  const ms = (q: number): number => Math.round(quantile(took, q) * 10) / 10;
  return [
    { what: `${what}: p50`, value: ms(0.5), unit: 'ms', ...(goal ? { goal } : {}) },
    { what: `${what}: p99`, value: ms(0.99), unit: 'ms', ...(goal ? { goal } : {}) },
  ];
}
