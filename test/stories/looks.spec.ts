import type { Browser } from 'playwright-core';
import { PASSWORD } from '../support/api.js';
import { busyNight, type BusyNight } from '../support/busy-night.js';
import { KeyboardUser, openBrowser } from '../support/keyboard-user.js';
import { choosePalette, DESK, PALETTES, PHONE, smallTargets, tooWide, weakPairsOn } from '../support/looks.js';
import { TcpProxy } from '../support/tcp-proxy.js';

/** Who sits where: each seat with the screens that are looked at from it, and what brings one of them to its fullest. */
interface Seat {
  readonly user: string;
  readonly screens: readonly string[];
  /** what is on the first screen before a key means anything there */
  readonly ready: string;
  /** keys that open what there is to open, on the first screen */
  readonly opens?: readonly string[];
  /** keys that each bring up a question, on the first screen */
  readonly asks?: readonly string[];
}
const SEATS: readonly Seat[] = [
  { user: 'handler', ready: 'out-handler', screens: ['call', 'shift'], asks: ['F1'] },
  { user: 'analyst', ready: 'out-desk button', screens: ['desk'], opens: ['d', 'n'], asks: ['F1'] },
  { user: 'dispatcher', ready: 'out-board-row', screens: ['board'], opens: ['ArrowDown'], asks: ['d', 'm'] },
  {
    user: 'supervisor',
    ready: 'out-board-row',
    screens: ['board', 'rulings', 'load'],
    opens: ['ArrowDown'],
    asks: ['f'],
  },
  { user: 'inspector', ready: 'out-review li button', screens: ['review', 'board'], opens: ['ArrowDown'] },
  { user: 'sergeant', ready: 'out-review', screens: ['review'], opens: ['ArrowDown'] },
  { user: 'admin', ready: 'out-people li button', screens: ['people', 'oversight', 'load'] },
  { user: 'auditor', ready: 'out-auditor', screens: ['audit'] },
  { user: 'standards', ready: 'out-oversight', screens: ['oversight'] },
  { user: 'officer1', ready: 'out-officer', screens: ['officer', 'shift'] },
];
/** As wide as a desk of 1,280 px at 200 %, and as at 400 %. */
const ZOOMED = [640, 320] as const;

const goTo = async ({ page }: KeyboardUser, screen: string): Promise<void> => {
  await page.evaluate((name) => (location.hash = `#/${name}`), screen);
  await page.getByRole('status', { name: 'Service level' }).waitFor();
  await page.locator(`out-${ELEMENT[screen] ?? screen}:not([hidden])`).waitFor({ state: 'attached' });
};
const ELEMENT: Readonly<Record<string, string>> = { call: 'handler', audit: 'auditor' };

describe('every screen, in every look', () => {
  let browser: Browser;
  let night: BusyNight;
  let network: TcpProxy;
  let looked = 0;

  beforeAll(async () => {
    [browser, night] = await Promise.all([openBrowser(), busyNight()]);
    network = await TcpProxy.to(night.app.url);
  });
  afterAll(async () => {
    await browser?.close();
    await network?.close();
    await night?.app.close();
  });

  async function seated({ user, ready, opens = [] }: Seat, url: string): Promise<KeyboardUser> {
    const person = await KeyboardUser.at(browser, url);
    await person.signIn(user, PASSWORD);
    await person.page.getByRole('status', { name: 'Service level' }).waitFor();
    if (opens.length > 0) await person.page.locator(ready).first().waitFor();
    for (const key of opens) await person.press(key);
    return person;
  }

  /** On a desk and on a phone: axe in one palette after the other, and the contrast of all there is in each of them. */
  async function look(person: KeyboardUser, what: string): Promise<void> {
    const faults: object[] = [];
    for (const viewport of [DESK, PHONE]) {
      await person.page.setViewportSize(viewport);
      for (const [turn, palette] of PALETTES.entries()) {
        await choosePalette(person.page, palette);
        const weak = await weakPairsOn(person.page);
        const violations = turn === looked % PALETTES.length ? await person.violations() : [];
        if (weak.length + violations.length > 0)
          faults.push({ what, width: viewport.width, palette, weak, violations });
        await person.shot(`${what.replaceAll(/\W+/g, '-')}-${viewport.width}-${palette}`);
      }
      looked += 1;
    }
    await person.page.setViewportSize(DESK);
    expect(faults).toEqual([]);
  }

  test.each(SEATS)('$user: a busy night, with questions open', async (seat) => {
    const person = await seated(seat, network.url);
    for (const screen of seat.screens) {
      await goTo(person, screen);
      await look(person, `${seat.user} ${screen}`);
    }
    await goTo(person, seat.screens[0] ?? '');
    for (const key of seat.asks ?? []) {
      await person.press(key);
      const dialog = person.page.locator('wa-dialog[open]');
      await dialog.waitFor({ state: 'attached' });
      await look(person, `${seat.user} ${seat.screens[0]} asks ${key}`);
      await person.press('Escape');
      await dialog.waitFor({ state: 'detached' });
    }
    await person.page.context().close();
  });

  test.each(SEATS)('$user: reflows at 200 and 400 %, and nothing to press is smaller than 24 px', async (seat) => {
    const person = await seated(seat, night.app.url);
    const faults: object[] = [];
    for (const screen of seat.screens) {
      await goTo(person, screen);
      for (const width of ZOOMED) {
        await person.page.setViewportSize({ width, height: 512 });
        const wide = await tooWide(person.page);
        if (wide.length > 0) faults.push({ screen, width, wide });
      }
      await person.page.setViewportSize(DESK);
      const small = await smallTargets(person.page, 24);
      if (small.length > 0) faults.push({ screen, small });
    }
    expect(faults).toEqual([]);
    await person.page.context().close();
  });

  test('says so when the link is lost, and when nobody reviews, readable in every look', async () => {
    const supervisor = await night.app.as('supervisor');
    const until = new Date(Date.now() + 3_600_000).toISOString();
    await supervisor.post('/api/desk/level', { force: 'isolated', reason: 'the registers are away', until });
    const seats = SEATS.filter(({ user }) => ['handler', 'dispatcher'].includes(user));
    const people = await Promise.all(seats.map((seat) => seated(seat, network.url)));
    network.goSilent();
    for (const [index, person] of people.entries()) {
      await person.page
        .getByText(/lost since/i)
        .first()
        .waitFor();
      await look(person, `${seats[index]?.user} link lost`);
      await person.page.context().close();
    }
    network.comeBack();
  });
});
