import { Session } from '../../../client/data/session.js';
import { App } from '../../support/app.js';
import { PASSWORD } from '../../support/api.js';

/** What a tab keeps, as the browser has it. */
function tabStorage(): Storage {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  } as Storage;
}

describe('what needs proof of who it is', () => {
  let app: App;
  let session: Session;
  const fetchNow = globalThis.fetch;
  const rename = (name: string) =>
    session.ask({
      method: 'PATCH',
      path: '/api/users/officer7',
      headers: { 'idempotency-key': name },
      body: { name },
    });

  beforeEach(async () => {
    app = await App.open({ registers: false });
    jest.spyOn(globalThis, 'fetch').mockImplementation((path, init) => fetchNow(app.url + (path as string), init));
    session = new Session(tabStorage());
    await session.signIn('admin', PASSWORD);
    await app.advance('6 min');
  });
  afterEach(async () => {
    await session.signOut();
    jest.restoreAllMocks();
    await app.close();
  });

  /** Waits until the question is up. */
  const asked = () =>
    new Promise<void>((resolve) => {
      if (session.stepUp.asked.value) return resolve();
      const stop = session.stepUp.asked.subscribe((isUp) => {
        if (!isUp) return;
        stop();
        resolve();
      });
    });

  test('[R7] waits for the password, and is then sent once more; a wrong one leaves the question up', async () => {
    const [one, other] = [rename('PC Seven'), rename('PC Seven of Seven')];
    await asked();
    expect(await session.confirm('not this one')).toMatchObject({ code: 'SIGN_IN_FAILED' });
    expect(session.stepUp.asked.value).toBe(true);
    expect(await session.confirm(PASSWORD)).toBeUndefined();
    expect(session.stepUp.asked.value).toBe(false);
    expect(await Promise.all([one, other])).toMatchObject([{ ok: true }, { ok: true }]);
    expect(await rename('PC 7')).toMatchObject({ ok: true });
  });

  test('is refused when the question is left, or the session ends under it', async () => {
    const left = rename('PC Seven');
    await asked();
    session.stepUp.answer(false);
    expect(await left).toMatchObject({ code: 'SIGN_IN_AGAIN' });
    const again = rename('PC Seven');
    await asked();
    session.expire();
    expect(await again).toMatchObject({ code: 'SIGN_IN_AGAIN' });
    expect(session.stepUp.asked.value).toBe(false);
  });
});
