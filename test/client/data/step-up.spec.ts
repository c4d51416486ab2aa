import { Session } from '../../../client/data/session.js';
import { App } from '../../support/app.js';
import { PASSWORD } from '../../support/api.js';
import { freePort } from '../../support/free-port.js';
import { RealProvider } from '../../support/sign-in-provider.js';

/** What a tab keeps, as the browser has it. */
function tabStorage(): Storage {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  } as Storage;
}

const fetchNow = globalThis.fetch;

/** Where a tab is: an address without a host is of this Outrider. */
function openTabAt(app: App): Session {
  jest
    .spyOn(globalThis, 'fetch')
    .mockImplementation((to, init) => fetchNow(typeof to === 'string' && to.startsWith('/') ? app.url + to : to, init));
  return new Session(tabStorage());
}

describe('what needs proof of who it is', () => {
  let app: App;
  let session: Session;
  const rename = (name: string) =>
    session.ask({
      method: 'PATCH',
      path: '/api/users/officer7',
      headers: { 'idempotency-key': name },
      body: { name },
    });

  beforeEach(async () => {
    app = await App.open({ registers: false });
    session = openTabAt(app);
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

test('[R7] whoever has no password here proves it to the provider: this tab signs in again with what comes back', async () => {
  jest.spyOn(console, 'info').mockReturnValue();
  jest.spyOn(console, 'warn').mockReturnValue();
  const port = await freePort();
  const provider = await RealProvider.open(`http://127.0.0.1:${port}`);
  provider.people.set('r.okafor', { name: 'R. Okafor', groups: ['CN=Handlers,OU=Control'] });
  const env = { ...provider.settings, OUTRIDER_LOCAL_SIGN_IN: 'on', PORT: String(port) };
  const app = await App.open({ registers: false, at: new Date().toISOString(), env });
  const session = openTabAt(app);
  const goThere = async (begun: Awaited<ReturnType<Session['begin']>>) => {
    if (!begun.ok) throw new Error(begun.detail);
    return session.finish(await provider.signIn(begun.value, 'r.okafor'));
  };
  expect(await goThere(await session.begin())).toBeUndefined();
  const first = session.token;
  expect(await session.confirm(PASSWORD)).toMatchObject({ code: 'KEPT_BY_PROVIDER' });
  expect(await goThere(await session.beginAgain())).toBeUndefined();
  expect(session.token).not.toBe(first);
  await session.signOut();
  jest.restoreAllMocks();
  await app.close();
  await provider.goAway();
});
