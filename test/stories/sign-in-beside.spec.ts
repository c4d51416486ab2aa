import type { Browser, Page } from 'playwright-core';
import type { SessionState } from '../../server/contract/index.js';
import { App } from '../support/app.js';
import { freePort } from '../support/free-port.js';
import { KeyboardUser, openBrowser } from '../support/keyboard-user.js';
import { RealProvider } from '../support/sign-in-provider.js';

const WITH_ACCOUNT = 'With your force’s account';
const WHY = 'she rang the front desk about it';
const WORDS = 'He is at the back door';

describe('[R7] signing in at the force’s provider, while something is typed', () => {
  let provider: RealProvider;
  let app: App;
  let browser: Browser;

  beforeAll(async () => {
    for (const level of ['info', 'warn'] as const) jest.spyOn(console, level).mockReturnValue();
    const port = await freePort();
    provider = await RealProvider.open(`http://127.0.0.1:${port}`);
    provider.people.set('r.okafor', { name: 'R. Okafor', groups: ['CN=Handlers,OU=Control'] });
    const env = { ...provider.settings, PORT: String(port), OUTRIDER_COVER_MINUTES: '600' };
    [app, browser] = await Promise.all([
      App.open({ registers: false, at: new Date().toISOString(), env: { ...env, OUTRIDER_LOCAL_SIGN_IN: 'on' } }),
      openBrowser(),
    ]);
    // The provider's clock goes with Outrider's, which the test moves.
    provider.lie((claims, sign) => sign({ ...claims, auth_time: Date.parse(app.time.now()) / 1000 }));
  });
  afterAll(async () => {
    await browser.close();
    await app.close();
    await provider.goAway();
  });

  /** At the provider's own page, by keyboard. */
  const signIn = async (page: Page): Promise<void> => {
    await page.waitForURL(/interaction/);
    await page.getByPlaceholder('Enter any login').focus();
    await page.keyboard.type('r.okafor');
    await page.keyboard.press('Tab');
    await page.keyboard.type('any');
    await page.keyboard.press('Enter');
  };
  /** Presses what opens a window, signs in there, and waits until that window is gone. */
  const signInBeside = async (user: KeyboardUser, button: string): Promise<void> => {
    await user.goTo(user.page.getByRole('button', { name: button }));
    const [beside] = await Promise.all([user.page.waitForEvent('popup'), user.press('Enter')]);
    const gone = beside.waitForEvent('close');
    await signIn(beside);
    await gone;
  };
  const keptByBrowser = ({ page }: KeyboardUser): Promise<string> =>
    page.evaluate(() => JSON.stringify([sessionStorage, localStorage].map((kept) => Object.entries(kept))));

  test('for proof, and again when the session has ended: the call and the reason that were typed stay, and are kept nowhere', async () => {
    const id = await app.report({ people: [{ role: 'victim', givenNames: 'Ada', surname: 'Lovelace' }] });
    const user = await KeyboardUser.at(browser, app.url);
    const { page } = user;
    await user.goTo(page.getByRole('button', { name: 'Sign in with your force’s account' }));
    await user.press('Enter');
    await signIn(page);
    const narrative = page.getByLabel('Narrative', { exact: true });
    await user.goTo(narrative);
    await page.keyboard.type(WORDS);

    await app.advance('6 min');
    await user.goTo(page.getByLabel('Find an incident'));
    await page.keyboard.type('nothing of mine');
    await user.goTo(page.getByRole('button', { name: 'Read an incident that is not yours…' }));
    await user.press('Enter');
    await user.fill('Its reference', id);
    await user.fill('Why must you see it now?', WHY);
    await user.press('Enter');
    await page.getByRole('dialog', { name: 'Confirm that it is you' }).waitFor();
    expect(await user.violations()).toEqual([]);
    await user.shot('sign-in-beside');
    await signInBeside(user, WITH_ACCOUNT);
    await page.getByText('Ada Lovelace').first().waitFor();
    expect((await app.events(id)).map(({ type }) => type)).toContain('glass-broken');
    expect(await narrative.inputValue()).toBe(WORDS);
    for (const typed of [WORDS, WHY]) expect(await keptByBrowser(user)).not.toContain(typed);

    // One session took the place of the other; an administrator ends it.
    const token = await page.evaluate(() => JSON.parse(sessionStorage.getItem('outrider.session') ?? '{}').token);
    expect((await app.call<SessionState[]>('GET', '/api/sessions', { token })).body).toHaveLength(1);
    await app.call('DELETE', '/api/users/r.okafor/sessions', { token: (await app.as('admin')).token });
    await page.getByText('Your session has ended').waitFor();
    await signInBeside(user, 'Sign in with your force’s account');
    await page.getByText('Your session has ended').waitFor({ state: 'hidden' });
    expect(await narrative.inputValue()).toBe(WORDS);
    expect(await keptByBrowser(user)).not.toContain(WORDS);
    expect(await user.pointerUses()).toBe(0);
    await page.context().close();
  });
});
