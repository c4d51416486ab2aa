import { MANIFESTS } from '../../../server/domain/register/manifests.js';
import { importRecords } from '../../../server/registers/import-records.js';
import { listRegisters } from '../../../server/registers/list-registers.js';
import { setAvailability } from '../../../server/registers/set-availability.js';
import { undoBatch } from '../../../server/registers/undo-batch.js';
import { line, openRegisters, stream, type OpenRegisters } from './open-registers.js';

const REGISTER = 'firearms';
let open: OpenRegisters;
beforeEach(async () => {
  open = await openRegisters();
});
afterEach(() => open.close());

const take = async (mode: 'merge' | 'replace', ...ids: string[]): Promise<string> => {
  const rows = stream(...ids.map((id) => line(id)));
  const outcome = await importRecords(open.ports, { register: REGISTER, mode, rows }, 'admin');
  if (!outcome.ok) throw new Error(outcome.code);
  return outcome.value.batch;
};
const undo = (batch: string, register = REGISTER) => undoBatch(open.ports, { register, batch }, 'admin');
const say = (available: boolean, reason: string) =>
  setAvailability(open.ports, { register: REGISTER, available, reason }, 'admin');

describe('undoing a batch', () => {
  it('makes the register as if it had never been imported', async () => {
    await take('merge', 'r1');
    open.clock.instant = '2026-11-23T02:20:00.000Z';
    const second = await take('merge', 'r1', 'r2');
    const outcome = await undo(second);
    expect(outcome).toMatchObject({
      ok: true,
      value: { id: REGISTER, records: 1, batches: [{ batch: 'b1' }], asOf: '2026-11-23T02:14:00.000Z' },
    });
    expect(await open.found(REGISTER)).toEqual(['r1']);
  });

  it('of a replace brings back what it hid', async () => {
    await take('merge', 'r1');
    const whole = await take('replace', 'r2');
    await undo(whole);
    expect(await open.found(REGISTER)).toEqual(['r1']);
  });

  it('outlives a restart', async () => {
    await undo(await take('merge', 'r1'));
    open = await open.restart();
    expect(await open.found(REGISTER)).toEqual([]);
  });

  it('is refused the second time, and for a batch that is not there', async () => {
    const batch = await take('merge', 'r1');
    await undo(batch);
    expect(await undo(batch)).toMatchObject({ code: 'BATCH_UNDONE' });
    expect(await undo('never')).toMatchObject({ code: 'NOT_FOUND' });
    expect(await undo(batch, 'children')).toMatchObject({ code: 'NOT_FOUND' });
    expect(await undo(batch, 'horoscopes')).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('[R8] by two people at once is done once', async () => {
    const batch = await take('merge', 'r1');
    const outcomes = await Promise.all([undo(batch), undo(batch), undo(batch)]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(outcomes.filter((outcome) => !outcome.ok && outcome.code === 'BATCH_UNDONE')).toHaveLength(2);
  });
});

describe('the availability of a register', () => {
  it('[R2] is told with the reason, and survives a restart', async () => {
    expect(await say(false, 'maintenance')).toMatchObject({ value: { available: false, reason: 'maintenance' } });
    open = await open.restart();
    expect((await open.model()).state(REGISTER)).toMatchObject({ available: false, reason: 'maintenance' });
  });

  it('[R8] said again is not another event', async () => {
    await say(false, 'maintenance');
    const { position } = await open.log.head();
    expect(await say(false, 'maintenance')).toMatchObject({ ok: true, value: { available: false } });
    expect(await open.log.head()).toMatchObject({ position });
  });

  it('of a register that is not declared is nobody’s to set', async () => {
    const outcome = await setAvailability(open.ports, { register: 'x', available: false, reason: 'r' }, 'admin');
    expect(outcome).toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('the list of registers', () => {
  it('counts the records of all batches, each record once', async () => {
    await take('replace', 'r1', 'r2');
    await take('merge', 'r2', 'r3');
    await open.model();
    const list = await listRegisters(open.ports);
    expect(list.find(({ id }) => id === REGISTER)).toMatchObject({ records: 3, batches: [{}, {}] });
  });

  it('[R2] tells an empty register from one with records', async () => {
    await take('merge', 'r1', 'r2');
    await open.model();
    const list = await listRegisters(open.ports);
    const known = list.filter(({ records, asOf }) => records !== 0 || asOf !== undefined);
    expect(list).toHaveLength(MANIFESTS.length);
    expect(known).toMatchObject([{ id: REGISTER, records: 2, asOf: '2026-11-23T02:14:00.000Z' }]);
  });
});

describe('the read model', () => {
  it('[R2] says when a register can no longer be relied on', async () => {
    await take('merge', 'r1');
    const model = await open.model();
    expect(model.freshness(REGISTER, '2026-11-26T02:14:00.000Z')).toBe('fresh');
    expect(model.freshness(REGISTER, '2026-11-26T02:14:01.000Z')).toBe('stale');
    expect(model.freshness('children', '2026-11-23T02:14:00.000Z')).toBe('never-loaded');
    expect(model.freshness('horoscopes', '2026-11-23T02:14:00.000Z')).toBe('never-loaded');
  });

  it('keeps what an undo would bring back, and nothing that was undone', async () => {
    const first = await take('merge', 'r1');
    const second = await take('replace', 'r2');
    await undo(await take('merge', 'r3'));
    expect((await open.model()).kept()).toEqual(new Set([first, second]));
  });

  it('[R8] takes an event twice as once, and passes over other streams', async () => {
    await take('merge', 'r1');
    const model = await open.model();
    const before = model.state(REGISTER);
    for await (const event of open.log.read(`register/${REGISTER}`)) {
      model.apply(event);
      model.apply({ ...event, stream: 'incident/1', position: 99 });
      model.apply({ ...event, stream: 'register/horoscopes', position: 100 });
    }
    expect(model.state(REGISTER)).toBe(before);
    expect(model.manifest('horoscopes')).toBeUndefined();
  });
});
