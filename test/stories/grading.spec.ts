import type { Downgrade, IncidentReply } from '../../server/contract/index.js';
import { ControlRoom } from '../support/control-room.js';
import type { KeyboardUser } from '../support/keyboard-user.js';
import { until } from '../support/until.js';

const HER = { role: 'victim', givenNames: 'Ethel', surname: 'Moorhead', dateOfBirth: '1979-08-28' };

describe('grades, each person in a browser of their own', () => {
  const room = ControlRoom.open((user) => {
    // A refusal is an answer that the browser writes into its console.
    expect(user.errors.filter((error) => !error.includes('409'))).toEqual([]);
  });

  const at = (username: string, screen = ''): Promise<KeyboardUser> => room.seat(username, `/${screen}`);
  const call = (body: object): Promise<IncidentReply> =>
    room.post('handler', '/api/incidents', { source: '999', grade: 'immediate', ...body });
  const ask = (id: string): Promise<Downgrade> =>
    room.post('dispatcher', `/api/incidents/${id}/downgrades`, {
      to: 'priority',
      reason: 'She says he has gone',
      victimRequested: true,
      noImmediateThreat: true,
      cancelledBy: 'her mother',
    });
  const row = ({ page }: KeyboardUser, reference: string) => page.getByRole('button', { name: new RegExp(reference) });

  test('[R6] downgrade race: asked and approved by keyboard, then a firearms hit arrives; the grade ends immediate, and everyone knows why', async () => {
    const { id, reference } = await call({ people: [HER], location: { text: '7 Castle Street, Dundee' } });
    const [dispatcher, supervisor] = await Promise.all([at('dispatcher', '#/board'), at('supervisor', '#/rulings')]);
    await dispatcher.page.locator('out-board-row').getByText(reference).first().waitFor();
    await dispatcher.press('ArrowDown');
    await dispatcher.page.getByRole('button', { name: /Lower grade/ }).waitFor();
    await dispatcher.press('g');
    const dialog = dispatcher.page.locator('wa-dialog[open]');
    await dispatcher.fill('Reason', 'She says he has gone', dialog);
    await dispatcher.fill('Who asked to cancel?', 'her mother', dialog);
    expect(await dispatcher.violations()).toEqual([]);
    await dispatcher.shot('downgrade-ask');
    await dispatcher.press('Enter');
    await dispatcher.page
      .getByText(/asked for by Dispatcher: a second person rules by/)
      .first()
      .waitFor();

    const ruling = supervisor.page.locator('out-ruling-row');
    await ruling.getByText('her mother').waitFor();
    await ruling.getByText('Nobody is sent').waitFor();
    expect(await ruling.getByText('Not stated').count()).toBe(2);
    await supervisor.press('c');
    await supervisor.region('Card').waitFor();
    expect(await supervisor.violations()).toEqual([]);
    await supervisor.shot('rulings');
    await supervisor.press('a');

    // While the reason is typed the card changes: what they saw is no longer what is known.
    const handler = await room.outrider.signIn('handler');
    const moved = { location: { text: '9 Castle Street, Dundee' } };
    await handler.patch(`/api/incidents/${id}`, moved, { 'if-match': '1' });
    await supervisor.page.getByText('card 2 of', { exact: false }).first().waitFor();
    await supervisor.fill('Approve, on card version 1. Why?', 'As she says');
    await supervisor.press('Enter');
    await supervisor.page.getByText(/Since version 1: The report was updated/).waitFor();
    await supervisor.shot('rulings-stale');
    await supervisor.press('a');
    await supervisor.fill('Approve, on card version 2. Why?', 'As she says');
    await supervisor.press('Enter');
    await supervisor.page
      .getByText(/approved \d\d:\d\d by Control-room supervisor 1/)
      .first()
      .waitFor();
    await row(dispatcher, reference)
      .getByText(/Priority, .* left/)
      .waitFor();

    const admin = await room.outrider.signIn('admin');
    const record = {
      recordId: 'FA-RACE',
      people: [{ ...HER, role: 'holder' }],
      summary: 'Shotgun certificate, two shotguns',
      severity: 'life-risk',
      recordedAt: '2026-01-05',
    };
    await room.outrider.call('POST', '/api/registers/firearms/records', {
      raw: `${JSON.stringify(record)}\n`,
      token: admin.token,
      headers: { 'content-type': 'application/x-ndjson' },
    });
    await row(dispatcher, reference)
      .getByText(/lapsed \d\d:\d\d, immediate again: new life-risk hit/)
      .waitFor();
    await row(dispatcher, reference)
      .getByText(/^Immediate, /)
      .waitFor();
    await supervisor.page
      .getByText(/lapsed \d\d:\d\d, immediate again: new life-risk hit/)
      .first()
      .waitFor();
    await supervisor.shot('rulings-lapsed');
    await dispatcher.shot('downgrade-lapsed-board');
    expect([await dispatcher.pointerUses(), await supervisor.pointerUses()]).toEqual([0, 0]);
  });

  test('[R16] the fourth call of the night ends a downgrade that was approved', async () => {
    const phone = { caller: { phone: '01632 960444' } };
    const first = await call(phone);
    await call(phone);
    await call(phone);
    const asked = await ask(first.id);
    const supervisor = await at('supervisor', '#/board');
    await row(supervisor, first.reference)
      .getByText(/asked for by Dispatcher/)
      .waitFor();
    const { body } = await (await room.outrider.signIn('supervisor')).get<Downgrade[]>('/api/downgrades?state=waiting');
    const cardVersion = body.find(({ id }) => id === asked.id)?.facts?.cardVersion;
    const ruled = await room.post<Downgrade>('supervisor', `/api/downgrades/${asked.id}/ruling`, {
      approve: true,
      reason: 'As she says',
      cardVersion,
    });
    expect(ruled.state).toBe('approved');
    await call(phone);
    await row(supervisor, first.reference)
      .getByText(/lapsed \d\d:\d\d, immediate again: another call/)
      .waitFor();
  });

  test('[R15] nobody sent: it has climbed to the inspector, until a named person looks again', async () => {
    const ring = new Date(Date.now() - 3_600_000).toISOString();
    const { reference } = await call({ firstRingAt: ring, location: { text: '12 Quarry Road, Hexham' } });
    const inspector = await at('inspector', '#/board');
    const line = row(inspector, reference);
    await line.getByText(/^Nobody sent since \d\d:\d\d, with the inspector$/).waitFor();
    await line.getByText(/^Immediate, \d+:\d\d over/).waitFor();
    await inspector.press('ArrowDown');
    for (let tries = 0; tries < 20; tries += 1) {
      if ((await inspector.page.getByRole('button', { name: new RegExp(reference), pressed: true }).count()) > 0) break;
      await inspector.press('ArrowDown');
    }
    await inspector.press('w');
    const dialog = inspector.page.locator('wa-dialog[open]');
    await inspector.fill('Why can it wait?', 'A unit is free at the change of shift', dialog);
    expect(await inspector.violations()).toEqual([]);
    await inspector.shot('look-again');
    await inspector.press('Enter');
    await line.getByText(/Control-room inspector looked \d\d:\d\d, looks next \d\d:\d\d/).waitFor();
    await inspector.shot('looked-again-board');
    expect(await inspector.pointerUses()).toBe(0);
  });

  test('[R5] one key says what came of a question and one skips it; the typing goes on where it was', async () => {
    const handler = await at('handler');
    await handler.fill('Category', 'Domestic abuse');
    await handler.press('Control+Enter');
    const filed = handler.page.getByText(/^Incident \d{6}-[0-9A-F]{6}/).first();
    await filed.waitFor();
    const asked = handler.page.getByRole('button', { name: /^Asked: / });
    await asked.first().waitFor();
    const questions = await asked.count();
    await handler.goTo(handler.page.getByLabel('Narrative'));
    await handler.press('Alt+q');
    await handler.page.keyboard.type('A knife in the kitchen');
    expect(await handler.violations()).toEqual([]);
    await handler.shot('prompt-asked');
    await handler.press('Enter');
    await handler.page.keyboard.type('He is back.');
    expect(await handler.page.getByLabel('Narrative').inputValue()).toBe('He is back.');
    await handler.press('Alt+s');
    await asked.nth(questions - 2).waitFor({ state: 'detached' });
    const supervisor = await room.outrider.signIn('supervisor');
    const incidents = await supervisor.get<{ id: string; reference: string }[]>('/api/incidents');
    const reference = /\d{6}-[0-9A-F]{6}/.exec(await filed.innerText())![0];
    const { id } = incidents.body.find((incident) => incident.reference === reference)!;
    const answered = async (): Promise<string[]> => {
      const { body } = await supervisor.get<{ type: string; sentence: string }[]>(`/api/incidents/${id}/log`);
      return body.filter(({ type }) => type === 'prompt-answered').map(({ sentence }) => sentence);
    };
    await until(async () => (await answered()).length >= 2);
    expect(await answered()).toEqual([
      expect.stringMatching(/^Call handler 1 asked: /),
      expect.stringMatching(/^Call handler 1 skipped: /),
    ]);
    expect(await handler.pointerUses()).toBe(0);
  });
});
