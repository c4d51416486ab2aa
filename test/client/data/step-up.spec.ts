import { handOn } from '../../../client/data/other-window.js';
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

describe('whoever has no password here', () => {
  let provider: RealProvider;
  let app: App;
  let session: Session;

  beforeEach(async () => {
    jest.spyOn(console, 'info').mockReturnValue();
    jest.spyOn(console, 'warn').mockReturnValue();
    const port = await freePort();
    provider = await RealProvider.open(`http://127.0.0.1:${port}`);
    for (const name of ['r.okafor', 'j.lund']) provider.people.set(name, { name, groups: ['CN=Handlers,OU=Control'] });
    const env = { ...provider.settings, OUTRIDER_LOCAL_SIGN_IN: 'on', PORT: String(port) };
    app = await App.open({ registers: false, at: new Date().toISOString(), env });
    session = openTabAt(app);
    const begun = await session.begin();
    expect(await session.finish(await provider.signIn(begun.ok ? begun.value : '', 'r.okafor'))).toBeUndefined();
  });
  afterEach(async () => {
    await session.signOut();
    jest.restoreAllMocks();
    await app.close();
    await provider.goAway();
  });

  /** As a person does in the window that opens. */
  const signsIn = (username: string) => async (location: string) => handOn(await provider.signIn(location, username));
  const beside = (show: (location: string) => unknown, stop = new AbortController().signal) =>
    session.signInBeside((location) => void show(location), stop);
  const isSignedIn = async (token = '') => (await app.call('GET', '/api/sessions', { token })).status === 200;

  test('[R7] proves it to the provider in a window of its own: a new session takes the place of this one', async () => {
    const first = session.token;
    expect(await session.confirm(PASSWORD)).toMatchObject({ code: 'KEPT_BY_PROVIDER' });
    const proved = session.stepUp.prove();
    expect(await beside(signsIn('r.okafor'))).toBeUndefined();
    expect(await proved).toBe(true);
    expect(session.token).not.toBe(first);
    expect([await isSignedIn(first), await isSignedIn(session.token)]).toEqual([false, true]);
  });

  test('[R7] proves nothing with somebody else’s account, and stays signed in', async () => {
    const first = session.token;
    const proved = session.stepUp.prove();
    expect(await beside(signsIn('j.lund'))).toMatchObject({ code: 'NOT_ALLOWED' });
    expect([session.token, session.stepUp.asked.value]).toEqual([first, true]);
    session.stepUp.answer(false);
    expect(await proved).toBe(false);
  });

  test('[R7] who leaves the question is signed in nowhere else, and hears no answer but their own', async () => {
    const first = session.token;
    const stop = new AbortController();
    const left = beside((location) => {
      handOn('?code=x&state=of-another-page');
      stop.abort();
      return signsIn('r.okafor')(location);
    }, stop.signal);
    expect(await left).toBeUndefined();
    expect(session.token).toBe(first);
  });

  test('[R7] after the session has ended whoever comes is signed in the same way', async () => {
    session.expire();
    expect(await beside(signsIn('j.lund'))).toBeUndefined();
    expect(session.state.value).toMatchObject({ kind: 'signed-in', user: { id: 'j.lund' } });
  });
});
