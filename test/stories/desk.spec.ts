import type { Browser } from 'playwright-core';
import type { Card, DeskState, IncidentReply } from '../../server/contract/index.js';
import { KeyboardUser, openBrowser } from '../support/keyboard-user.js';
import { Outrider, PASSWORD } from '../support/outrider.js';
import { TcpProxy } from '../support/tcp-proxy.js';

const MABEL = { role: 'victim', givenNames: 'Mabel', surname: 'Collins', dateOfBirth: '1981-09-09' };
const CALL = {
  source: '999',
  grade: 'immediate',
  people: [MABEL],
  caller: { phone: '07700 900999' },
  location: { text: '1 High Street, Billericay, CM12 9BE' },
};

describe('a researcher with a keyboard', () => {
  let outrider: Outrider;
  let proxy: TcpProxy;
  let browser: Browser;
  const users: KeyboardUser[] = [];

  beforeAll(async () => {
    [outrider, browser] = await Promise.all([Outrider.start(), openBrowser()]);
    proxy = await TcpProxy.to(outrider.url);
  });
  afterAll(async () => {
    await browser?.close();
    await proxy?.close();
    await outrider?.stop();
  });
  afterEach(async () => {
    for (const { page } of users.splice(0)) await page.context().close();
  });

  async function at(username: string, url = outrider.url): Promise<KeyboardUser> {
    const user = await KeyboardUser.at(browser, url);
    users.push(user);
    await user.signIn(username, PASSWORD);
    return user;
  }
  const said = ({ page }: KeyboardUser, words: RegExp) => page.getByRole('status').filter({ hasText: words }).waitFor();

  test('[R4] [R9] claims a job, decides with keys, finds, looks by hand, loses the link in the middle, and completes it', async () => {
    const handler = await outrider.signIn('handler');
    const { body: reported } = await handler.post<IncidentReply>('/api/incidents', CALL);
    const supervisor = await outrider.signIn('supervisor');
    const cardNow = async (): Promise<Card> => (await supervisor.get<Card>(`/api/incidents/${reported.id}/card`)).body;

    const analyst = await at('analyst', proxy.url);
    await analyst.page.getByRole('button', { name: /Go on duty/ }).waitFor();
    await analyst.press('d');
    await said(analyst, /You are on duty/);
    await analyst.press('n');
    const matches = analyst.region('Matches');
    const rows = matches.getByRole('listitem').getByRole('button');
    await rows.first().waitFor();
    // One record is one row, whatever of the call led to it.
    const names = await rows.allTextContents();
    const marker = names.filter((name) => /Threatened with a shotgun/.test(name));
    expect(marker).toHaveLength(1);
    expect(marker[0]).toContain('Mabel Collins');
    expect(await analyst.violations()).toEqual([]);
    await analyst.shot('desk-job');

    await analyst.press('c');
    await matches
      .getByText(/^Confirmed/)
      .first()
      .waitFor();
    await analyst.press('x');
    await analyst.page.getByLabel('Why is it not this person?').waitFor();
    await analyst.page.keyboard.type('Date of birth differs');
    await analyst.press('Enter');
    await matches.getByText('Rejected', { exact: true }).waitFor();

    await analyst.press('g');
    await analyst.page.keyboard.type('He was seen outside on Tuesday');
    await analyst.press('Escape');
    // The link goes while the note is being written: what is on the screen stays, and is kept when it is back.
    proxy.pull();
    await analyst.press('o');
    await analyst.page.keyboard.type('Rang the school');
    await analyst.press('Escape');
    await analyst.press('Control+Enter');
    await said(analyst, /Not finished: The server does not answer/);
    expect(await analyst.page.getByRole('textbox', { name: /^Note for the log/ }).inputValue()).toBe('Rang the school');
    await analyst.shot('desk-no-link');
    proxy.comeBack();
    await analyst.page.getByText(/^Link lost/).waitFor({ state: 'detached' });

    await analyst.press('m');
    await analyst.page.keyboard.press('ArrowDown');
    await analyst.press('Escape');
    await analyst.press('Control+Enter');
    await said(analyst, /First look made/);
    const first = await cardNow();
    expect(first.review).toBe('first-look');
    expect(first.flags.map(({ headline }) => headline)).toContain('He was seen outside on Tuesday');
    const byHand = first.checks.flatMap(({ subjects }) => subjects).filter(({ by }) => by !== undefined);
    expect(byHand.map(({ status }) => status)).toContain('no-trace');
    expect(first.matches.filter(({ standing }) => standing === 'confirmed').length).toBeGreaterThan(0);
    expect(first.matches.some(({ standing }) => standing === 'rejected')).toBe(true);

    // Full research goes on with the same form; given back, what was typed stays with the job.
    await analyst.press('g');
    await analyst.page.keyboard.type('A sister lives next door');
    await analyst.press('Escape');
    await analyst.press('b');
    await said(analyst, /Returned to the queue/);
    await analyst.press('n');
    await analyst.page.getByRole('button', { name: /Finish research/ }).waitFor();
    expect(await analyst.page.getByRole('textbox', { name: 'Finding 1' }).inputValue()).toBe(
      'A sister lives next door',
    );
    await analyst.press('Control+Enter');
    await said(analyst, /Research done/);
    expect((await cardNow()).review).toBe('full');
    expect(await analyst.pointerUses()).toBe(0);
    expect(await analyst.violations()).toEqual([]);
    // What was put down is not asked for again, whatever a queue that is told late says.
    expect(analyst.errors.filter((error) => error.includes('404'))).toEqual([]);
    await analyst.shot('desk-done');
  });

  test('a busy desk tells the handler when to expect the first look at the call on the screen', async () => {
    const analyst = await outrider.signIn('analyst');
    const link = analyst.connect();
    await analyst.post('/api/desk/shift', { onDuty: true });
    const supervisor = await at('supervisor');
    const open = supervisor.page.getByRole('button', { name: /Service level/ });
    await supervisor.goTo(open);
    await supervisor.press('Enter');
    const dialog = supervisor.page.locator('wa-dialog[open]');
    await dialog.getByRole('combobox', { name: 'Level' }).selectOption('busy');
    await supervisor.fill('Reason', 'a football match', supervisor.page);
    expect(await supervisor.violations()).toEqual([]);
    await supervisor.shot('level-dialog');
    await supervisor.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    expect((await analyst.get<DeskState>('/api/desk')).body.level).toBe('busy');

    const handler = await at('handler');
    await handler.fill('Given names', 'Thomas');
    await handler.fill('Surname', 'Guthrie');
    await handler.press('Control+Enter');
    await handler.page.getByText(/^First look by \d\d:\d\d, full later\.$/).waitFor();
    expect(await handler.violations()).toEqual([]);
    await handler.shot('handler-busy');
    link.disconnect();
    for (const { errors, foreignRequests } of users) expect([errors, foreignRequests]).toEqual([[], []]);
  });
});
