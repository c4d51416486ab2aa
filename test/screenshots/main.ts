/** `npm run screenshots [-- SCREEN...]`: pictures of the running demonstration, every screen, on a desk and a phone, by day and by night. */
import { Command } from 'commander';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { KeyboardUser, openBrowser } from '../support/keyboard-user.js';
import { Outrider, PASSWORD } from '../support/outrider.js';
import { wholeNumber } from '../../server/platform/cli/whole-number.js';
import { chosen, readArguments } from '../support/programs.js';
import { fillTheEvening } from './evening.js';
import { composePicture } from './picture.js';
import { SHOTS, type Shot } from './screens.js';

const VIEWPORTS = { desk: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } } as const;
/** How long a screen may take until it is ready; then the picture shows how far it came. */
const PATIENCE_MS = 10_000;
const PALETTES = ['day', 'night'] as const;

const program = new Command('screenshots')
  .description('Takes pictures of the screens of a demonstration that it starts and ends')
  .argument('[screens...]', `which: ${Object.keys(SHOTS).join(', ')}; every one when left out`)
  .option('--out <folder>', 'where they go', 'screenshots')
  .option('--people <n>', 'how many people the invented force knows', wholeNumber(0), 3_000)
  .option('--picture <file>', 'besides, one JPEG of a call and of the officer who is sent to it');
readArguments(program);

const { out, people, picture } = program.opts<{ out: string; people: number; picture?: string }>();
const names = chosen(program.args, Object.keys(SHOTS));

/** A picture as PNG, and what went wrong on the page while it was taken. */
async function take(
  browser: Browser,
  url: string,
  shot: Shot,
  seen: { readonly viewport: keyof typeof VIEWPORTS; readonly palette: (typeof PALETTES)[number] },
): Promise<{ readonly png: Buffer; readonly errors: readonly string[] }> {
  const user = await KeyboardUser.at(browser, `${url}${shot.at}`, VIEWPORTS[seen.viewport]);
  await user.page.emulateMedia({ colorScheme: seen.palette === 'day' ? 'light' : 'dark', reducedMotion: 'reduce' });
  user.page.setDefaultTimeout(PATIENCE_MS);
  if (shot.as !== undefined) await user.signIn(shot.as, PASSWORD);
  await shot.prepare(user).catch((cause: Error) => user.errors.push(cause.message));
  const png = await user.page.screenshot();
  await user.page.context().close();
  return { png, errors: user.errors };
}

await mkdir(out, { recursive: true });
const outrider = await Outrider.start({ env: { OUTRIDER_DEMO_PEOPLE: String(people), OUTRIDER_FEED: '20' } });
const browser = await openBrowser();
try {
  await fillTheEvening(outrider);
  for (const name of names) {
    for (const viewport of Object.keys(VIEWPORTS) as (keyof typeof VIEWPORTS)[]) {
      for (const palette of PALETTES) {
        const file = join(out, `${name}-${viewport}-${palette}.png`);
        const { png, errors } = await take(browser, outrider.url, SHOTS[name]!, { viewport, palette });
        await writeFile(file, png);
        process.stdout.write(`${file}\n`);
        for (const error of errors) process.stderr.write(`${file}: ${error}\n`);
        if (errors.length > 0) process.exitCode = 1;
      }
    }
  }
  if (picture !== undefined) {
    const call = await take(browser, outrider.url, SHOTS['evidence']!, { viewport: 'desk', palette: 'day' });
    const officer = await take(browser, outrider.url, SHOTS['officer']!, { viewport: 'phone', palette: 'night' });
    await writeFile(picture, await composePicture(browser, call.png, officer.png));
    process.stdout.write(`${picture}\n`);
  }
} finally {
  await browser.close();
  await outrider.stop();
}
