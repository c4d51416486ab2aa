import type { Browser } from 'playwright-core';
import { App } from '../support/app.js';
import { PASSWORD } from '../support/api.js';
import { KeyboardUser, openBrowser } from '../support/keyboard-user.js';

const PERSON = { role: 'victim' as const, givenNames: 'Rosalind', surname: 'Attenborrow', dateOfBirth: '1979-02-03' };
const MARKER = { recordId: 'CM-7', summary: 'Threatened', recordedAt: '2026-01-14', people: [PERSON] };
const ELIAS = { id: 'officer2', givenNames: 'Elias', surname: 'Whitcombe', dateOfBirth: '1984-02-11' };
const PHONE = { width: 390, height: 844 };
const MINUTE = 60_000;

let app: App;
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());
beforeEach(async () => {
  app = await App.open({ registers: false });
  await app.take('critical-marker', MARKER);
});
afterEach(() => app.close());

async function at(
  username: string,
  screen: string,
  viewport?: { width: number; height: number },
): Promise<KeyboardUser> {
  const user = await KeyboardUser.at(browser, `${app.url}/#/${screen}`, viewport);
  await user.signIn(username, PASSWORD);
  return user;
}

/** The screen by day and by night, without a violation. */
async function look(user: KeyboardUser, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await user.page.emulateMedia({ colorScheme });
    expect(await user.violations()).toEqual([]);
    await user.shot(`${name}-${colorScheme}`);
  }
}

describe('what must be kept, and what may go', () => {
  test('[R7] by keyboard: a record is found, held, let go and erased; its name is typed again first', async () => {
    const id = await app.report({ people: [PERSON] });
    const admin = await at('admin', 'keeping');
    const { page } = admin;
    await admin.region('On legal hold').getByText('Nothing is on legal hold.').waitFor();
    await admin.press('q');
    await page.keyboard.type('critical-marker/CM-7');
    await admin.press('Enter');
    await page.getByText(`keep their copy until they are erased: ${app.card(id).situation.reference}`).waitFor();
    await admin.fill('Why', 'an inquest');
    await admin.press('Enter');
    await admin.region('On legal hold').getByText('an inquest').waitFor();
    expect(await page.getByRole('button', { name: 'Erase for good…' }).isDisabled()).toBe(true);
    await look(admin, 'keeping-held');
    await admin.fill('Why', 'the inquest is over');
    await admin.press('Enter');
    await admin.region('On legal hold').getByText('Nothing is on legal hold.').waitFor();
    await admin.goTo(page.getByRole('button', { name: 'Erase for good…' }));
    await admin.press('Enter');
    const dialog = page.locator('wa-dialog[open]');
    await admin.fill('Why', 'a request for erasure', dialog);
    await admin.fill('Type critical-marker/CM-7 again', 'critical-marker/CM-8', dialog);
    await admin.press('Enter');
    await dialog.getByText('nothing was erased').waitFor();
    await look(admin, 'keeping-dialog');
    await admin.fill('Type critical-marker/CM-7 again', 'critical-marker/CM-7', dialog);
    await admin.press('Enter');
    await admin.region('Erased').getByText('a request for erasure').waitFor();
    await app.settled();
    expect(app.card(id).matches).toEqual([]);
    expect(await page.content()).not.toContain('Attenborrow');
    expect(await admin.pointerUses()).toBe(0);
    expect(admin.errors).toEqual([]);
    const phone = await at('admin', 'keeping', PHONE);
    await phone.region('Erased').getByText('a request for erasure').waitFor();
    await look(phone, 'keeping-phone');
  });

  test('an inspector holds, an auditor looks: neither erases', async () => {
    for (const [who, buttons] of [
      ['inspector', ['Put on legal hold']],
      ['auditor', []],
    ] as const) {
      const user = await at(who, 'keeping');
      await user.fill('Reference of an incident, or register and record', 'critical-marker/CM-7');
      await user.press('Enter');
      await user.page.getByText('An erasure would take').waitFor();
      const shown = await user.region('Keep or erase').getByRole('button').allTextContents();
      expect(shown.map((text) => text.trim())).toEqual(['Find', ...buttons]);
    }
  });
});

describe('the list of the force’s own people', () => {
  test('[R17] is imported and undone by whoever keeps it, and looked into by professional standards alone', async () => {
    const admin = await at('admin', 'oversight');
    const list = admin.region('The list of our own');
    await list.getByText('It was never imported. It is old').waitFor();
    const lines = [
      { ...ELIAS, relatives: [{ givenNames: 'Norah', surname: 'Whitcombe', relation: 'wife' }] },
      { id: 'C-1' },
    ];
    const buffer = Buffer.from(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    const file = { name: 'list.ndjson', mimeType: 'application/x-ndjson', buffer };
    await list.getByLabel('NDJSON, a line each').setInputFiles(file);
    await admin.goTo(list.getByRole('button', { name: 'Import' }));
    await admin.press('Enter');
    await list.getByText('1 new or changed, 0 as they were, 0 taken off.').waitFor();
    await list.getByText('Line 2: givenNames').waitFor();
    expect(await admin.page.content()).not.toContain('Whitcombe');
    await look(admin, 'workforce-admin');
    const standards = await at('standards', 'oversight');
    await standards.fill('Look somebody up', 'whit');
    await standards.goTo(standards.page.getByRole('button', { name: /Elias Whitcombe/ }));
    await standards.press('Enter');
    await standards.page.getByText('Norah Whitcombe, wife').waitFor();
    await look(standards, 'workforce-standards');
    await standards.page.evaluate(() => (location.hash = '#/board'));
    await standards.page.getByText('Incidents', { exact: false }).first().waitFor();
    await admin.goTo(list.getByRole('button', { name: 'Undo this import' }));
    await admin.press('Enter');
    await list.getByText('People: 0.').waitFor();
    for (const { errors } of [admin, standards]) expect(errors).toEqual([]);
  });
});

describe('a desk that nobody touches', () => {
  const cover = ({ page }: KeyboardUser) => page.getByRole('button', { name: /Press Enter to show/ });

  test('[R7] covers itself, keeps what was typed, and no key reaches what is below; Enter shows it', async () => {
    const user = await KeyboardUser.at(browser, `${app.url}/#/oversight`);
    await user.page.clock.install({ time: app.time.now() });
    await user.signIn('supervisor', PASSWORD);
    await user.fill('Find an incident', 'Attenb');
    await user.page.clock.runFor(4 * MINUTE);
    expect(await cover(user).isVisible()).toBe(false);
    await user.page.clock.runFor(MINUTE + 2_000);
    await cover(user).waitFor();
    await look(user, 'covered');
    await user.press('x');
    await user.press('Enter');
    await cover(user).waitFor({ state: 'detached' });
    expect(await user.page.getByLabel('Find an incident').inputValue()).toBe('Attenb');
    expect(user.errors).toEqual([]);
  });

  test('[R13] shows itself when there is a danger to life', async () => {
    const user = await KeyboardUser.at(browser, `${app.url}/#/board`);
    await user.page.clock.install({ time: app.time.now() });
    await user.signIn('supervisor', PASSWORD);
    await user.page.getByText('Incidents').first().waitFor();
    await user.page.clock.runFor(6 * MINUTE);
    await cover(user).waitFor();
    await app.take('firearms', {
      recordId: 'F-1',
      summary: 'Two shotguns',
      recordedAt: '2026-01-14',
      people: [PERSON],
    });
    await app.report({ people: [{ ...PERSON, role: 'suspect' }], weapons: 'a shotgun' });
    await cover(user).waitFor({ state: 'detached' });
  });

  test('[R13] is not covered while a call is being taken', async () => {
    const user = await KeyboardUser.at(browser, app.url);
    await user.page.clock.install({ time: app.time.now() });
    await user.signIn('handler', PASSWORD);
    await user.page.getByRole('heading', { name: 'New call' }).waitFor();
    await user.page.keyboard.type('She is whispering');
    await user.page.clock.runFor(20 * MINUTE);
    expect(await cover(user).isVisible()).toBe(false);
  });
});
