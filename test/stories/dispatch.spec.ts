import type { IncidentReply } from '../../server/contract/index.js';
import { ControlRoom } from '../support/control-room.js';
import type { KeyboardUser } from '../support/keyboard-user.js';
import { PHONE, smallTargets } from '../support/looks.js';
import { PASSWORD } from '../support/outrider.js';

describe('officers are sent from the board, and read the card on their phones', () => {
  const room = ControlRoom.open(async (user) => {
    expect(user.errors).toEqual([]);
    expect(user.foreignRequests).toEqual([]);
    expect(await user.page.title()).toBe('Outrider');
  });

  const at = (username: string, viewport?: { width: number; height: number }): Promise<KeyboardUser> =>
    room.seat(username, '/', viewport);

  /** A domestic incident at a door of which four registers know something. */
  async function call(category = 'Domestic abuse'): Promise<IncidentReply> {
    const handler = await room.outrider.signIn('handler');
    const { body } = await handler.post<IncidentReply>('/api/incidents', {
      source: '999',
      category,
      grade: 'immediate',
      people: [{ role: 'victim', givenNames: 'Mabel', surname: 'Collins', dateOfBirth: '1981-09-09' }],
      location: { text: '1 High Street, Billericay, CM12 9BE' },
    });
    return body;
  }

  /** Chooses the incident with the arrow keys. */
  async function choose(user: KeyboardUser, reference: string): Promise<void> {
    const row = user.page.getByRole('button', { name: new RegExp(reference), pressed: true });
    await user.page.locator('out-board-row').getByText(reference).first().waitFor();
    for (let tries = 0; tries < 20 && (await row.count()) === 0; tries += 1) await user.press('ArrowDown');
    await row.waitFor();
  }

  /** The question that is open. Its form is slotted into the dialog, so it is found by its element. */
  const question = ({ page }: KeyboardUser) => page.locator('wa-dialog[open]');

  test('[R10] sent by keyboard, refused alone without a reason; the phone has the card, and says when it is acknowledged', async () => {
    const { reference } = await call();
    const board = await at('dispatcher');
    await choose(board, reference);
    await board.page.getByText('Nobody is sent', { exact: true }).waitFor();
    expect(await board.violations()).toEqual([]);
    await board.shot('board-dispatcher');
    await board.press('d');
    const dialog = question(board);
    const first = dialog.getByRole('checkbox').first();
    await first.waitFor();
    await board.goTo(first);
    await board.press('Space');
    await dialog.getByLabel(/Why does one officer go alone/).waitFor();
    expect(await board.violations()).toEqual([]);
    await board.shot('board-dispatch-alone');
    await board.press('ArrowDown');
    await board.press('Space');
    await board.fill('ETA in minutes', '7', dialog);
    await board.press('Enter');
    await board.page.getByText(/^Sent Officer 1, Officer 2 to/).waitFor();
    await board.page
      .getByText(/Officer 1 on the way, due in/)
      .first()
      .waitFor();
    expect(await board.pointerUses()).toBe(0);

    const phone = await at('officer1', PHONE);
    await phone.page.getByRole('heading', { name: '1 High Street, Billericay, CM12 9BE' }).waitFor();
    const facts = phone.region('Most dangerous').getByRole('button');
    expect(await facts.count()).toBe(3);
    expect(await facts.first().innerText()).toMatch(/life risk[\s\S]*machine, unreviewed/i);
    await phone.region('Not checked').first().waitFor();
    expect(await phone.violations()).toEqual([]);
    expect(await smallTargets(phone.page, 48)).toEqual([]);
    await phone.shot('officer-card');
    await phone.page.getByRole('button', { name: /^Acknowledge/ }).click();
    await phone.page.getByText(/You acknowledged version 1 at \d\d:\d\d/).waitFor();

    await phone.page.getByRole('button', { name: 'I have arrived' }).click();
    await board.page
      .getByText(/Officer 1 on scene since/)
      .first()
      .waitFor();
    await phone.page.getByRole('button', { name: 'Read aloud' }).waitFor({ state: 'detached' });
  });

  test('[R7] stood down by keyboard, the card is gone from the phone at once; nothing of it was ever stored', async () => {
    const { id, reference } = await call('Theft');
    const dispatcher = await room.outrider.signIn('dispatcher');
    await dispatcher.post(`/api/incidents/${id}/dispatch`, { officers: ['officer3'], etaMinutes: 5 });
    const phone = await at('officer3', PHONE);
    await phone.page.getByRole('heading', { name: '1 High Street, Billericay, CM12 9BE' }).waitFor();

    const board = await at('dispatcher');
    await choose(board, reference);
    await board.press('s');
    const officer = question(board).getByRole('button', { name: /Officer 3/ });
    await officer.waitFor();
    await board.shot('board-stand-down');
    await board.goTo(officer);
    await board.press('Enter');
    await board.page.getByText(/Officer 3 is stood down/).waitFor();
    expect(await board.pointerUses()).toBe(0);

    await phone.page.getByText(new RegExp(`You were stood down from ${reference}`)).waitFor();
    await phone.page.getByText('You are not dispatched to anything.').waitFor();
    const page = phone.page;
    expect(await page.locator('body').innerText()).not.toMatch(/High Street|Collins|shotgun/i);
    expect(await phone.violations()).toEqual([]);
    await phone.shot('officer-stood-down');
    const kept = await page.evaluate(async () => {
      const names = await caches.keys();
      const held = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
      return {
        storage: JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)]),
        databases: (await indexedDB.databases()).length,
        shell: held.flat().map(({ url }) => new URL(url).pathname),
      };
    });
    expect(kept.storage).not.toMatch(/High Street|Collins|shotgun/i);
    expect(kept.databases).toBe(0);
    expect(kept.shell.filter((path) => path !== '/' && !path.startsWith('/assets/'))).toEqual([]);
  });

  test('[R7] two minutes without a touch cover the card; one touch brings it back', async () => {
    const { id } = await call('Theft');
    const dispatcher = await room.outrider.signIn('dispatcher');
    await dispatcher.post(`/api/incidents/${id}/dispatch`, { officers: ['officer4'], etaMinutes: 5 });
    const phone = await room.visitor('/', PHONE);
    await phone.page.clock.install();
    await phone.page.reload();
    await phone.signIn('officer4', PASSWORD);
    const address = phone.page.getByRole('heading', { name: '1 High Street, Billericay, CM12 9BE' });
    await address.waitFor();
    await phone.page.clock.fastForward(121_000);
    const cover = phone.page.getByRole('button', { name: /Touch to show/ });
    await cover.waitFor();
    expect(await phone.page.locator('body').innerText()).not.toMatch(/High Street|Collins|shotgun/i);
    expect(await phone.page.getByRole('button', { name: /^Acknowledge/ }).count()).toBe(0);
    expect(await phone.violations()).toEqual([]);
    await phone.shot('officer-covered');
    await cover.click();
    await address.waitFor();
  });

  test('[R9] without signal the shell opens from the phone, says that it has no link, and claims nothing', async () => {
    const phone = await at('officer5', PHONE);
    const { page } = phone;
    await page.getByText('You are not dispatched to anything.').waitFor();
    await page.waitForFunction(async () => (await caches.match('/')) !== undefined);
    await page.reload();
    await page.getByText('You are not dispatched to anything.').waitFor();
    await page.context().setOffline(true);
    await page.getByText(/No link: as of \d\d:\d\d:\d\d, \d+ s ago/).waitFor();
    await page.reload();
    await page.getByText('Nothing is known yet: ask by radio.').waitFor();
    expect(await page.getByText('You are not dispatched to anything.').count()).toBe(0);
    await page.context().setOffline(false);
    await page.getByText('You are not dispatched to anything.').waitFor();
    // That the network was away is no fault of the page.
    const faults = phone.errors.splice(0).filter((error) => !error.includes('ERR_INTERNET_DISCONNECTED'));
    expect(faults).toEqual([]);
  });

  test('a supervisor forces the service level by keyboard: everyone reads the level, the cause, until when and by whom', async () => {
    const supervisor = await at('supervisor');
    await supervisor.page.getByRole('heading', { name: /^Incidents/ }).waitFor();
    await supervisor.press('f');
    const dialog = question(supervisor);
    await supervisor.goTo(dialog.locator('[name=level]'));
    await supervisor.page.keyboard.type('Desk busy');
    await supervisor.fill('Reason', 'Two researchers at a siege', dialog);
    expect(await supervisor.violations()).toEqual([]);
    await supervisor.shot('board-level');
    await supervisor.press('Enter');
    const banner = supervisor.page.getByRole('status', { name: 'Service level' });
    await banner.getByText(/siege.*Forced by .* until \d\d:\d\d/).waitFor();
    const handler = await at('handler2');
    await handler.page
      .getByRole('status', { name: 'Service level' })
      .getByText(/Desk busy.*siege/)
      .waitFor();
    await supervisor.press('f');
    await supervisor.fill('Reason', 'They are back', dialog);
    await supervisor.goTo(dialog.getByRole('button', { name: 'End it now' }));
    await supervisor.press('Enter');
    await banner.getByText(/machine-only/i).waitFor();
    expect(await supervisor.pointerUses()).toBe(0);
  });
});
