import { setTimeout as rest } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { PASSWORD, type Outrider } from '../../support/outrider.js';
import { quantile } from '../quantile.js';
import type { BenchRow } from '../rows.js';
import { feltOn, forget, watch } from './watch-page.js';

/** Everybody in the call is on three records of each of these registers: one for each risk, a flag each. */
const REGISTERS = ['critical-marker', 'warning'] as const;
const RISKS = ['high', 'medium', 'standard'] as const;
const PEOPLE = ['Ada', 'Ben', 'Cora', 'Dan', 'Edie', 'Finn', 'Greta'] as const;
const FLAGS = REGISTERS.length * RISKS.length * PEOPLE.length;
/** What is typed into the narrative, by somebody who types fast, in ms a letter. */
const NARRATIVE =
  'They are all in the front room and he says that nobody may leave until she gives him the keys. '.repeat(2);
const A_LETTER = 90;
/** From one flag to the next, in ms. */
const A_LOOK = 200;

/**
 * A call handler’s screen with more than 40 flags beside the form: letters are typed into the narrative, then every flag’s
 * evidence is brought up.
 */
export async function benchCrowdedCall(browser: Browser, outrider: Outrider): Promise<BenchRow[]> {
  for (const register of REGISTERS) await importRecords(outrider, register);
  const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
  await watch(page);
  await page.goto(outrider.url);
  await page.getByLabel('User name').fill('handler');
  await page.getByLabel('Password').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await fillIn(page);
  const flags = page.getByRole('region', { name: /^Flags/ });
  await flags.getByText(String(FLAGS), { exact: true }).waitFor();
  await page.getByLabel('Narrative').focus();
  const typing = await feltWhile(page, () => page.keyboard.type(NARRATIVE, { delay: A_LETTER }));
  await page.keyboard.press('Alt+j');
  const looking = await feltWhile(page, () => lookAtAll(page));
  await page.context().close();
  return [
    { what: 'flags on one call', value: FLAGS, unit: '' },
    { what: 'letter to paint beside them, p95', value: quantile(typing, 0.95), unit: 'ms', goal: '≤ 100' },
    { what: 'from one of these flags to the next, p95', value: quantile(looking, 0.95), unit: 'ms', goal: '≤ 100' },
  ];
}

async function importRecords(outrider: Outrider, register: string): Promise<void> {
  const admin = await outrider.signIn('admin');
  const lines = PEOPLE.flatMap((givenNames, n) => RISKS.map((risk) => recordOf(register, givenNames, n, risk)));
  const response = await fetch(`${outrider.url}/api/registers/${register}/records`, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-ndjson',
      authorization: `Bearer ${admin.token}`,
      'idempotency-key': crypto.randomUUID(),
    },
    body: lines.map((line) => `${JSON.stringify(line)}\n`).join(''),
  });
  if (!response.ok) throw new Error(`not imported: ${response.status} ${await response.text()}`);
}

const recordOf = (register: string, givenNames: string, n: number, risk: (typeof RISKS)[number]) => ({
  recordId: `CROWD-${givenNames}-${risk}`,
  people: [{ role: register === 'warning' ? 'subject' : 'victim', ...partyOf(givenNames, n) }],
  summary: `Known to be in danger, ${risk}`,
  risk,
  recordedAt: '2026-01-05',
});

const partyOf = (givenNames: string, n: number) => ({
  givenNames,
  surname: 'Thistlewood',
  dateOfBirth: `198${n}-03-0${n + 1}`,
});

async function fillIn(page: Page): Promise<void> {
  for (const [n, givenNames] of PEOPLE.entries()) {
    if (n > 0) await page.keyboard.press('Alt+p');
    const { surname, dateOfBirth } = partyOf(givenNames, n);
    const person = page.getByRole('group', { name: `Person ${n + 1}`, exact: true });
    await person.getByLabel('Given names').fill(givenNames);
    await person.getByLabel('Surname').fill(surname);
    await person.getByLabel('Date of birth').fill(dateOfBirth);
  }
}

async function lookAtAll(page: Page): Promise<void> {
  for (let n = 0; n < FLAGS; n += 1) {
    await page.keyboard.press('Enter');
    await rest(A_LOOK);
    await page.keyboard.press('ArrowDown');
    await rest(A_LOOK);
  }
}

/** From each key to what it painted, in ms, while something is done. */
async function feltWhile(page: Page, does: () => Promise<unknown>): Promise<readonly number[]> {
  await forget(page);
  await does();
  return (await feltOn(page)).interactions;
}
