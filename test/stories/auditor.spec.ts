import { readFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import type { IncidentReply } from '../../server/contract/index.js';
import { PASSWORD } from '../support/api.js';
import { KeyboardUser, openBrowser } from '../support/keyboard-user.js';
import { Outrider } from '../support/outrider.js';

describe('an auditor asks who saw a person, when, why and which fields', () => {
  let outrider: Outrider;
  let browser: Browser;

  beforeAll(async () => {
    outrider = await Outrider.start();
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await outrider?.stop();
  });

  test('[R7] by keyboard: from a name to the record, to who was shown it, to a file that can be verified', async () => {
    const handler = await outrider.signIn('handler');
    const { body } = await handler.post<IncidentReply>('/api/incidents', {
      source: '999',
      people: [{ role: 'victim', givenNames: 'Mabel', surname: 'Collins', dateOfBirth: '1981-09-09' }],
      location: { text: '1 High Street, Billericay, CM12 9BE' },
    });
    await (await outrider.signIn('supervisor')).get(`/api/incidents/${body.id}`);
    const auditor = await KeyboardUser.at(browser, outrider.url);
    await auditor.signIn('auditor', PASSWORD);
    const { page } = auditor;
    await auditor.fill('Given names', 'Mabel');
    await auditor.fill('Surname', 'Collins');
    await auditor.press('Enter');
    const found = page.getByRole('list', { name: 'Where they could be' });
    await found.getByRole('button', { name: body.reference }).focus();
    await auditor.press('Enter');
    const row = page.getByRole('row').filter({ hasText: 'consultation' }).filter({ hasText: 'supervising' });
    await row.getByRole('button').focus();
    await auditor.press('Enter');
    await page.getByText('record.summary').waitFor();
    await page.getByRole('button', { name: /^critical-marker\/.*@/ }).waitFor();
    expect(await auditor.violations()).toEqual([]);
    await auditor.shot('auditor');
    const downloads = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export' }).focus();
    await auditor.press('Enter');
    const exported = await readFile(await (await downloads).path(), 'utf8');
    expect(exported.trim().split('\n').at(-1)).toContain('"signature"');
    expect(exported).not.toContain('Mabel');
    await page.getByText('recorded as a disclosure').waitFor();
    expect(page.url()).not.toMatch(/Mabel|Collins/);
    expect(auditor.errors).toEqual([]);
  });
});
