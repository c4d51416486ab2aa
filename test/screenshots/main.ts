/** `npm run screenshots [-- SCREEN...]`: pictures of the running demonstration, every screen, on a desk and a phone, by day and by night. */
import { Command } from 'commander';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { KeyboardUser, openBrowser } from '../support/keyboard-user.js';
import { Outrider, PASSWORD } from '../support/outrider.js';
import { wholeNumber } from '../../server/platform/cli/whole-number.js';
import { chosen, readArguments } from '../support/programs.js';
import { TcpProxy } from '../support/tcp-proxy.js';
import { fillTheEvening } from './evening.js';
import { composePicture } from './picture.js';
import { SHOTS, type Shot } from './screens.js';

const VIEWPORTS = { desk: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } } as const;
/** How long a screen may take until it is ready; then the picture shows how far it came. */
const PATIENCE_MS = 10_000;
/** How long a phone may take until it knows that its link is lost. */
const NOTICED_MS = 40_000;
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

/** A control room that pictures are taken of, and the network before it. */
interface Room {
  readonly outrider: Outrider;
  readonly network: TcpProxy;
}

async function openRoom(env: Record<string, string>, fill: (outrider: Outrider) => Promise<void>): Promise<Room> {
  const outrider = await Outrider.start({ env });
  await fill(outrider);
  return { outrider, network: await TcpProxy.to(outrider.url) };
}

async function closeRoom({ outrider, network }: Room): Promise<void> {
  await network.close();
  await outrider.stop();
}

type Seen = { readonly viewport: keyof typeof VIEWPORTS; readonly palette: (typeof PALETTES)[number] };

/** A picture as PNG, and what went wrong on the page while it was taken. */
async function take(
  browser: Browser,
  { network }: Room,
  shot: Shot,
  { viewport, palette }: Seen,
): Promise<{ readonly png: Buffer; readonly errors: readonly string[] }> {
  const user = await KeyboardUser.at(browser, `${network.url}${shot.at}`, VIEWPORTS[viewport]);
  await user.page.emulateMedia({ colorScheme: palette === 'day' ? 'light' : 'dark', reducedMotion: 'reduce' });
  user.page.setDefaultTimeout(PATIENCE_MS);
  if (shot.as !== undefined) await user.signIn(shot.as, PASSWORD);
  const prepared = shot.prepare(user).then(() => (shot.linkLost === true ? loseTheLink(user, network) : undefined));
  await prepared.catch((cause: Error) => user.errors.push(cause.message));
  const png = await user.page.screenshot();
  await user.page.context().close();
  network.comeBack();
  return { png, errors: user.errors };
}

async function loseTheLink({ page }: KeyboardUser, network: TcpProxy): Promise<void> {
  network.goSilent();
  const lost = page.getByText(/lost since|no link/i).filter({ visible: true });
  await lost.first().waitFor({ timeout: NOTICED_MS });
}

async function takeAll(browser: Browser, room: Room, shots: readonly string[]): Promise<void> {
  for (const name of shots) {
    for (const viewport of Object.keys(VIEWPORTS) as Seen['viewport'][]) {
      for (const palette of PALETTES) {
        const file = join(out, `${name}-${viewport}-${palette}.png`);
        const { png, errors } = await take(browser, room, SHOTS[name]!, { viewport, palette });
        await writeFile(file, png);
        process.stdout.write(`${file}\n`);
        for (const error of errors) process.stderr.write(`${file}: ${error}\n`);
        if (errors.length > 0) process.exitCode = 1;
      }
    }
  }
}

await mkdir(out, { recursive: true });
const browser = await openBrowser();
const isEmpty = (name: string): boolean => SHOTS[name]?.empty === true;
const [empty, full] = [names.filter(isEmpty), names.filter((name) => !isEmpty(name))];
try {
  if (empty.length > 0) {
    const room = await openRoom({}, async () => undefined);
    try {
      await takeAll(browser, room, empty);
    } finally {
      await closeRoom(room);
    }
  }
  const room = await openRoom({ OUTRIDER_DEMO_PEOPLE: String(people), OUTRIDER_FEED: '20' }, fillTheEvening);
  try {
    await takeAll(browser, room, full);
    if (picture !== undefined) {
      const call = await take(browser, room, SHOTS['evidence']!, { viewport: 'desk', palette: 'day' });
      const officer = await take(browser, room, SHOTS['officer']!, { viewport: 'phone', palette: 'night' });
      await writeFile(picture, await composePicture(browser, call.png, officer.png));
      process.stdout.write(`${picture}\n`);
    }
  } finally {
    await closeRoom(room);
  }
} finally {
  await browser.close();
}
