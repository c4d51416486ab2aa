import type { IncidentDetail, IncidentSummary } from '../../server/contract/index.js';
import { ControlRoom } from '../support/control-room.js';
import type { KeyboardUser } from '../support/keyboard-user.js';
import { until } from '../support/until.js';

describe('a call handler with a headset on, by keyboard alone', () => {
  const room = ControlRoom.open(async (leaving) => {
    expect(await leaving.pointerUses()).toBe(0);
    expect(leaving.errors).toEqual([]);
    expect(leaving.foreignRequests).toEqual([]);
  });
  let user: KeyboardUser;
  beforeEach(async () => {
    user = await room.seat('handler');
    await user.page.getByLabel('Caller phone', { exact: true }).waitFor();
  });

  const flags = () => user.region('Flags');
  const checks = () => user.region('Checks');
  const incidents = async (): Promise<IncidentSummary[]> =>
    (await (await room.outrider.signIn('handler')).get<IncidentSummary[]>('/api/incidents')).body;

  test('[R2] before anything is typed nothing is checked, and it says so', async () => {
    await user.page.getByText('Nothing checked yet').first().waitFor();
    expect(await checks().getByText('No trace').count()).toBe(0);
    expect(await user.violations()).toEqual([]);
    await user.shot('handler-empty');
  });

  test('silent call: the number alone lights the marker up while it is typed; the raise is taken with a key; it is filed', async () => {
    await user.fill('Caller phone', '07700 900999');
    await flags().getByText('Threats to kill').first().waitFor();
    expect(await flags().getByText('unreviewed').count()).toBeGreaterThan(0);
    // Nothing takes the focus away from who is typing.
    expect(await user.page.getByLabel('Caller phone', { exact: true }).inputValue()).toBe('07700 900999');
    await user.press('Alt+g');
    await user.press('Control+Enter');
    await user.page
      .getByText(/^Incident \d{6}-[0-9A-F]{6}/)
      .first()
      .waitFor();
    const [filed] = await incidents();
    expect(filed).toMatchObject({ grade: 'immediate', topFlags: [{ kind: 'critical-marker' }] });
    expect(await user.violations()).toEqual([]);
    await user.shot('handler-silent-call');
  });

  test('[R3] misheard name: found all the same, and the evidence says what is alike and what differs', async () => {
    await user.fill('Given names', 'Mable');
    await user.fill('Surname', 'Colins');
    await user.fill('Date of birth', '9/9/1981');
    const marker = flags().getByText('Threatened with a shotgun').first();
    await marker.waitFor();
    await user.goTo(flags().getByRole('button').first());
    await user.press('Enter');
    const evidence = user.region('Evidence');
    await evidence
      .getByText(/surname/i)
      .first()
      .waitFor();
    const said = await evidence.innerText();
    expect(said).toMatch(/Collins/);
    expect(said).toMatch(/date of birth agrees/i);
    expect(said).toMatch(/Adds up to/i);
    expect(await user.violations()).toEqual([]);
    await user.shot('handler-misheard-name');
  });

  test('[R2] nobody: a name that no register has is "no trace" only with a date of birth, and never a green tick', async () => {
    await user.fill('Given names', 'Xanthippe');
    await user.fill('Surname', 'Quillfeather');
    await checks().getByText('Not checked').first().waitFor();
    expect(await checks().getByText('No trace').count()).toBe(0);
    await user.fill('Date of birth', '3/2/1990');
    await checks().getByText('No trace').first().waitFor();
    expect(await flags().getByRole('button').count()).toBe(0);
    await user.shot('handler-nobody');
  });

  test('[R1] what is changed after filing is saved to the incident, at its version', async () => {
    await user.fill('Caller phone', '01632 960999');
    await user.press('Control+Enter');
    await user.page
      .getByText(/^Incident \d{6}-[0-9A-F]{6}/)
      .first()
      .waitFor();
    await user.fill('Surname', 'Collins');
    await user.press('Control+Enter');
    const handler = await room.outrider.signIn('handler');
    const [summary] = await incidents();
    const read = async (): Promise<IncidentDetail> =>
      (await handler.get<IncidentDetail>(`/api/incidents/${summary!.id}`)).body;
    await user.page.waitForFunction(() => !document.body.innerText.includes('Saving'));
    await until(async () => (await read()).report.people.length > 0);
    expect((await read()).report).toMatchObject({
      people: [{ surname: 'Collins' }],
      caller: { phone: '01632 960999' },
    });
  });
});
