import type { Browser } from 'playwright-core';
import { App } from '../support/app.js';
import { PASSWORD } from '../support/api.js';
import { busyNight, type BusyNight } from '../support/busy-night.js';
import { KeyboardUser, openBrowser } from '../support/keyboard-user.js';
import { choosePalette, DESK, PALETTES, PHONE, smallTargets, tooWide, weakPairsOn } from '../support/looks.js';
import { TcpProxy } from '../support/tcp-proxy.js';

/** Who sits where: each seat with the screens that are looked at from it, and what brings one of them to its fullest. */
interface Seat {
  readonly user: string;
  readonly screens: readonly string[];
  /** what opens what there is to open, on the first screen */
  readonly opens?: (person: KeyboardUser) => Promise<void>;
  /** keys that each bring up a question, on the first screen */
  readonly asks?: readonly string[];
}
const SEATS: readonly Seat[] = [
  {
    user: 'handler',
    screens: ['call', 'shift'],
    opens: async (person) => {
      await person.fill('Caller phone', '07700 900999');
      await person.page.locator('out-call-panel out-flag').first().waitFor();
    },
    asks: ['F1'],
  },
  {
    user: 'analyst',
    screens: ['desk'],
    opens: async (person) => {
      const { page } = person;
      await page.getByRole('region', { name: /^Queue \d+ waiting/ }).waitFor();
      if ((await page.getByRole('button', { name: /^Go on duty/ }).count()) > 0) {
        await person.press('d');
        await page.getByText('You are on duty.').waitFor();
      }
      await person.press('n');
      await page.locator('out-job-matches').waitFor();
    },
    asks: ['F1'],
  },
  { user: 'dispatcher', screens: ['board'], opens: openFirst, asks: ['d', 'm'] },
  { user: 'supervisor', screens: ['board', 'rulings', 'load'], opens: openFirst, asks: ['f'] },
  { user: 'inspector', screens: ['review', 'board', 'shift', 'oversight'], opens: openFirst },
  { user: 'sergeant', screens: ['review'] },
  { user: 'admin', screens: ['registers', 'people', 'oversight', 'load'] },
  {
    user: 'auditor',
    screens: ['audit', 'keeping'],
    opens: async (person) => {
      // What the list of our own has left in the record, one of it in full.
      await person.fill('Record', 'workforce/officer8');
      await person.press('Enter');
      await person.page.getByRole('row').filter({ hasText: 'member kept' }).first().waitFor();
      await person.goTo(person.page.locator('[data-row="0"]'));
      await person.press('Enter');
      await person.page.getByText('Fields shown').or(person.page.getByText('In the log')).first().waitFor();
    },
  },
  { user: 'standards', screens: ['oversight'] },
  { user: 'officer1', screens: ['officer', 'shift'] },
];
/** The fewest of them who have every screen between them. */
const EVERY_SCREEN = SEATS.filter(({ user }) => !['dispatcher', 'sergeant', 'standards'].includes(user));
/** Each of their screens once. */
const EACH_SCREEN = EVERY_SCREEN.map(({ user, screens }, seat) => ({
  user,
  screens: screens.filter((screen) => !EVERY_SCREEN.slice(0, seat).some((before) => before.screens.includes(screen))),
}));

async function openFirst(person: KeyboardUser): Promise<void> {
  await person.page.locator('out-board-row, out-review li button').first().waitFor();
  await person.press('ArrowDown');
}
const seatOf = (user: string): Seat => SEATS.find((seat) => seat.user === user) ?? { user, screens: [] };

/** How long one seat may take where other things run on the machine, too. */
const PATIENCE_MS = 180_000;
/** As wide as a desk of 1,280 px at 200 %, and as at 400 %. */
const ZOOMED = [640, 320] as const;

const goTo = async ({ page }: KeyboardUser, screen: string): Promise<void> => {
  await page.evaluate((name) => (location.hash = `#/${name}`), screen);
  await page.getByRole('status', { name: 'Service level' }).waitFor();
  await page.locator(`out-${ELEMENT[screen] ?? screen}:not([hidden])`).waitFor({ state: 'attached' });
};
const ELEMENT: Readonly<Record<string, string>> = { call: 'handler', audit: 'auditor' };

type Viewport = typeof DESK | typeof PHONE;

/**
 * On a desk and on a phone, in every palette: the contrast of all there is, and axe. What no palette can change axe looks at
 * in the first of them.
 */
async function look(person: KeyboardUser, what: string, viewports: readonly Viewport[] = [DESK, PHONE]): Promise<void> {
  const faults: object[] = [];
  for (const viewport of viewports) {
    await person.page.setViewportSize(viewport);
    for (const [turn, palette] of PALETTES.entries()) {
      await choosePalette(person.page, palette);
      const weak = await weakPairsOn(person.page);
      const violations = await person.violations(turn === 0 ? 'all' : 'colours');
      if (weak.length + violations.length > 0) faults.push({ what, width: viewport.width, palette, weak, violations });
      await person.shot(`${what.replaceAll(/\W+/g, '-')}-${viewport.width}-${palette}`);
    }
  }
  await person.page.setViewportSize(DESK);
  expect(faults).toEqual([]);
}

describe('every screen, in every look', () => {
  let browser: Browser;
  let night: BusyNight;
  let network: TcpProxy;

  beforeAll(async () => {
    [browser, night] = await Promise.all([openBrowser(), busyNight()]);
    network = await TcpProxy.to(night.app.url);
  });
  afterAll(async () => {
    await browser?.close();
    await network?.close();
    await night?.app.close();
  });

  async function seated({ user, opens }: Seat, url: string): Promise<KeyboardUser> {
    const person = await KeyboardUser.at(browser, url);
    await person.signIn(user, PASSWORD);
    await person.page.getByRole('status', { name: 'Service level' }).waitFor();
    await opens?.(person);
    return person;
  }

  /** At 200 and 400 % nothing is cut off at the right; nothing to press is smaller than WCAG, or a glove on a phone, asks. */
  async function reflows({ page }: KeyboardUser, what: string): Promise<void> {
    const faults: object[] = [];
    for (const width of ZOOMED) {
      await page.setViewportSize({ width, height: 512 });
      const wide = await tooWide(page);
      if (wide.length > 0) faults.push({ what, width, wide });
    }
    for (const [viewport, least] of [
      [DESK, 24],
      [PHONE, 44],
    ] as const) {
      await page.setViewportSize(viewport);
      const small = await smallTargets(page, least);
      if (small.length > 0) faults.push({ what, least, small });
    }
    await page.setViewportSize(DESK);
    expect(faults).toEqual([]);
  }

  test.each(SEATS)(
    '$user: a busy night, with questions open, in every palette, on a desk, a phone and zoomed',
    async (seat) => {
      const person = await seated(seat, network.url);
      for (const screen of seat.screens) {
        await goTo(person, screen);
        await look(person, `${seat.user} ${screen}`);
        await reflows(person, `${seat.user} ${screen}`);
      }
      await goTo(person, seat.screens[0] ?? '');
      for (const key of seat.asks ?? []) {
        await person.press(key);
        const dialog = person.page.locator('wa-dialog[open]');
        await dialog.waitFor({ state: 'attached' });
        await person.page.waitForFunction(() => document.getAnimations().length === 0);
        await look(person, `${seat.user} ${seat.screens[0]} asks ${key}`);
        await person.press('Escape');
        await dialog.waitFor({ state: 'detached' });
      }
      expect(person.errors).toEqual([]);
      await person.page.context().close();
    },
    PATIENCE_MS,
  );

  test('shows where the focus is, also where the system chooses the colours; nothing moves where that is not wanted', async () => {
    const person = await seated(seatOf('dispatcher'), night.app.url);
    const { page } = person;
    await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' });
    const outline = (pressed: boolean) =>
      page
        .locator(`out-board-row button[aria-pressed=${pressed}]`)
        .first()
        .evaluate((element) => getComputedStyle(element).outlineStyle);
    expect([await outline(true), await outline(false)]).toEqual(['solid', 'none']);
    const withoutRing: string[] = [];
    for (let steps = 0; steps < 25; steps += 1) {
      await person.press('Tab');
      const found = await page.evaluate(() => {
        let active = document.activeElement;
        while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
        if (active === null || active === document.body) return [];
        const { outlineStyle, outlineWidth } = getComputedStyle(active);
        return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2 ? [] : [active.outerHTML];
      });
      withoutRing.push(...found);
    }
    expect(withoutRing).toEqual([]);
    await person.shot('forced-colours');
    expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
    await page.context().close();
  });

  test('[R13] a call handler’s screen reader is interrupted by danger to life alone; the rest waits for a pause', async () => {
    const person = await seated({ user: 'handler', screens: [] }, night.app.url);
    const { page } = person;
    const heard = (urgency: 'assertive' | 'polite') => page.locator(`out-handler out-announcer [aria-live=${urgency}]`);
    await person.fill('Given names', 'Agnes');
    await person.fill('Surname', 'Weston');
    await person.fill('Date of birth', '26/3/1970');
    await heard('polite')
      .getByText(/^New: /)
      .waitFor();
    expect(await heard('assertive').textContent()).toBe('');
    await person.fill('Caller phone', '07700 900999');
    await heard('assertive')
      .getByText(/^Life risk\. /)
      .waitFor();
    await page.context().close();
  });

  test(
    'says so when the link is lost, and when nobody reviews, readable in every look',
    async () => {
      const supervisor = await night.app.as('supervisor');
      const until = new Date(Date.now() + 3_600_000).toISOString();
      await supervisor.post('/api/desk/level', { force: 'isolated', reason: 'the registers are away', until });
      const people = await Promise.all(EVERY_SCREEN.map((seat) => seated(seat, network.url)));
      network.goSilent();
      for (const [index, person] of people.entries()) {
        const what = `${EVERY_SCREEN[index]?.user} link lost`;
        const lost = person.page.getByText(/lost since|no link/i).filter({ visible: true });
        await lost.first().waitFor();
        // The first on a desk, too; the others have the same panels there.
        await look(person, what, index === 0 ? [DESK, PHONE] : [PHONE]);
        await person.page.context().close();
      }
      network.comeBack();
    },
    PATIENCE_MS,
  );
});

describe('every screen, with nothing on it yet', () => {
  let browser: Browser;
  let empty: App;

  beforeAll(async () => {
    [browser, empty] = await Promise.all([openBrowser(), App.open({ at: new Date().toISOString(), registers: false })]);
  });
  afterAll(async () => {
    await browser?.close();
    await empty?.close();
  });

  test.each(EACH_SCREEN)(
    '$user: has words for it, and no fault in any look',
    async ({ user, screens }) => {
      const person = await KeyboardUser.at(browser, empty.url);
      await person.signIn(user, PASSWORD);
      await person.page.getByRole('status', { name: 'Service level' }).waitFor();
      for (const screen of screens) {
        await goTo(person, screen);
        await person.page.locator('main').getByText(/\w{4}/).filter({ visible: true }).first().waitFor();
        await look(person, `${user} ${screen} empty`, [PHONE]);
      }
      await person.page.context().close();
    },
    PATIENCE_MS,
  );
});
