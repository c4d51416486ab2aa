import { setTimeout as rest } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import type { IncidentReply } from '../../../server/contract/index.js';
import { openBrowser } from '../../support/keyboard-user.js';
import { Outrider, PASSWORD, type Session } from '../../support/outrider.js';
import { quantile } from '../quantile.js';
import type { BenchRow } from '../rows.js';
import { benchCrowdedCall } from './crowded-call.js';
import { feltOn, forget, watch, type Felt } from './watch-page.js';

/** As many live incidents, and changes of them, as a very bad night has. */
const INCIDENTS = 500;
const CHANGES_A_SECOND = 50;
/** Who changes them: one person alone would run into the limit of what one may ask. */
const WRITERS = ['handler', 'handler2'] as const;
/** What a supervisor does all night: from incident to incident, acknowledges, to the alerts and back, to the top. */
const KEYS = ['ArrowDown', 'ArrowDown', 'ArrowDown', 'r', 'F2', 'Escape', 'ArrowUp', 'Escape', 'Home'];
/** How long they read before the next key, in ms. */
const BETWEEN_KEYS = 300;
/** How often the start of the officer’s page is measured. */
const STARTS = 7;
/** How long the last change may take to the screen, in s. */
const PATIENCE = 30;

/** An incident as the server answered it last. */
interface Live {
  readonly id: string;
  report: number;
  card: number;
  category: string;
  /** settles when nothing of it is on its way */
  idle: Promise<void>;
}

/**
 * A supervisor’s board in real Chromium: 500 live incidents with their cards, of which 50 change every second, while keys are
 * pressed; then the start of an officer’s page from the shell that the phone keeps; then a call with dozens of flags. The
 * server is a process of its own.
 *
 * @param seconds of changes
 * @param tell hears how far it is
 */
export async function benchScreen(seconds: number, tell: (line: string) => void): Promise<BenchRow[]> {
  const [outrider, browser] = await Promise.all([Outrider.start(), openBrowser()]);
  try {
    const writers = await Promise.all(WRITERS.map((username) => outrider.signIn(username)));
    const incidents = await reportAll(writers, tell);
    const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
    await watch(page);
    const versions = cardsThatReach(page);
    await signIn(page, outrider.url, 'supervisor');
    await page.getByRole('heading', { name: new RegExp(`^Incidents ${INCIDENTS}`) }).waitFor();
    await forget(page);
    const until = performance.now() + seconds * 1_000;
    const [changed] = await Promise.all([change(writers, incidents, until, tell), pressKeys(page, until)]);
    const missing = await missingCards(incidents, versions);
    const felt = await feltOn(page);
    const wrong = await rowsThatDiffer(page, incidents);
    const starts = await startsOfAPhone(browser, outrider, incidents[0]!.id);
    await page.context().close();
    tell('a call with dozens of flags');
    const crowded = await benchCrowdedCall(browser, outrider);
    return [
      { what: `live incidents on the board, changed for ${seconds} s`, value: INCIDENTS, unit: '' },
      { what: 'changes a second', value: changed / seconds, unit: '/s', goal: `≥ ${CHANGES_A_SECOND - 1}` },
      { what: 'incidents whose newest card did not reach the page', value: missing, unit: '', goal: '0' },
      { what: 'rows in view that say something else than the server', value: wrong, unit: '', goal: '0' },
      ...feltRows(felt),
      { what: 'officer’s card on the screen from the kept shell, p50', value: quantile(starts, 0.5), unit: 'ms' },
      { what: 'the slowest', value: Math.max(...starts), unit: 'ms', goal: '≤ 1,000' },
      ...crowded,
    ];
  } finally {
    await browser.close();
    await outrider.stop();
  }
}

function feltRows({ interactions, inp, frames, longTasks }: Felt): BenchRow[] {
  const frame = (q: number) => Math.round(quantile(frames, q) * 10) / 10;
  return [
    { what: 'keys pressed', value: interactions.length, unit: '' },
    { what: 'key to paint, p50 (16: at most)', value: quantile(interactions, 0.5), unit: 'ms' },
    { what: 'key to paint, p95', value: quantile(interactions, 0.95), unit: 'ms', goal: '≤ 100' },
    { what: 'INP, as web-vitals counts it', value: inp ?? 0, unit: 'ms' },
    { what: 'between two frames, p50', value: frame(0.5), unit: 'ms' },
    { what: 'between two frames, p99', value: frame(0.99), unit: 'ms' },
    { what: 'tasks over 50 ms', value: longTasks.length, unit: '' },
    { what: 'the longest', value: Math.max(0, ...longTasks), unit: 'ms' },
  ];
}

async function reportAll(writers: readonly Session[], tell: (line: string) => void): Promise<Live[]> {
  const incidents: Live[] = [];
  for (let n = 0; n < INCIDENTS; n += 1) {
    const { body } = await writers[n % writers.length]!.post<IncidentReply>('/api/incidents', {
      source: '999',
      category: 'Call 0',
      grade: n % 3 === 0 ? 'immediate' : 'priority',
      caller: { phone: `01632 96${String(n).padStart(4, '0')}` },
      location: { text: `${n + 1} Quarry Road, Hexham` },
      ...(n === 0 ? { people: [MABEL] } : {}),
    });
    incidents.push({
      id: body.id,
      report: body.version,
      card: body.card.version,
      category: 'Call 0',
      idle: Promise.resolve(),
    });
    if (n % 100 === 99) tell(`${n + 1} incidents reported`);
  }
  return incidents;
}

const MABEL = { role: 'victim', givenNames: 'Mabel', surname: 'Collins', dateOfBirth: '1981-09-09' };

interface Version {
  readonly incidentId: string;
  readonly version: number;
}

/** The newest version of each card that came to a page, as it hears them: by incident. */
function cardsThatReach(page: Page): Map<string, number> {
  const versions = new Map<string, number>();
  page.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => {
      const text = payload.toString();
      if (!/^42\["(card|reset)"/.test(text)) return;
      const [, { card, cards }] = JSON.parse(text.slice(2)) as [string, { card?: Version; cards?: readonly Version[] }];
      for (const { incidentId, version } of cards ?? [card!])
        versions.set(incidentId, Math.max(versions.get(incidentId) ?? 0, version));
    }),
  );
  return versions;
}

async function signIn(page: Page, url: string, username: string): Promise<void> {
  await page.goto(url);
  await page.getByLabel('User name').fill(username);
  await page.getByLabel('Password').fill(PASSWORD);
  await page.keyboard.press('Enter');
}

/** Changes one incident after the other, so many a second, until the time is over; resolves to how many were changed. */
async function change(
  writers: readonly Session[],
  incidents: readonly Live[],
  until: number,
  tell: (line: string) => void,
): Promise<number> {
  const began = performance.now();
  let changed = 0;
  while (performance.now() < until) {
    const n = changed;
    changed += 1;
    const incident = incidents[n % incidents.length]!;
    incident.idle = incident.idle.then(() => changeOne(writers[n % writers.length]!, incident, n));
    // A change that is refused ends the measurement below, where all are waited for: not the process, at once.
    incident.idle.catch(() => undefined);
    if (n % (CHANGES_A_SECOND * 30) === 0) tell(`${n} changes`);
    await rest(Math.max(0, began + (changed * 1_000) / CHANGES_A_SECOND - performance.now()));
  }
  await Promise.all(incidents.map(({ idle }) => idle));
  return changed;
}

async function changeOne(writer: Session, incident: Live, n: number): Promise<void> {
  incident.category = `Call ${n}`;
  const { status, body } = await writer.patch<IncidentReply>(
    `/api/incidents/${incident.id}`,
    { category: incident.category },
    { 'if-match': String(incident.report) },
  );
  if (status !== 200) throw new Error(`not changed: ${status} ${JSON.stringify(body)}`);
  incident.report = body.version;
  incident.card = body.card.version;
}

async function pressKeys(page: Page, until: number): Promise<void> {
  for (let n = 0; performance.now() < until; n += 1) {
    await page.keyboard.press(KEYS[n % KEYS.length]!);
    await rest(BETWEEN_KEYS);
  }
}

/** How many incidents the page has no card of that is as new as the last that was answered, once there was time for it. */
async function missingCards(incidents: readonly Live[], versions: ReadonlyMap<string, number>): Promise<number> {
  const missing = (): number => incidents.filter(({ id, card }) => (versions.get(id) ?? 0) < card).length;
  for (let tried = 0; missing() > 0 && tried < PATIENCE * 10; tried += 1) await rest(100);
  return missing();
}

/** How many of the rows in view do not say what the server has of their incident. */
async function rowsThatDiffer(page: Page, incidents: readonly Live[]): Promise<number> {
  const rows = page.locator('out-board-row');
  const said = await rows.evaluateAll((all) =>
    all.map((row) => [row.getAttribute('data-id'), row.shadowRoot?.textContent ?? ''] as const),
  );
  if (said.length === 0) return Infinity;
  const newest = new Map(incidents.map(({ id, category }) => [id, category]));
  return said.filter(([id, text]) => !new RegExp(`${newest.get(id ?? '')}\\b`).test(text)).length;
}

/** An officer’s phone is opened again and again with its shell kept: ms until the card is on the screen. */
async function startsOfAPhone(browser: Browser, outrider: Outrider, incidentId: string): Promise<number[]> {
  const dispatcher = await outrider.signIn('dispatcher');
  await dispatcher.post(`/api/incidents/${incidentId}/dispatch`, { officers: ['officer1'], etaMinutes: 9 });
  const page = await (await browser.newContext({ viewport: { width: 390, height: 844 } })).newPage();
  await signIn(page, outrider.url, 'officer1');
  const card = page.getByRole('region', { name: 'Most dangerous' });
  await card.waitFor();
  await page.waitForFunction(async () => (await caches.match('/')) !== undefined);
  const starts: number[] = [];
  for (let n = 0; n < STARTS; n += 1) {
    const began = performance.now();
    await page.reload({ waitUntil: 'commit' });
    await card.waitFor();
    starts.push(Math.round(performance.now() - began));
  }
  return starts;
}
