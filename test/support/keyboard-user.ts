import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import axe from 'axe-core';
import { chromium, type Browser, type Locator, type Page } from 'playwright-core';

const CANDIDATES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const ARGUMENTS = [
  // Fields for dates as they are in Britain.
  '--lang=en-GB',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** How long anybody waits for what should show, in ms: a hang, not a measurement. */
const PATIENCE_MS = 60_000;

/** Real Chromium. `npm test` installs it, or says how. */
export function openBrowser(): Promise<Browser> {
  const executablePath = process.env['CHROMIUM_PATH'] ?? CANDIDATES.find((path) => existsSync(path));
  if (!executablePath) throw new Error('No Chromium found: install the package chromium, or set CHROMIUM_PATH.');
  return chromium.launch({ executablePath, args: ARGUMENTS, headless: true });
}

/** Counts what a pointer did. A key that activates a button makes a click too, but one without a pointer (detail 0). */
function watchForPointers(): void {
  const seen = globalThis as unknown as { pointerUses: number };
  seen.pointerUses = 0;
  for (const event of ['pointerdown', 'mousedown', 'touchstart', 'click']) {
    addEventListener(
      event,
      (e) => (seen.pointerUses += e.type === 'click' && (e as UIEvent).detail === 0 ? 0 : 1),
      true,
    );
  }
}

/** What the page's content policy keeps from happening is a fault of the page's. */
function watchThePolicy(): void {
  document.addEventListener('securitypolicyviolation', ({ violatedDirective, sourceFile, lineNumber }) =>
    console.error(`against the content policy: ${violatedDirective} in ${sourceFile}:${lineNumber}`),
  );
}

/** A person who has a keyboard and no mouse: only what can be reached and done with keys is done. */
export class KeyboardUser {
  readonly errors: string[] = [];
  readonly foreignRequests: string[] = [];

  private constructor(readonly page: Page) {}

  static async at(browser: Browser, url: string, viewport = { width: 1440, height: 900 }): Promise<KeyboardUser> {
    const context = await browser.newContext({ viewport, locale: 'en-GB', timezoneId: 'Europe/London' });
    context.setDefaultTimeout(PATIENCE_MS);
    const page = await context.newPage();
    const user = new KeyboardUser(page);
    page.on('pageerror', (error) => user.errors.push(error.message));
    page.on('console', (message) => message.type() === 'error' && user.errors.push(message.text()));
    page.on('request', (request) => {
      const { protocol, host } = new URL(request.url());
      if (protocol !== 'data:' && host !== new URL(url).host) user.foreignRequests.push(request.url());
    });
    await page.addInitScript(watchForPointers);
    await page.addInitScript(watchThePolicy);
    await page.goto(url);
    return user;
  }

  /** Walks with the tab key to what is wanted; fails when it cannot be reached so. */
  async goTo(wanted: Locator): Promise<void> {
    await wanted.first().waitFor();
    for (let steps = 0; steps < 250; steps += 1) {
      if (await wanted.first().evaluate(hasFocus)) return;
      await this.page.keyboard.press('Tab');
    }
    throw new Error('the tab key does not reach it');
  }

  async fill(label: string, text: string, within: Locator | Page = this.page): Promise<void> {
    await this.goTo(within.getByLabel(label, { exact: true }));
    await this.page.keyboard.press('Control+A');
    await this.page.keyboard.type(text);
  }

  async press(key: string): Promise<void> {
    await this.page.keyboard.press(key);
  }

  /** A region by how its name begins: a heading may go on with a count. */
  region(name: string): Locator {
    return this.page.getByRole('region', { name: new RegExp(`^${name}`) });
  }

  async signIn(username: string, password: string): Promise<void> {
    await this.fill('User name', username);
    await this.fill('Password', password);
    await this.press('Enter');
  }

  async pointerUses(): Promise<number> {
    return this.page.evaluate(() => (globalThis as unknown as { pointerUses: number }).pointerUses);
  }

  /**
   * Violations of WCAG 2.2 A and AA that axe finds on the page as it is.
   *
   * @param which `colours`: only those that another palette can make, where everything else was looked at before
   */
  async violations(which: 'all' | 'colours' = 'all'): Promise<string[]> {
    if (!(await this.page.evaluate(() => 'axe' in globalThis))) await this.page.evaluate(axe.source);
    // What fades in does not have its colours yet.
    await this.page.waitForFunction(atRest);
    const runOnly: axe.RunOptions['runOnly'] =
      which === 'all' ? ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] : ['color-contrast'];
    const result = await this.page.evaluate(
      (only) => (globalThis as unknown as { axe: typeof axe }).axe.run(document, { runOnly: only }),
      runOnly,
    );
    return result.violations.map(({ id, nodes }) => `${id}: ${nodes.map((n) => n.target.join(' ')).join('; ')}`);
  }

  /** A picture to look at, when somebody asks for them: SHOTS names the folder. */
  async shot(name: string): Promise<void> {
    const folder = process.env['SHOTS'];
    if (!folder) return;
    await mkdir(folder, { recursive: true });
    await this.page.screenshot({ path: join(folder, `${name}.png`) });
  }
}

/** Whether nothing on the page moves that will come to its end. */
function atRest(): boolean {
  const isMoving = (root: Document | ShadowRoot): boolean =>
    root.getAnimations().some(({ playState, effect }) => {
      return playState === 'running' && effect?.getComputedTiming().endTime !== Infinity;
    }) || [...root.querySelectorAll('*')].some(({ shadowRoot }) => shadowRoot !== null && isMoving(shadowRoot));
  return !isMoving(document);
}

/** Whether an element, or something inside its shadow, has the focus. */
function hasFocus(element: Element): boolean {
  let active: Element | null = document.activeElement;
  while (active) {
    if (active === element) return true;
    active = active.shadowRoot?.activeElement ?? null;
  }
  return false;
}
