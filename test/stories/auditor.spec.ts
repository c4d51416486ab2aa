import { readFile } from 'node:fs/promises';
import type { IncidentReply } from '../../server/contract/index.js';
import { ControlRoom } from '../support/control-room.js';

describe('an auditor asks who saw a person, when, why and which fields', () => {
  const room = ControlRoom.open();

  test('[R7] by keyboard: from a name to the record, to who was shown it, to a file that can be verified', async () => {
    const handler = await room.outrider.signIn('handler');
    const { body } = await handler.post<IncidentReply>('/api/incidents', {
      source: '999',
      people: [{ role: 'victim', givenNames: 'Mabel', surname: 'Collins', dateOfBirth: '1981-09-09' }],
      location: { text: '1 High Street, Billericay, CM12 9BE' },
    });
    await (await room.outrider.signIn('supervisor')).get(`/api/incidents/${body.id}`);
    const auditor = await room.seat('auditor');
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
