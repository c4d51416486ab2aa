import type { IncidentReply } from '../../server/contract/index.js';
import { ControlRoom } from '../support/control-room.js';
import type { KeyboardUser } from '../support/keyboard-user.js';

const PHONE = { width: 390, height: 844 };
const HIGH_STREET = '1 High Street, Billericay, CM12 9BE';

describe('who has read the card, who is told what, and calls about one event', () => {
  const room = ControlRoom.open((user) => {
    expect(user.errors).toEqual([]);
    expect(user.foreignRequests).toEqual([]);
  });

  const at = (username: string, viewport?: typeof PHONE): Promise<KeyboardUser> => room.seat(username, '/', viewport);
  const call = (body: object): Promise<IncidentReply> =>
    room.post('handler', '/api/incidents', { source: '999', ...body });
  const question = ({ page }: KeyboardUser) => page.locator('wa-dialog[open]');

  test('[R10] nobody can be reached: the dispatcher is prompted at once, reads it out by keyboard, and the board says so', async () => {
    const dispatcher = await at('dispatcher');
    const { id, card } = await call({
      people: [{ role: 'victim', givenNames: 'Mabel', surname: 'Collins', dateOfBirth: '1981-09-09' }],
      location: { text: HIGH_STREET },
    });
    const alerts = dispatcher.region('Alerts');
    await alerts
      .getByText(/Life risk/)
      .first()
      .waitFor();
    await room.post('dispatcher', `/api/incidents/${id}/dispatch`, {
      officers: ['officer1', 'officer2'],
      etaMinutes: 0,
    });
    await dispatcher.press('F2');
    await alerts.getByText(/Ask Officer 1, Officer 2 whether they are free to speak/).waitFor();
    await alerts.getByText(card.spoken).first().waitFor();
    expect(await dispatcher.violations()).toEqual([]);
    await dispatcher.shot('delivery-prompt');
    await dispatcher.goTo(alerts.getByRole('button', { name: /^Open: Ask/ }));
    await dispatcher.press('Enter');
    await dispatcher.page
      .getByText(/Officer 1: nothing sent yet/)
      .first()
      .waitFor();
    await dispatcher.press('Escape');
    await dispatcher.page.locator('body').evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await dispatcher.press('o');
    const dialog = question(dispatcher);
    await dialog.getByText('Are you free to speak?').waitFor();
    await dialog.getByText(card.spoken).waitFor();
    expect(await dispatcher.violations()).toEqual([]);
    await dispatcher.shot('delivery-reading');
    await dispatcher.press('Enter');
    await dispatcher.page.getByText(/^Read out to Officer 1, Officer 2/).waitFor();
    await dispatcher.page
      .getByText(/Officer 1: heard v1 \d\d:\d\d/)
      .first()
      .waitFor();
    expect(await alerts.getByText(/free to speak/).count()).toBe(0);
    expect(await dispatcher.pointerUses()).toBe(0);
    await dispatcher.shot('delivery-board');
  });

  test('[R10] [R13] the phone shakes and sounds after its shift began; the board follows what its officer has read', async () => {
    const { id, people } = await call({
      people: [{ role: 'victim', givenNames: 'Mabel', surname: 'Collins', dateOfBirth: '1981-09-09' }],
      location: { text: HIGH_STREET },
    });
    const [phone, supervisor] = await Promise.all([at('officer3', PHONE), at('supervisor')]);
    await phone.page.evaluate(() => {
      const seen = globalThis as unknown as { shakes: number };
      seen.shakes = 0;
      navigator.vibrate = () => (seen.shakes += 1) > 0;
    });
    const shakes = () => phone.page.evaluate(() => (globalThis as unknown as { shakes: number }).shakes);
    await room.post('dispatcher', `/api/incidents/${id}/dispatch`, { officers: ['officer3'], etaMinutes: 9 });
    await phone.region('Most dangerous').waitFor();
    // The card says it; the alert of it would push the dangers down.
    await phone.region('Alerts').getByText(`You are sent to ${HIGH_STREET}`).waitFor({ state: 'detached' });
    expect(await shakes()).toBe(0);
    await phone.page.getByRole('button', { name: /^Start shift/ }).click();
    await supervisor.page
      .getByText(/Officer 3: shown v1 \d\d:\d\d, not acknowledged/)
      .first()
      .waitFor();
    await phone.page.getByRole('button', { name: /^Acknowledge/ }).click();
    await supervisor.page
      .getByText(/Officer 3: acknowledged v1 \d\d:\d\d/)
      .first()
      .waitFor();
    const handler = await room.outrider.signIn('handler');
    const patch = { people: [{ id: people[0]?.id, phone: '07700 900999' }] };
    await handler.patch(`/api/incidents/${id}`, patch, { 'if-match': '1' });
    await phone
      .region('Alerts')
      .getByText(/Threats to kill/)
      .first()
      .waitFor();
    await phone
      .region('Changed')
      .getByText(/Threats to kill/)
      .first()
      .waitFor();
    expect(await phone.region('Alerts').getByText('You are sent to').count()).toBe(0);
    expect(await shakes()).toBe(1);
    expect(await phone.violations()).toEqual([]);
    await phone.shot('delivery-phone');
    await supervisor.page
      .getByText(/Officer 3: acknowledged v1 \d\d:\d\d, v2 since/)
      .first()
      .waitFor();
    await phone.page.getByRole('button', { name: 'I have arrived' }).click();
    await supervisor.page.getByText(/Informed before arrival: 1 of 1 officers \(100 %\)/).waitFor();
    expect(await supervisor.violations()).toEqual([]);
    await supervisor.shot('delivery-supervisor');
  });

  test('[R13] [R16] 46 calls about one event: one alert that counts them; one key makes one incident of them, and takes them apart', async () => {
    const dispatcher = await at('dispatcher');
    const handler = await room.outrider.signIn('handler');
    for (let n = 0; n < 46; n += 1) {
      const phone = `01632 9602${String(n).padStart(2, '0')}`;
      await handler.post('/api/incidents', {
        source: '999',
        grade: 'priority',
        caller: { phone },
        location: { text: '14 Station Road, Bedford, MK40 1AA' },
      });
    }
    const alerts = dispatcher.region('Alerts');
    await dispatcher.press('F2');
    await alerts.getByText(/46 calls from this place since \d\d:\d\d. One event\?/).waitFor();
    await dispatcher.goTo(alerts.getByRole('button', { name: /^Open: .*46 calls/ }));
    await dispatcher.press('Enter');
    await dispatcher.press('Escape');
    await dispatcher.page.locator('body').evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await dispatcher.press('m');
    const merge = question(dispatcher).getByRole('button', { name: /^Make one incident of 46 calls/ });
    await merge.waitFor();
    expect(await dispatcher.violations()).toEqual([]);
    await dispatcher.shot('delivery-46-calls');
    await dispatcher.press('Enter');
    await dispatcher.page.getByText(/^46 calls are one incident/).waitFor();
    const row = dispatcher.page.getByRole('button', { name: /14 Station Road/ });
    await row.getByText('46 callers').waitFor();
    expect(await row.count()).toBe(1);
    await dispatcher.shot('delivery-one-event');
  });
});
