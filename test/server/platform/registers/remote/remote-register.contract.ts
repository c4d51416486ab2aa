import type { RemoteQuestion } from '../../../../../server/contract/index.js';
import type { Remote } from '../../../../../server/domain/register/types.js';
import type { RemoteRegister } from '../../../../../server/ports.js';
import { BADLY, says, StubRegister } from '../../../../support/stub-register.js';

const QUESTION: RemoteQuestion = {
  at: '2026-07-30T12:00:00.000Z',
  subjects: [{ kind: 'phone', phone: '07700 900123' }],
};
const REPLY = {
  asOf: '2026-07-30T11:59:00.000Z',
  complete: true,
  records: [{ recordId: 'F-1', summary: 'One shotgun', recordedAt: '2026-01-05', phones: ['07700 900123'] }],
};
/** Waited for on purpose, where an answer never comes. */
const SOON = { slowSeconds: 1, restSeconds: 0.05 };

/** Resolves when it may be tried again. */
async function rested(register: RemoteRegister): Promise<void> {
  while (register.state().standing === 'rests') await new Promise((resolve) => setImmediate(resolve));
}

/** What every adapter of a remote register must do, against a real server. */
export function describeRemoteRegister(open: (stub: StubRegister, remote?: Partial<Remote>) => RemoteRegister): void {
  let stub: StubRegister;
  beforeEach(async () => {
    stub = await StubRegister.start();
  });
  afterEach(() => stub.stop());

  it('asks the question and tells the answer as it was sent', async () => {
    stub.answers(says(REPLY));
    const register = open(stub);
    expect(await register.ask(QUESTION)).toEqual({ kind: 'answered', reply: REPLY });
    expect(stub.questions).toEqual([QUESTION]);
    expect(register.state()).toMatchObject({ standing: 'answers', asking: 0 });
  });

  it.each(Object.entries(BADLY))('[R2] tells that there is no answer when the register %s', async (_how, badly) => {
    stub.answers(badly);
    const register = open(stub, SOON);
    const told = await register.ask(QUESTION);
    expect(told).toEqual({ kind: 'failed', reason: expect.any(String) as string });
    expect(register.state()).toMatchObject({ standing: 'fails', failure: (told as { reason: string }).reason });
    // And none of it stays: the next good answer is taken.
    stub.answers(says(REPLY));
    expect(await register.ask(QUESTION)).toMatchObject({ kind: 'answered' });
  });

  it('tells that nobody listens there', async () => {
    const register = open(stub);
    await stub.stop();
    expect(await register.ask(QUESTION)).toEqual({ kind: 'failed', reason: 'it took no connection' });
    stub = await StubRegister.start();
  });

  it('leaves a register alone that fails too often, and says of it what was wrong', async () => {
    stub.answers(BADLY['is out of order']);
    const register = open(stub, { restSeconds: 600 });
    for (let n = 0; n < 5; n += 1) await register.ask(QUESTION);
    expect(register.state()).toMatchObject({ standing: 'rests', failure: 'it answered with status 503' });
    expect(await register.ask(QUESTION)).toEqual({ kind: 'failed', reason: 'it answered with status 503' });
    expect(stub.questions).toHaveLength(5);
  });

  it('tries it with one question after its rest, and goes on when it answers', async () => {
    stub.answers(BADLY['is out of order']);
    const register = open(stub, SOON);
    for (let n = 0; n < 5; n += 1) await register.ask(QUESTION);
    stub.answers(BADLY.hangs);
    await rested(register);
    await Promise.all([register.ask(QUESTION), register.ask(QUESTION), register.ask(QUESTION)]);
    expect(stub.questions).toHaveLength(6);
    stub.answers(says(REPLY));
    await rested(register);
    expect(await register.ask(QUESTION)).toMatchObject({ kind: 'answered' });
  });

  it('asks only so much at once, and lets the rest wait its turn', async () => {
    const register = open(stub, { atOnce: 2, slowSeconds: 10 });
    const open4 = [1, 2, 3, 4].map(() => register.ask(QUESTION));
    await stub.asked(2);
    expect(register.state().asking).toBe(2);
    expect(stub.questions).toHaveLength(2);
    await stub.stop();
    await Promise.all(open4);
    stub = await StubRegister.start();
  });

  it('is not held up by another register that hangs', async () => {
    const healthy = await StubRegister.start(says(REPLY));
    const hung = open(stub, { slowSeconds: 10 });
    const waiting = Array.from({ length: 20 }, () => hung.ask(QUESTION));
    await stub.asked(4);
    expect(await open(healthy).ask(QUESTION)).toMatchObject({ kind: 'answered' });
    await stub.stop();
    await Promise.all(waiting);
    await healthy.stop();
    stub = await StubRegister.start();
  });
}
