import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Page } from 'playwright-core';

/** What a page was like for the person in front of it. All in ms. */
export interface Felt {
  /** from each key to what it painted: the longest event of it; of those too short to be reported, that bound */
  readonly interactions: readonly number[];
  /** interaction to next paint, as the web-vitals library counts it; undefined: nothing was slow enough to count */
  readonly inp: number | undefined;
  /** between two frames */
  readonly frames: readonly number[];
  /** work that held the page for more than 50 ms at once */
  readonly longTasks: readonly number[];
}

/** Events shorter than this are not reported by the browser, in ms. */
const SHORTEST = 16;
const WEB_VITALS = join(dirname(createRequire(import.meta.url).resolve('web-vitals')), 'web-vitals.iife.js');

/** Begins to watch a page that will be opened. */
export async function watch(page: Page): Promise<void> {
  await page.addInitScript(`${readFileSync(WEB_VITALS, 'utf8')};globalThis.webVitals = webVitals`);
  await page.addInitScript((shortest: number) => {
    const longest = new Map<number, number>();
    const felt = {
      keys: 0,
      longest,
      inp: undefined as number | undefined,
      frames: [] as number[],
      long: [] as number[],
    };
    Object.assign(globalThis, { felt });
    addEventListener('keydown', () => (felt.keys += 1), true);
    const events = new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { interactionId: number })[]) {
        if (entry.interactionId === 0) continue;
        longest.set(entry.interactionId, Math.max(longest.get(entry.interactionId) ?? 0, entry.duration));
      }
    });
    events.observe({ type: 'event', durationThreshold: shortest, buffered: true } as PerformanceObserverInit);
    const tasks = new PerformanceObserver((list) =>
      felt.long.push(...list.getEntries().map(({ duration }) => duration)),
    );
    tasks.observe({ type: 'longtask' });
    const { webVitals } = globalThis as unknown as {
      webVitals: { onINP: (tell: (metric: { value: number }) => void, options: object) => void };
    };
    webVitals.onINP(({ value }) => (felt.inp = value), { reportAllChanges: true });
    let before = performance.now();
    const frame = (now: number) => {
      felt.frames.push(now - before);
      before = now;
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  }, SHORTEST);
}

/** Forgets what was felt until now: what follows is measured. */
export const forget = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const { felt } = globalThis as unknown as {
      felt: { keys: number; longest: Map<number, number>; frames: []; long: [] };
    };
    felt.keys = 0;
    felt.longest.clear();
    felt.frames.length = 0;
    felt.long.length = 0;
  });

/** What was felt since. */
export async function feltOn(page: Page): Promise<Felt> {
  const { keys, longest, ...rest } = await page.evaluate(() => {
    const { felt } = globalThis as unknown as {
      felt: { keys: number; longest: Map<number, number>; inp: number | undefined; frames: number[]; long: number[] };
    };
    return { ...felt, longest: [...felt.longest.values()] };
  });
  const short = Array.from({ length: Math.max(0, keys - longest.length) }, () => SHORTEST);
  return { interactions: [...longest, ...short], inp: rest.inp, frames: rest.frames, longTasks: rest.long };
}
