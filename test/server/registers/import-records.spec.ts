import type { BatchReply, Outcome } from '../../../server/contract/index.js';
import type { ImportRow } from '../../../server/domain/register/read-lines.js';
import { importRecords, MAX_LISTED, type ImportRecords } from '../../../server/registers/import-records.js';
import { undoBatch } from '../../../server/registers/undo-batch.js';
import { line, openRegisters, stream, type OpenRegisters } from './open-registers.js';

const REGISTER = 'critical-marker';
let open: OpenRegisters;
beforeEach(async () => {
  open = await openRegisters();
});
afterEach(() => open.close());

const take = (rows: AsyncIterable<ImportRow>, more: Partial<ImportRecords> = {}, actor = 'admin') =>
  importRecords(open.ports, { register: REGISTER, mode: 'merge', rows, ...more }, actor);
const events = async (): Promise<string[]> => {
  const types: string[] = [];
  for await (const event of open.log.read(`register/${REGISTER}`)) types.push(event.type);
  return types;
};
const batchOf = (outcome: Outcome<BatchReply>): string => {
  if (!outcome.ok) throw new Error(outcome.detail ?? outcome.code);
  return outcome.value.batch;
};

describe('importing records', () => {
  it('[R1] takes the good lines as one batch, which is still there after a restart', async () => {
    const outcome = await take(stream(line('r1'), line('r2'), line('r1', { summary: 'Again' })));
    expect(outcome).toEqual({ ok: true, value: { batch: 'b1', accepted: 3, rejected: [], rejectedCount: 0 } });
    expect(await open.found(REGISTER)).toEqual(['r1', 'r2']);

    open = await open.restart();
    expect(await open.found(REGISTER)).toEqual(['r1', 'r2']);
    expect(open.store.get(REGISTER, 'r1', (await open.model()).active(REGISTER))).toMatchObject({ summary: 'Again' });
  });

  it('names the lines that it did not take, blank ones counted', async () => {
    const outcome = await take(stream(line('r1'), '', '{"recordId":', '  ', line('', {}), line('r2')));
    expect(outcome).toMatchObject({
      value: {
        accepted: 2,
        rejected: [
          { line: 3, code: 'MALFORMED_JSON' },
          { line: 5, code: 'EMPTY_FIELD' },
        ],
      },
    });
  });

  it.each([
    ['longer than 64 KiB', `"${'x'.repeat(65_536)}"`, 'LINE_TOO_LONG'],
    ['longer than 64 KiB only as bytes', `"${'é'.repeat(40_000)}"`, 'LINE_TOO_LONG'],
    ['with bytes that are not UTF-8', line('r\uFFFD'), 'NOT_UTF8'],
  ])('does not take a line %s', async (_, bad, code) => {
    expect(await take(stream(line('r1'), bad))).toMatchObject({
      value: { accepted: 1, rejected: [{ line: 2, code }] },
    });
  });

  it('counts more rejected lines than it lists', async () => {
    const bad = Array.from({ length: MAX_LISTED + 5 }, () => '{}');
    const outcome = await take(stream(line('r1'), ...bad));
    expect(outcome).toMatchObject({ value: { accepted: 1, rejectedCount: MAX_LISTED + 5 } });
    expect(outcome.ok && outcome.value.rejected).toHaveLength(MAX_LISTED);
  });

  it.each([
    ['merge', ['r1', 'r2', 'r3']],
    ['replace', ['r2', 'r3']],
  ] as const)('in mode %s leaves %j', async (mode, left) => {
    await take(stream(line('r1'), line('r2')));
    await take(stream(line('r2'), line('r3')), { mode });
    expect(await open.found(REGISTER)).toEqual(left);
  });

  it('takes a withdrawal: the record is not found any more', async () => {
    await take(stream(line('r1'), line('r2')));
    await take(stream(line('r1', { withdrawn: true })));
    expect(await open.found(REGISTER)).toEqual(['r2']);
  });

  it('refuses an import without one good line, and keeps nothing of it', async () => {
    await take(stream(line('r1')));
    const outcome = await take(stream('', '{}', 'x'), { mode: 'replace' });
    expect(outcome).toMatchObject({
      ok: false,
      code: 'INVALID_INPUT',
      errors: [
        { path: 'line 2', detail: expect.stringMatching(/^MISSING_FIELD/) },
        { path: 'line 3', detail: expect.stringMatching(/^MALFORMED_JSON/) },
      ],
    });
    expect(await events()).toEqual(['batch-activated']);
    expect(await open.found(REGISTER)).toEqual(['r1']);
  });

  it('refuses an empty replace: a register is not emptied by a file that failed to be written', async () => {
    await take(stream(line('r1')));
    expect(await take(stream(), { mode: 'replace' })).toMatchObject({ code: 'INVALID_INPUT' });
    expect(await open.found(REGISTER)).toEqual(['r1']);
  });

  it('knows only the registers that are declared', async () => {
    expect(await take(stream(line('r1')), { register: 'horoscopes' })).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('takes nothing of an import that is cut short', async () => {
    async function* cutShort(): AsyncGenerator<ImportRow> {
      yield* stream(line('r1'));
      throw new Error('the connection was lost');
    }
    await expect(take(cutShort())).rejects.toThrow('the connection was lost');
    expect(await events()).toEqual([]);
    expect([...open.store.recordIds(REGISTER, 'b1')]).toEqual([]);
  });

  it('is never told to be stored when the log could not store it', async () => {
    const log = open.log;
    async function* whileTheLogCloses(): AsyncGenerator<ImportRow> {
      yield* stream(line('r1'));
      await log.close();
    }
    await expect(take(whileTheLogCloses())).rejects.toThrow();
    open = await open.restart();
    expect(await events()).toEqual([]);
    expect(await open.found(REGISTER)).toEqual([]);
  });

  it('leaves the matcher on the last of several imports that end together', async () => {
    await Promise.all(['r1', 'r2', 'r3', 'r4'].map((id) => take(stream(line(id)))));
    expect(await open.found(REGISTER)).toEqual(['r1', 'r2', 'r3', 'r4']);
  });
});

describe('[R8] an import sent twice', () => {
  it('gets the same answer and is in effect once', async () => {
    const twice = [line('r1'), 'x', line('r2')];
    const first = await take(stream(...twice), { key: 'k' });
    const second = await take(stream(...twice), { key: 'k' });
    expect(second).toEqual(first);
    expect(await events()).toEqual(['batch-activated']);
    expect([...open.store.recordIds(REGISTER, 'b2')]).toEqual([]);
  });

  it('gets the same answer after other imports, an undo and a restart', async () => {
    const first = await take(stream(line('r1')), { key: 'k' });
    await take(stream(line('r2')));
    await undoBatch(open.ports, { register: REGISTER, batch: batchOf(first) }, 'admin');
    open = await open.restart();
    expect(await take(stream(line('r1')), { key: 'k' })).toEqual(first);
    expect(await open.found(REGISTER)).toEqual(['r2']);
  });

  it.each([
    ['other lines', { rows: stream(line('r9')) }],
    ['another mode', { mode: 'replace' }],
    ['another register', { register: 'firearms' }],
  ] as const)('with %s is refused', async (_, other) => {
    await take(stream(line('r1')), { key: 'k' });
    expect(await take(stream(line('r1')), { key: 'k', ...other })).toMatchObject({ code: 'IDEMPOTENCY_CONFLICT' });
    expect(await open.found(REGISTER)).toEqual(['r1']);
  });

  it('with no good line at all is refused too, and without a key that was used it is only empty', async () => {
    await take(stream(line('r1')), { key: 'k' });
    expect(await take(stream('{}'), { key: 'k' })).toMatchObject({ code: 'IDEMPOTENCY_CONFLICT' });
    expect(await take(stream('{}'), { key: 'other' })).toMatchObject({ code: 'INVALID_INPUT' });
  });

  it('is another import when another person sends it', async () => {
    const first = await take(stream(line('r1')), { key: 'k' }, 'admin');
    const second = await take(stream(line('r1')), { key: 'k' }, 'admin2');
    expect(batchOf(second)).not.toBe(batchOf(first));
  });

  it('without a key is another import', async () => {
    expect(batchOf(await take(stream(line('r1'))))).not.toBe(batchOf(await take(stream(line('r1')))));
  });
});
