import type { Browser } from 'playwright-core';
import { PASSWORD } from '../support/api.js';
import { App } from '../support/app.js';
import { KeyboardUser, openBrowser } from '../support/keyboard-user.js';

describe('who may sign in', () => {
  let app: App;
  let browser: Browser;

  beforeAll(async () => {
    [app, browser] = await Promise.all([App.open({ registers: false, at: new Date().toISOString() }), openBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });

  test('[R7] an administrator confirms that it is them, and by keyboard makes an account, changes it, and takes it away', async () => {
    const admin = await KeyboardUser.at(browser, app.url);
    const { page } = admin;
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await admin.signIn('admin', PASSWORD);
    await admin.goTo(page.getByRole('link', { name: 'People' }));
    await admin.press('Enter');
    const people = admin.region('People');
    const account = page.getByRole('dialog', { name: 'Account' });
    await people.getByRole('button', { name: 'Call handler 1' }).waitFor();
    expect(await admin.violations()).toEqual([]);
    await admin.shot('people');

    await app.advance('6 min');
    await admin.press('n');
    await admin.fill('User name, to sign in with', 'newcomer');
    await admin.fill('Name, as colleagues see it', 'Someone New');
    await admin.goTo(page.getByLabel('call handler', { exact: true }));
    await admin.press('Space');
    expect(await admin.violations()).toEqual([]);
    await admin.shot('people-new');
    await admin.press('Enter');

    const proof = page.getByLabel('Your password');
    await proof.waitFor();
    await admin.fill('Your password', 'not this one');
    await admin.press('Enter');
    await page.getByText('The password is wrong.').waitFor();
    expect(await admin.violations()).toEqual([]);
    await admin.shot('step-up');
    await admin.fill('Your password', PASSWORD);
    await admin.press('Enter');

    const shown = page.getByRole('textbox', { name: 'One-time password' });
    await shown.waitFor();
    await account.waitFor({ state: 'hidden' });
    const oneTime = await shown.inputValue();
    expect(await admin.violations()).toEqual([]);
    await admin.shot('people-one-time');
    await admin.goTo(page.getByRole('button', { name: /^Copy and close/ }));
    await admin.press('Enter');
    await shown.waitFor({ state: 'detached' });
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(oneTime);

    await people.getByText('Has not chosen a password yet').waitFor();
    await admin.fill('Name, user name or role', 'someone');
    const row = people.getByRole('button', { name: 'Someone New' });
    await admin.goTo(row);
    await admin.press('Enter');
    await admin.goTo(page.getByLabel('dispatcher', { exact: true }));
    await admin.press('Space');
    await admin.press('Enter');
    await people.getByText('call handler, dispatcher').waitFor();
    await account.waitFor({ state: 'hidden' });
    await admin.goTo(row);
    await admin.press('Enter');
    await admin.goTo(page.getByRole('button', { name: 'Disable' }));
    await admin.press('Enter');
    await people.getByText('Disabled', { exact: true }).waitFor();
    await account.waitFor({ state: 'hidden' });
    await page.setViewportSize({ width: 390, height: 844 });
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await admin.violations()).toEqual([]);
    // Everybody else's screens are a row of their own.
    await inOneRow(admin, 'button:visible');
    await inOneRow(admin, 'a:visible');
    await admin.shot('people-phone-night');
    const body = { username: 'newcomer', password: oneTime, newPassword: 'seven green lamps' };
    expect((await app.call('POST', '/api/session', { body })).status).toBe(401);

    expect(await admin.pointerUses()).toBe(0);
    // What was refused until it was confirmed is all that the browser minded.
    expect(admin.errors.filter((error) => !error.includes('401'))).toEqual([]);
    await page.context().close();
  });

  test('on a phone every screen and the way out are in one row', async () => {
    const phone = await KeyboardUser.at(browser, app.url, { width: 390, height: 844 });
    await phone.signIn('officer1', PASSWORD);
    const out = phone.page.getByRole('button', { name: 'Sign out' });
    await out.waitFor();
    await inOneRow(phone);
    await phone.shot('phone-header');
    await phone.goTo(phone.page.getByRole('link', { name: 'My shift' }));
    await phone.press('Enter');
    await phone.region('Yours').waitFor();
    await inOneRow(phone);
    expect(await phone.violations()).toEqual([]);
    await phone.shot('phone-shift');
    expect(phone.errors).toEqual([]);
    await phone.page.context().close();
  });

  test('[R7] an officer confirms that it is them before they read what is not theirs, and reads it', async () => {
    const id = await app.report({ people: [{ role: 'victim', givenNames: 'Ada', surname: 'Lovelace' }] });
    const phone = await KeyboardUser.at(browser, app.url, { width: 390, height: 844 });
    await phone.signIn('officer2', PASSWORD);
    await phone.goTo(phone.page.getByRole('button', { name: 'Read an incident that is not yours' }));
    await app.advance('6 min');
    await phone.press('Enter');
    await phone.fill('Its reference', id);
    await phone.fill('Why must you see it now?', 'met her in the street');
    await phone.press('Enter');
    await phone.page.getByLabel('Your password').waitFor();
    await phone.fill('Your password', PASSWORD);
    expect(await phone.violations()).toEqual([]);
    await phone.shot('step-up-phone');
    await phone.press('Enter');
    await phone.page.getByText('Ada Lovelace').first().waitFor();
    expect(await phone.pointerUses()).toBe(0);
    await phone.page.context().close();
  });
});

/** Everything in the header that can be pressed: in one row, 48 px each, none of it outside. */
async function inOneRow({ page }: KeyboardUser, which = 'a:visible, button:visible'): Promise<void> {
  const targets = await page.getByRole('banner').locator(which).all();
  const boxes = await Promise.all(targets.map(async (target) => (await target.boundingBox())!));
  expect(boxes.length).toBeGreaterThan(1);
  expect(new Set(boxes.map(({ y, height }) => y + height / 2)).size).toBe(1);
  expect(boxes.every(({ width, height }) => width >= 48 && height >= 48)).toBe(true);
  expect(Math.max(...boxes.map(({ x, width }) => x + width))).toBeLessThanOrEqual(390);
}
