import { rm } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import type { IncidentReply } from '../../server/contract/index.js';
import { KeyboardUser, openBrowser } from '../support/keyboard-user.js';
import { newFolder } from '../support/log-folder.js';
import { Outrider, PASSWORD } from '../support/outrider.js';
import { TcpProxy } from '../support/tcp-proxy.js';

const PHONE = { width: 390, height: 844 };
const HIGH_STREET = '1 High Street, Billericay, CM12 9BE';

describe('scenes that must always work, each person in a browser of their own', () => {
  let dataFolder: string;
  let outrider: Outrider;
  let browser: Browser;
  const users: KeyboardUser[] = [];

  beforeAll(async () => {
    dataFolder = await newFolder();
    [outrider, browser] = await Promise.all([Outrider.start({ dataFolder }), openBrowser()]);
  });
  afterAll(async () => {
    await browser.close();
    await outrider.stop();
    await rm(dataFolder, { recursive: true, force: true });
  });
  afterEach(async () => {
    for (const user of users.splice(0)) await user.page.context().close();
  });

  async function at(username: string, viewport?: typeof PHONE, url = outrider.url): Promise<KeyboardUser> {
    const user = await KeyboardUser.at(browser, url, viewport);
    users.push(user);
    await user.signIn(username, PASSWORD);
    return user;
  }
  const post = async <T>(username: string, path: string, body: object): Promise<T> =>
    (await (await outrider.signIn(username)).post<T>(path, body)).body;
  const call = (body: object): Promise<IncidentReply> => post('handler', '/api/incidents', { source: '999', ...body });

  test('[R15] silent call: the handler files a number, the supervisor sees it with nobody sent, the officer gets it', async () => {
    const [handler, supervisor, officer] = await Promise.all([at('handler'), at('supervisor'), at('officer1', PHONE)]);
    await handler.fill('Caller phone', '07700 900999');
    await handler.region('Flags').getByText('Threats to kill').first().waitFor();
    await handler.press('Control+Enter');
    const filed = handler.page.getByText(/^Incident \d{6}-[0-9A-F]{6}/).first();
    await filed.waitFor();
    const reference = /\d{6}-[0-9A-F]{6}/.exec(await filed.innerText())![0];
    const row = supervisor.page.getByRole('button', { name: new RegExp(reference) });
    await row.getByText('Nobody sent', { exact: true }).waitFor();
    await row.getByText('Threats to kill').waitFor();
    const incidents = await (
      await outrider.signIn('dispatcher')
    ).get<{ id: string; reference: string }[]>('/api/incidents');
    const { id } = incidents.body.find((incident) => incident.reference === reference)!;
    await post('dispatcher', `/api/incidents/${id}/dispatch`, { officers: ['officer1'], etaMinutes: 6 });
    await officer.region('Most dangerous').getByText('Threats to kill').waitFor();
    await row.getByText('On the way').first().waitFor();
    await supervisor.shot('scene-silent-call-supervisor');
    await officer.shot('scene-silent-call-officer');
  });

  test('[R9] lost link: the phone drops mid-briefing and comes back to a server that was killed; nothing lost, nothing twice', async () => {
    const { id, people } = await call({
      people: [{ role: 'victim', givenNames: 'Mabel', surname: 'Collins', dateOfBirth: '1981-09-09' }],
      location: { text: HIGH_STREET },
    });
    await post('dispatcher', `/api/incidents/${id}/dispatch`, { officers: ['officer2'], etaMinutes: 6 });
    const network = await TcpProxy.to(outrider.url);
    const phone = await at('officer2', PHONE, network.url);
    await phone.page.getByRole('heading', { name: HIGH_STREET }).waitFor();
    await phone.page.getByRole('button', { name: /^Acknowledge/ }).click();
    await phone.page.getByText(/You acknowledged version 1/).waitFor();

    network.goSilent();
    // By its own clock: nobody tells it. What was there stays on the screen, with its age.
    await phone.page
      .getByText(/No link: as of/)
      .first()
      .waitFor();
    await phone.page.getByRole('heading', { name: HIGH_STREET }).waitFor();
    await phone.shot('scene-lost-link');
    const handler = await outrider.signIn('handler');
    await handler.patch(
      `/api/incidents/${id}`,
      { people: [{ id: people[0]?.id, phone: '07700 900999' }] },
      { 'if-match': '1' },
    );
    const port = new URL(outrider.url).port;
    await outrider.kill();
    outrider = await Outrider.start({ dataFolder, env: { PORT: port } });
    network.comeBack();

    await phone.region('Most dangerous').getByText('Threats to kill').first().waitFor();
    await phone.page.getByRole('button', { name: /^Acknowledge/ }).waitFor();
    expect(await phone.page.getByRole('heading', { name: HIGH_STREET }).count()).toBe(1);
    await network.close();
  });

  test('[R16] the fourth call: the same number rings four times in one night, and each call shows the ones before', async () => {
    const ring = (): Promise<IncidentReply> => call({ caller: { phone: '01632 960555' } });
    const first = await ring();
    await post('dispatcher', `/api/incidents/${first.id}/dispatch`, { officers: ['officer3'], etaMinutes: 4 });
    await post('dispatcher', `/api/incidents/${first.id}/arrival`, { officer: 'officer3' });
    await ring();
    await post('dispatcher', `/api/incidents/${first.id}/departure`, { officer: 'officer3' });
    await ring();
    const handler = await at('handler');
    await handler.fill('Caller phone', '01632 960555');
    await handler.page
      .getByText(/4th call since \d\d:\d\d; officers left \d\d:\d\d/)
      .first()
      .waitFor();
    await handler.press('Control+Enter');
    await handler.page
      .getByText(/^Incident \d{6}-[0-9A-F]{6}/)
      .first()
      .waitFor();
    await handler.shot('scene-fourth-call');
    const dispatcher = await at('dispatcher');
    await dispatcher.page
      .getByText(/4th call since/)
      .first()
      .waitFor();
    expect(await dispatcher.violations()).toEqual([]);
    await dispatcher.shot('scene-fourth-call-board');
  });
});
