import type { Browser } from 'playwright-core';
import { KeyboardUser, openBrowser } from '../support/keyboard-user.js';
import { Outrider, PASSWORD } from '../support/outrider.js';
import { freePort } from '../support/free-port.js';
import { RealProvider } from '../support/sign-in-provider.js';
import type { UserReply } from '../../server/contract/index.js';

describe('signing in', () => {
  let outrider: Outrider;
  let provider: RealProvider;
  let browser: Browser;

  beforeAll(async () => {
    for (const level of ['info', 'warn'] as const) jest.spyOn(console, level).mockReturnValue();
    const port = await freePort();
    provider = await RealProvider.open(`http://127.0.0.1:${port}`);
    provider.people.set('r.okafor', { name: 'R. Okafor', groups: ['CN=Supervisors,OU=Control'] });
    const env = { ...provider.settings, OUTRIDER_LOCAL_SIGN_IN: 'on', PORT: String(port) };
    [outrider, browser] = await Promise.all([Outrider.start({ env }), openBrowser()]);
  });
  afterAll(async () => {
    await browser.close();
    await outrider.stop();
    await provider.goAway();
  });

  test('through the force’s provider, by keyboard; while it is away that is said, and the local way is there', async () => {
    const user = await KeyboardUser.at(browser, outrider.url);
    const button = user.page.getByRole('button', { name: 'Sign in with your force’s account' });
    await user.goTo(button);
    expect(await user.violations()).toEqual([]);
    await user.shot('sign-in-both-ways');
    await user.press('Enter');
    await user.page.waitForURL(/interaction/);
    await user.page.getByPlaceholder('Enter any login').focus();
    await user.page.keyboard.type('r.okafor');
    await user.page.keyboard.press('Tab');
    await user.page.keyboard.type('any');
    await user.page.keyboard.press('Enter');
    await user.page.getByRole('navigation').getByRole('link').first().waitFor();
    await user.page.getByText('R. Okafor').first().waitFor();
    // What the provider answered stands in no address any more.
    expect(user.page.url()).not.toMatch(/code|state/);

    await provider.goAway();
    const other = await KeyboardUser.at(browser, outrider.url);
    await other.goTo(other.page.getByRole('button', { name: 'Sign in with your force’s account' }));
    await other.press('Enter');
    await other.page.getByText('The sign-in provider does not answer').waitFor();
    await other.signIn('handler', PASSWORD);
    await other.page.getByRole('navigation').getByRole('link').first().waitFor();
    await provider.comeBack();
    for (const { page } of [user, other]) await page.context().close();
  });

  test('a one-time password is for choosing one’s own', async () => {
    const admin = await outrider.signIn('admin');
    const { body } = await admin.post<UserReply>('/api/users', {
      username: 'newcomer',
      name: 'A Newcomer',
      roles: ['dispatcher'],
    });
    const user = await KeyboardUser.at(browser, outrider.url);
    await user.signIn('newcomer', body.password ?? '');
    await user.page.getByLabel('New password').waitFor();
    expect(await user.violations()).toEqual([]);
    await user.shot('sign-in-new-password');
    await user.fill('New password', 'seven green lamps');
    await user.press('Enter');
    await user.page.getByText('A Newcomer').first().waitFor();
    expect(user.errors.filter((error) => !error.includes('403'))).toEqual([]);
    await user.page.context().close();
  });
});
