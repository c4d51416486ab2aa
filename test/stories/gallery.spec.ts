import type { Browser, Page } from 'playwright-core';
import { filesUnder, read } from '../house/project.js';
import { KeyboardUser, openBrowser } from '../support/keyboard-user.js';
import {
  choosePalette,
  contrastsAs,
  DESK,
  LEAST,
  pairsOn,
  PALETTES,
  PHONE,
  seeAs,
  VISIONS,
  type Pair,
} from '../support/looks.js';
import { Outrider } from '../support/outrider.js';

/** How long axe may take over hundreds of cards where other things run on the machine, too. */
const PATIENCE_MS = 180_000;

describe('the gallery: every component in every state', () => {
  let outrider: Outrider;
  let browser: Browser;

  beforeAll(async () => {
    [outrider, browser] = await Promise.all([Outrider.start(), openBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await outrider?.stop();
  });

  const gallery = async (viewport: { width: number; height: number } = DESK): Promise<KeyboardUser> => {
    const user = await KeyboardUser.at(browser, `${outrider.url}/gallery.html`, viewport);
    await user.page.locator('[data-piece=out-step-up-dialog]').waitFor();
    return user;
  };
  const elementsOn = (page: Page): Promise<string[]> =>
    page.evaluate(() => {
      const names = new Set<string>();
      const walk = (root: Document | ShadowRoot): void => {
        for (const { localName, shadowRoot } of root.querySelectorAll('*')) {
          names.add(localName);
          if (shadowRoot) walk(shadowRoot);
        }
      };
      walk(document);
      return [...names];
    });

  test('shows each element of client/ui, and opens each question by keyboard', async () => {
    const user = await gallery();
    const declared = filesUnder(['client/ui'], /\.ts$/).flatMap((file) =>
      [...read(file).matchAll(/@customElement\('([\w-]+)'\)/g)].map(([, name = '']) => name),
    );
    const there = await elementsOn(user.page);
    expect(declared.length).toBeGreaterThan(10);
    expect(declared.filter((name) => !there.includes(name))).toEqual([]);

    const openers = user.page.getByRole('button', { name: 'Open', exact: true });
    const dialog = user.page.locator('wa-dialog[open]');
    const questions = (await user.page.locator('[data-piece$=-dialog]').all()).length;
    expect(questions).toBeGreaterThan(5);
    for (let index = -questions; index < 0; index += 1) {
      await openers.nth(index).press('Enter');
      const leave = dialog.getByRole('button', { name: /^Cancel/ });
      await leave.waitFor();
      await user.press('Escape');
      await leave.waitFor({ state: 'detached' });
      await dialog.waitFor({ state: 'detached' });
    }
    expect(user.errors).toEqual([]);
    expect(user.foreignRequests).toEqual([]);
    await user.page.context().close();
  });

  test(
    'is accessible, on a desk and on a phone',
    async () => {
      const user = await gallery();
      expect(await user.violations()).toEqual([]);
      await user.shot('gallery-desk');
      await user.page.setViewportSize(PHONE);
      await user.shot('gallery-phone');
      expect(await user.page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
      await user.page.context().close();
    },
    PATIENCE_MS,
  );

  test('can be read without colour: words 4.5 to 1 and shapes 3 to 1 in every palette, by every kind of colour vision', async () => {
    const user = await gallery();
    const strip = await (await browser.newContext()).newPage();
    const weak: object[] = [];
    let measured = 0;
    for (const palette of PALETTES) {
      await choosePalette(user.page, palette);
      const pairs: readonly Pair[] = await pairsOn(user.page);
      for (const vision of VISIONS) {
        const contrasts = await contrastsAs(strip, pairs, vision);
        measured += contrasts.length;
        pairs.forEach((pair, index) => {
          const contrast = contrasts[index] ?? 0;
          if (contrast < LEAST[pair.kind]) weak.push({ palette, vision, ...pair, contrast: contrast.toFixed(2) });
        });
      }
    }
    expect(weak).toEqual([]);
    expect(measured).toBeGreaterThan(300);
    await Promise.all([user.page.context().close(), strip.context().close()]);
  });

  test('tells severities apart by word, shape and place: no two share one', async () => {
    const user = await gallery();
    const flags = user.page.locator('[data-piece=out-flag] out-flag');
    const signs = await flags.evaluateAll((elements) =>
      elements.map((element) => ({
        word: element.shadowRoot?.querySelector('.severity')?.textContent ?? '',
        shape: element.shadowRoot?.querySelector('wa-icon')?.getAttribute('name') ?? '',
      })),
    );
    const shapes = new Map(signs.map(({ word, shape }) => [word, shape]));
    expect(shapes.size).toBe(4);
    expect(new Set(shapes.values()).size).toBe(4);
    // Most dangerous first, wherever there are several.
    const list = user.page.locator('[data-piece=out-flags] out-flags').last();
    const order = await list.locator('.severity').allInnerTexts();
    const ranks = order.map((word) => [...shapes.keys()].findIndex((one) => one.toLowerCase() === word.toLowerCase()));
    expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));

    const cdp = await user.page.context().newCDPSession(user.page);
    for (const palette of PALETTES) {
      await choosePalette(user.page, palette);
      for (const vision of VISIONS) {
        await seeAs(cdp, vision);
        await user.shot(`gallery-${palette}-${vision}`);
      }
    }
    await user.page.context().close();
  });
});
