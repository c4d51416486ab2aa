import type { Browser } from 'playwright-core';
import type { IncidentReply } from '../../server/contract/index.js';
import { PASSWORD } from '../support/api.js';
import { App } from '../support/app.js';
import { KeyboardUser, openBrowser } from '../support/keyboard-user.js';
import { RedisServer } from '../support/redis.js';
import { TcpProxy } from '../support/tcp-proxy.js';

const PHONE = { width: 390, height: 844 };

describe('screens while the log that the servers share is away', () => {
  let redis: RedisServer;
  let network: TcpProxy;
  let app: App;
  let browser: Browser;

  beforeAll(async () => {
    redis = await RedisServer.start();
    network = await TcpProxy.to(redis.url);
    app = await App.open({ env: { OUTRIDER_REDIS_URL: `redis://127.0.0.1:${network.port}` } });
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser.close();
    network.comeBack();
    await app.close();
    await network.close();
    await redis.stop();
  });

  const at = async (username: string, viewport?: { width: number; height: number }): Promise<KeyboardUser> => {
    const user = await KeyboardUser.at(browser, app.url, viewport);
    await user.signIn(username, PASSWORD);
    await user.page.getByRole('status', { name: 'Service level' }).waitFor();
    return user;
  };

  test('[R1] [R10] each says so, each card that no log has says that it is provisional, and all is confirmed afterwards', async () => {
    const id = await app.report({ caller: { phone: '07700 900999' }, location: { text: '1 High Street' } });
    const dispatcher = await app.as('dispatcher');
    await dispatcher.post(`/api/incidents/${id}/dispatch`, { officers: ['officer1'], etaMinutes: 5 });
    const [supervisor, officer] = [await at('supervisor'), await at('officer1', PHONE)];
    const { page: board } = supervisor;
    const { page: phone } = officer;
    await phone.getByText('1 High Street').first().waitFor();
    await board.getByText('1 High Street').first().waitFor();

    network.pull();
    for (const page of [board, phone]) await page.getByText(/No shared log since \d\d:\d\d/).waitFor();
    const handler = await app.as('handler');
    const report = { source: '999', call: { state: 'silent' }, caller: { phone: '07700 900999' } };
    const kept = await handler.post<IncidentReply>('/api/incidents', report);
    expect(kept.status).toBe(202);
    await handler.patch(
      `/api/incidents/${id}`,
      { caller: { phone: '07700 900999', name: 'Mabel' } },
      { 'if-match': '1' },
    );

    const row = board.locator('out-provisional-cards details[data-incident] > summary');
    await row.waitFor();
    expect(await row.innerText()).toContain(kept.body.reference);
    await supervisor.goTo(row);
    await supervisor.press('Enter');
    await board
      .locator('out-provisional')
      .getByText(/Made by this server alone/)
      .waitFor();
    await phone.getByText(/acknowledge it when it is confirmed/).waitFor();
    for (const [name, user] of Object.entries({ supervisor, officer })) {
      await user.shot(`away-${name}`);
      expect(await user.violations()).toEqual([]);
    }

    network.comeBack();
    await phone.getByRole('button', { name: /Acknowledge/ }).waitFor();
    await row.waitFor({ state: 'detached' });
    await board.getByText(kept.body.reference).first().waitFor();
    for (const page of [board, phone]) {
      await page.getByText(/No shared log since/).waitFor({ state: 'detached' });
      expect(await page.locator('out-provisional').count()).toBe(0);
    }
  });
});
