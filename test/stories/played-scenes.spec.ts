import { PASSWORD } from '../support/api.js';
import { ControlRoom } from '../support/control-room.js';

describe('the scenes that a visitor can watch, played on the running demonstration without waiting', () => {
  const room = ControlRoom.open();

  test('[R2] [R6] [R10] [R11] [R14] [R15] [R16] each plays to its end: every screen shows what its captions say', async () => {
    // A room that has been running: more than a screen of incidents that come first.
    const handler = await room.outrider.signIn('handler2');
    for (let n = 1; n <= 60; n += 1) {
      const location = { text: `${n} Mill Lane, Hexham` };
      await handler.post('/api/incidents', { source: '999', grade: 'immediate', location });
    }
    const visitor = await room.visitor('/scenes.html?speed=0');
    const { page } = visitor;
    await visitor.fill('Password', PASSWORD);
    await visitor.press('Enter');
    const scenes = page.locator('[data-scene]');
    await scenes.first().waitFor();
    expect(await visitor.violations()).toEqual([]);
    await visitor.shot('scenes-list');
    const ids = await scenes.evaluateAll((buttons) => buttons.map((button) => button.getAttribute('data-scene')));
    const ends: Record<string, string> = {};
    for (const id of ids) {
      await visitor.goTo(page.locator(`[data-scene="${id}"]`));
      await visitor.press('Enter');
      const over = page.locator('[data-over]');
      await over.waitFor({ state: 'attached' });
      const how = await over.getAttribute('data-over');
      ends[id ?? ''] = how === 'well' ? 'well' : await page.getByRole('alert').first().innerText();
      await visitor.shot(`scenes-${id}`);
      // From within a live screen, which a visitor may try, the same key leads back.
      if (id === 'silent-call') await page.frameLocator('iframe').first().getByLabel('Caller phone').focus();
      await visitor.press('Escape');
      await scenes.first().waitFor();
    }
    expect(ids.length).toBe(10);
    expect(ends).toEqual(Object.fromEntries(ids.map((id) => [id, 'well'])));
    expect(visitor.foreignRequests).toEqual([]);
  }, 300_000);
});

describe('the tour of three scenes', () => {
  const room = ControlRoom.open();

  test('plays them one after the other, by one key', async () => {
    const visitor = await room.visitor('/scenes.html?speed=0');
    const { page } = visitor;
    await visitor.fill('Password', PASSWORD);
    await visitor.press('Enter');
    // Without waiting nothing stands long enough to be looked for: the page writes down what it showed.
    await page.locator('out-scenes').evaluate((scenes) => {
      const shown: string[] = [];
      const look = (): void => {
        const where = scenes.shadowRoot?.querySelector('.where')?.textContent;
        if (where && shown.at(-1) !== where) shown.push(where);
      };
      new MutationObserver(look).observe(scenes.shadowRoot!, { subtree: true, childList: true, characterData: true });
      Object.assign(window, { shown });
    });
    await visitor.goTo(page.getByRole('button', { name: /^Play three/ }));
    await visitor.press('Enter');
    await page.getByText('The downgrade race · 4 of 4').waitFor({ timeout: 200_000 });
    await page.locator('[data-over=well]').waitFor({ state: 'attached' });
    const shown = await page.evaluate(() => (window as unknown as { readonly shown: readonly string[] }).shown);
    const ends = shown.filter((where) => / (\d+) of \1$/.test(where));
    expect(ends).toEqual(['Silent call · 6 of 6', 'Court order · 5 of 5', 'The downgrade race · 4 of 4']);
    expect(visitor.errors).toEqual([]);
  }, 240_000);
});
