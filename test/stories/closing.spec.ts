import type { IncidentReply, IncidentSummary } from '../../server/contract/index.js';
import { ControlRoom } from '../support/control-room.js';
import type { KeyboardUser } from '../support/keyboard-user.js';

const PHONE = { width: 390, height: 844 };

describe('an incident is closed by three people, and a shift ends by handing it over', () => {
  const room = ControlRoom.open((user) => {
    // What is refused is no fault of the page.
    expect(user.errors.filter((error) => !error.includes('409'))).toEqual([]);
  });

  const at = (username: string, viewport?: typeof PHONE): Promise<KeyboardUser> => room.seat(username, '/', viewport);

  const question = ({ page }: KeyboardUser) => page.locator('wa-dialog[open]');

  /** Domestic abuse, attended by two officers, the first of whom has left again. */
  async function attended(): Promise<IncidentReply> {
    const handler = await room.outrider.signIn('handler');
    const { body } = await handler.post<IncidentReply>('/api/incidents', {
      source: '999',
      category: 'Domestic abuse',
      grade: 'priority',
      people: [{ role: 'victim', givenNames: 'Mabel', surname: 'Collins', dateOfBirth: '1981-09-09' }],
      location: { text: '1 High Street, Billericay, CM12 9BE' },
    });
    const dispatcher = await room.outrider.signIn('dispatcher');
    const path = `/api/incidents/${body.id}`;
    await dispatcher.post(`${path}/dispatch`, { officers: ['officer1', 'officer2'], etaMinutes: 5 });
    for (const officer of ['officer1', 'officer2']) {
      await dispatcher.post(`${path}/arrival`, { officer });
      await dispatcher.post(`${path}/departure`, { officer });
    }
    return body;
  }

  test('[R6] refused with what is missing, signed on the phone and by keyboard, closed: it leaves every board', async () => {
    const { id, reference } = await attended();
    const board = await at('supervisor');
    await board.page.locator('out-board-row').getByText(reference).first().waitFor();
    await board.press('ArrowDown');
    await board.press('c');
    await question(board).getByText('Not signed: the sergeant’s assessment.').waitFor();
    await board.fill('Result', 'No crime', question(board));
    await board.press('Enter');
    await question(board).getByRole('alert').waitFor();
    expect(await board.violations()).toEqual([]);
    await board.shot('closing-refused');
    await board.press('Escape');

    const phone = await at('officer1', PHONE);
    await phone.page.getByRole('button', { name: 'Sign', exact: true }).click();
    const form = question(phone);
    await form.getByLabel('What did you assess, and what do you think?').fill('Seen alone, no injury. He is gone.');
    for (const yes of await form.getByLabel('Yes, done').all()) await yes.check();
    for (const note of await form.getByLabel('In words').all()) await note.fill('as it was');
    await phone.shot('closing-phone');
    await form.getByRole('button', { name: 'Sign your assessment' }).click();
    await phone.page.getByText(/signed: officer’s update/).waitFor();

    const sergeant = await at('sergeant');
    await sergeant.region('Waiting for your assessment').getByText(reference).waitFor();
    await sergeant.press('ArrowDown');
    await sergeant.press('n');
    await sergeant.fill(
      'What did you assess, and what do you think?',
      'The grade and the plan are right',
      question(sergeant),
    );
    await sergeant.press('Enter');
    await sergeant.page.getByText(/Sign your assessment: done/).waitFor();
    expect(await sergeant.violations()).toEqual([]);
    expect(await sergeant.pointerUses()).toBe(0);

    await board.press('n');
    await board.fill('What did you assess, and what do you think?', 'Nothing is left open', question(board));
    await board.press('Enter');
    await board.page.getByText(/Sign your assessment: done/).waitFor();
    await board.press('c');
    await question(board).getByText('Everything has been done and signed.').waitFor();
    await board.fill('Result', 'Arrest', question(board));
    await board.press('Enter');
    await board.page.getByText('This incident is no longer on your board.').waitFor({ state: 'attached' });
    expect(await board.pointerUses()).toBe(0);
    await phone.page.getByText(new RegExp(`You were stood down from ${reference}`)).waitFor();
    const supervisor = await room.outrider.signIn('supervisor');
    const { body } = await supervisor.get<IncidentSummary[]>('/api/incidents?status=closed');
    expect(body).toMatchObject([{ id, status: 'closed' }]);
  });

  test('at the end of a shift everything goes to a named person, who accepts it on theirs', async () => {
    const { id, reference } = await attended();
    const dispatcher = await at('dispatcher');
    await dispatcher.goTo(dispatcher.page.getByRole('link', { name: 'My shift' }));
    await dispatcher.press('Enter');
    await dispatcher.region('Yours').getByText(reference).waitFor();
    await dispatcher.goTo(dispatcher.page.getByLabel(/hand everything to/));
    await dispatcher.page.keyboard.type('Control-room supervisor 2');
    await dispatcher.goTo(dispatcher.page.getByRole('button', { name: 'Hand over' }));
    await dispatcher.press('Enter');
    await dispatcher.page.getByText(/Handed to Control-room supervisor 2: \d/).waitFor();
    expect(await dispatcher.violations()).toEqual([]);
    await dispatcher.shot('shift-end');

    const taker = await at('supervisor2');
    await taker.goTo(taker.page.getByRole('link', { name: 'My shift' }));
    await taker.press('Enter');
    await taker.goTo(taker.page.getByRole('button', { name: `Accept ${reference}` }));
    await taker.press('Enter');
    await taker.region('Yours').getByText(reference).waitFor();
    expect(await taker.violations()).toEqual([]);
    expect(await taker.pointerUses()).toBe(0);
    const supervisor = await room.outrider.signIn('supervisor');
    const { body } = await supervisor.get<IncidentSummary>(`/api/incidents/${id}`);
    expect(body).toMatchObject({ owner: 'supervisor2' });
  });
});
