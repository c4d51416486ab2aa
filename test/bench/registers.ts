import type { RemoteQuestion } from '../../server/contract/index.js';
import { HttpRegister } from '../../server/platform/registers/remote/http-register.js';
import { BADLY, says, StubRegister } from '../support/stub-register.js';
import { quantile } from './quantile.js';
import type { BenchRow } from './rows.js';

const QUESTION: RemoteQuestion = {
  at: '2026-07-30T12:00:00.000Z',
  subjects: [{ kind: 'person', role: 'suspect', givenNames: 'Leonard', surname: 'Woolf', phones: [] }],
};
const REPLY = { asOf: '2026-07-30T11:59:00.000Z', complete: true, records: [] };
const HEALTHY = 4;
/** Questions to each healthy register in one round, two at a time. */
const PER_ROUND = 100;
const WARM_UP = 2;

/**
 * What one register that hangs costs the others: the time that four healthy ones take to answer, while a fifth answers as well
 * and while it hangs with more questions than it takes at once; in turns, in one run, over real HTTP.
 */
export async function benchRegisters(rounds = 40): Promise<BenchRow[]> {
  const stubs = await Promise.all(Array.from({ length: HEALTHY }, () => StubRegister.start(says(REPLY))));
  const odd = await StubRegister.start(says(REPLY));
  const registers = stubs.map((stub, n) => new HttpRegister(stub.manifest({}, `healthy-${n}`)));
  const times: Record<'well' | 'hung', number[]> = { well: [], hung: [] };
  try {
    for (let round = 0; round < rounds + WARM_UP; round += 1) {
      for (const state of ['well', 'hung'] as const) {
        odd.answers(state === 'well' ? says(REPLY) : BADLY.hangs);
        // A register of its own each time, so that its breaker does not take the load away.
        const fifth = new HttpRegister(odd.manifest({ slowSeconds: 1 }, 'odd'));
        const asked = Array.from({ length: 16 }, () => fifth.ask(QUESTION));
        const took = (await Promise.all(registers.map(askMany))).flat();
        if (round >= WARM_UP) times[state].push(...took);
        odd.dropAll();
        await Promise.all(asked);
      }
    }
  } finally {
    await Promise.all([...stubs, odd].map((stub) => stub.stop()));
  }
  const at = (state: 'well' | 'hung', q: number): number => quantile(times[state], q);
  const ms = (value: number): number => Math.round(value * 100) / 100;
  const moved = (q: number): number => Math.round((at('hung', q) / at('well', q) - 1) * 1000) / 10;
  return [
    { what: 'answers of healthy registers, each way', value: times.well.length, unit: 'answers' },
    { what: 'all five well: p50', value: ms(at('well', 0.5)), unit: 'ms' },
    { what: 'one of five hangs: p50', value: ms(at('hung', 0.5)), unit: 'ms' },
    { what: 'all five well: p99', value: ms(at('well', 0.99)), unit: 'ms' },
    { what: 'one of five hangs: p99', value: ms(at('hung', 0.99)), unit: 'ms' },
    { what: 'what the hung one moves p99 of the others by', value: moved(0.99), unit: '%', goal: '≤ 10' },
  ];
}

async function askMany(register: HttpRegister): Promise<number[]> {
  const took: number[] = [];
  const one = async (): Promise<void> => {
    for (let n = 0; n < PER_ROUND / 2; n += 1) {
      const from = performance.now();
      const told = await register.ask(QUESTION);
      if (told.kind !== 'answered') throw new Error(`a healthy register failed: ${told.reason}`);
      took.push(performance.now() - from);
    }
  };
  await Promise.all([one(), one()]);
  return took;
}
