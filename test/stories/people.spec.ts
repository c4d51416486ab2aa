import type { Card, IncidentSummary } from '../../server/contract/index.js';
import { ControlRoom } from '../support/control-room.js';

describe('who is meant, and who is not', () => {
  const room = ControlRoom.open();

  test('[R4] "not this person": the handler disputes by keyboard; the flag stays, labelled, for them and for the officer', async () => {
    const user = await room.seat('handler');
    await user.fill('Given names', 'Mabel');
    await user.fill('Surname', 'Collins');
    await user.fill('Date of birth', '9/9/1981');
    const marker = user.region('Flags').getByRole('button', { name: /Threatened with a shotgun/ });
    await user.goTo(marker);
    await user.press('Enter');
    const dispute = user.region('Evidence').getByRole('button', { name: /^Not this person/ });
    // What is only typed has no card yet: there is nothing to dispute.
    expect(await dispute.count()).toBe(0);
    await user.press('Control+Enter');
    await dispute.first().waitFor();
    await user.goTo(dispute);
    await user.press('Enter');
    await user.page.getByLabel('How do you know?').waitFor();
    await user.fill('How do you know?', 'she says she has never lived there');
    expect(await user.violations()).toEqual([]);
    await user.shot('dispute-dialog');
    await user.press('Enter');
    await user
      .region('Flags')
      .getByText(/disputed by .*call handler/)
      .first()
      .waitFor();
    await user.region('Evidence').getByText('she says she has never lived there').first().waitFor();
    expect(await user.pointerUses()).toBe(0);
    expect(await user.violations()).toEqual([]);
    await user.shot('disputed');
    expect(user.errors).toEqual([]);

    const [dispatcher, officer] = await Promise.all([
      room.outrider.signIn('dispatcher'),
      room.outrider.signIn('officer1'),
    ]);
    const [incident] = (await dispatcher.get<IncidentSummary[]>('/api/incidents')).body;
    const id = incident!.id;
    await dispatcher.post(`/api/incidents/${id}/dispatch`, { officers: ['officer1'] });
    const card = (await officer.get<Card>(`/api/incidents/${id}/card`)).body;
    const said = card.matches.find(({ disputed }) => disputed?.role === 'handler');
    expect(said).toMatchObject({ standing: 'unreviewed' });
    expect(card.flags).toContainEqual(
      expect.objectContaining({ matchIds: expect.arrayContaining([said!.id]) as string[] }),
    );

    const phone = await room.seat('officer1', '/', { width: 390, height: 844 });
    await phone.page
      .getByText(/disputed by/)
      .first()
      .waitFor();
    const fact = phone.page.getByRole('button', { name: /Firearms: .*shotgun/i }).first();
    await phone.goTo(fact);
    await phone.press('Enter');
    const atTheDoor = phone.page.getByRole('button', { name: /^Not this person/ });
    await phone.goTo(atTheDoor);
    await phone.press('Enter');
    await phone.fill('How do you know?', 'the holder is 70 and upstairs');
    await phone.press('Enter');
    await phone.page.getByText('the holder is 70 and upstairs').first().waitFor();
    expect(await phone.violations()).toEqual([]);
    await phone.shot('officer-disputed');
    expect(phone.errors).toEqual([]);

    // The supervisor has the same button, and takes back what others said.
    const supervisor = await room.seat('supervisor');
    const row = supervisor.page.locator(`[data-id="${id}"]`).getByRole('button').first();
    await supervisor.goTo(row);
    await supervisor.press('Enter');
    const hers = supervisor.region('Flags').getByRole('button', { name: /Threatened with a shotgun/ });
    await supervisor.goTo(hers);
    await supervisor.press('Enter');
    const back = supervisor.region('Evidence').getByRole('button', { name: /^Take back/ });
    await supervisor.goTo(back);
    await supervisor.press('Enter');
    await supervisor.page.getByText('says that it is not this person').waitFor();
    expect(await supervisor.violations()).toEqual([]);
    await supervisor.shot('dispute-taken-back');
    await supervisor.press('Enter');
    await supervisor
      .region('Evidence')
      .getByRole('button', { name: /^Not this person/ })
      .first()
      .waitFor();
    expect(supervisor.errors).toEqual([]);
  });

  test('a repeat victim is counted; “Harry is outside” finds the Henry on her marker, the words marked, and asks about the number in the text', async () => {
    const user = await room.seat('handler');
    await user.fill('Given names', 'Mabel');
    await user.fill('Surname', 'Collins');
    await user.fill('Date of birth', '9/9/1981');
    // The call before this one, and this one: by the definition she is a repeat victim, and it is listed.
    const handler = await room.outrider.signIn('handler');
    await handler.post('/api/incidents', {
      source: '999',
      category: 'Domestic abuse',
      people: [{ role: 'victim', givenNames: 'Mabel', surname: 'Collins', dateOfBirth: '1981-09-09' }],
    });
    await user.fill('Category', 'Domestic abuse');
    const repeat = user.region('Flags').getByRole('button', { name: /Repeat victim: Mabel Collins/ });
    await user.goTo(repeat);
    await user.press('Enter');
    await user
      .region('Evidence')
      .getByText(/this incident$/)
      .first()
      .waitFor();
    expect(await user.region('Evidence').innerText()).toMatch(/repeat-victim\/1/);
    await user.shot('repeat-victim');
    await user.fill('Narrative', 'Says Harry is outside with a bat. Rings her from 07700 900999.');
    const named = user.region('Named in the call');
    await named.getByText('Henry Lansdowne', { exact: true }).waitFor();
    expect(await named.locator('mark').allInnerTexts()).toEqual(['Harry']);
    expect(await named.innerText()).toMatch(/“Harry” is short for Henry/);
    await user
      .region('Flags')
      .getByText(/A number in the text/)
      .first()
      .waitFor();
    expect(await user.violations()).toEqual([]);
    await user.shot('named-in-call');
    expect(user.errors).toEqual([]);
  });
});
