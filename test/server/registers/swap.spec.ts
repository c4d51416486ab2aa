import { importRecords } from '../../../server/registers/import-records.js';
import { undoBatch } from '../../../server/registers/undo-batch.js';
import { openRegisters, stream, type OpenRegisters } from './open-registers.js';

const REGISTER = 'firearms';
/** More than a change in one go takes: the register is built anew beside the old one, in many slices. */
const RECORDS = 1_500;

let open: OpenRegisters;
beforeEach(async () => {
  open = await openRegisters();
});
afterEach(() => open.close());

const number = (index: number): string => `07700 9${String(index).padStart(5, '0')}`;
const whole = (edition: string) =>
  Array.from({ length: RECORDS }, (_, index) =>
    JSON.stringify({
      recordId: `r${index}`,
      phones: [number(index)],
      summary: edition,
      recordedAt: '2026-01-02',
    }),
  );
const replaceBy = async (edition: string): Promise<string> => {
  const rows = stream(...whole(edition));
  const outcome = await importRecords(open.ports, { register: REGISTER, mode: 'replace', rows }, 'admin');
  if (!outcome.ok) throw new Error(outcome.code);
  return outcome.value.batch;
};

/** Which editions the answers about several numbers were of, one check after the other, until `work` is done. */
async function editionsDuring(work: Promise<unknown>): Promise<{ seen: string[]; checks: number }> {
  let done = false;
  const ended = work.finally(() => (done = true));
  const seen: string[] = [];
  let checks = 0;
  while (!done) {
    const subjects = [0, RECORDS / 2, RECORDS - 1].map((index) => ({
      ref: { kind: 'phone' as const, id: `p${index}` },
      phone: number(index),
    }));
    const answer = await open.ports.matcher.check({ subjects, at: open.clock.now(), registers: [REGISTER] });
    const edition = answer.subjects
      .map(({ links }) => [...new Set(links.map(({ record }) => record.summary))].join('+') || 'nothing')
      .join(', ');
    if (seen.at(-1) !== edition) seen.push(edition);
    checks += 1;
    await new Promise((resolve) => setImmediate(resolve));
  }
  await ended;
  return { seen, checks };
}

describe('[R2] a register that is swapped while calls are checked', () => {
  const of = (edition: string): string => [edition, edition, edition].join(', ');

  it('answers from the old one, then from the new one: never from both, never from nothing', async () => {
    await replaceBy('old');
    const { seen, checks } = await editionsDuring(replaceBy('new'));
    expect(checks).toBeGreaterThan(10);
    expect([of('old'), `${of('old')} | ${of('new')}`]).toContain(seen.join(' | '));
    expect(await editionsDuring(Promise.resolve())).toMatchObject({ seen: [of('new')] });
  });

  it('and swapped back by an undo, likewise', async () => {
    await replaceBy('old');
    const batch = await replaceBy('new');
    const { seen } = await editionsDuring(undoBatch(open.ports, { register: REGISTER, batch }, 'admin'));
    expect([of('new'), `${of('new')} | ${of('old')}`]).toContain(seen.join(' | '));
    expect(await editionsDuring(Promise.resolve())).toMatchObject({ seen: [of('old')] });
  });
});
