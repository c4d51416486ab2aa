import type { Alert, Card, DeskState } from '../../../server/contract/index.js';
import { RegistersModel } from '../../../server/registers/registers.model.js';
import { next } from '../../support/api.js';
import { App } from '../../support/app.js';

const MABEL = {
  grade: 'immediate' as const,
  people: [{ role: 'victim' as const, givenNames: 'Mabel', surname: 'Collins', dateOfBirth: '1981-09-09' }],
  location: { text: '1 High Street, Billericay, CM12 9BE' },
};
const CHECKED: readonly string[] = ['hit', 'no-trace', 'stale'];

describe('with everything else broken', () => {
  let app: App;
  beforeEach(async () => {
    app = await App.open({ at: '2026-07-30T02:00:00.000Z' });
  });
  afterEach(() => app.close());

  const announced = async (): Promise<DeskState> =>
    (await (await app.as('supervisor')).get<DeskState>('/api/desk')).body;
  const lifeRisks = ({ flags }: Card) => flags.filter(({ severity }) => severity === 'life-risk');

  async function setAll(available: boolean, reason: string): Promise<void> {
    const admin = await app.as('admin');
    for (const { id } of app.get(RegistersModel).manifests()) {
      const set = await admin.put(`/api/registers/${id}/availability`, { available, reason });
      expect(set.status).toBe(200);
    }
    await app.settled();
  }

  /** An officer is sent, and what their phone is shown within 10 s of that. */
  async function briefed(incidentId: string): Promise<{ card: Card; following: (version: number) => Promise<Card> }> {
    const socket = (await app.as('officer1')).connect();
    await next(socket, 'desk');
    const first = next(socket, 'card', ({ card }) => card.incidentId === incidentId);
    const sent = await (
      await app.as('dispatcher')
    ).post(`/api/incidents/${incidentId}/dispatch`, {
      officers: ['officer1'],
      etaMinutes: 8,
      singleCrewedReason: 'nobody else is free',
    });
    expect(sent.status).toBe(200);
    await app.advance('10 s');
    const { card } = await first;
    const following = async (version: number): Promise<Card> =>
      (await next(socket, 'card', (frame) => frame.card.incidentId === incidentId && frame.card.version > version))
        .card;
    return { card, following };
  }

  test('[R10] nothing can be asked and nobody is at the desk: the officer has a card that says so, the dispatcher is prompted, and it recovers', async () => {
    app.matcher.fails = true;
    await setAll(false, 'the link to the registers is down');
    expect((await announced()).onDuty).toBe(0);
    // Reported: the answer is 201, or this throws.
    const id = await app.report(MABEL);
    const sentAt = app.time.now();
    const { card, following } = await briefed(id);

    expect(card.checks.length).toBeGreaterThan(0);
    const receipts = card.checks.flatMap(({ subjects }) => subjects);
    expect(receipts.filter(({ status }) => CHECKED.includes(status))).toEqual([]);
    expect(receipts.filter(({ reason }) => !reason)).toEqual([]);
    expect(card.checks.filter(({ status }) => CHECKED.includes(status))).toEqual([]);
    expect(card.spoken).toContain(`${card.checks.length} of ${card.checks.length} registers not fully checked`);
    expect(card.spoken).not.toMatch(/clear|no trace/i);
    expect(await announced()).toMatchObject({ level: 'isolated', cause: 'no register can be asked' });

    await app.advance('49 s');
    const dispatcher = (await app.as('dispatcher')).connect();
    const isPrompt = ({ kind, incidentId }: Alert): boolean => kind === 'briefing-prompt' && incidentId === id;
    const prompted = next(dispatcher, 'alert', ({ alerts }) => alerts.some(isPrompt));
    const promptedAt = async () =>
      (await app.events(id)).filter(({ type }) => type === 'briefing-prompted').map(({ at }) => at);
    await app.advance('1 s');
    expect((await prompted).alerts.find(isPrompt)).toMatchObject({ spoken: app.card(id).spoken, interrupts: true });
    const waited = (await promptedAt()).map((at) => (Date.parse(at) - Date.parse(sentAt)) / 1_000);
    expect(waited).toHaveLength(1);
    expect([15, 60]).toContain(waited[0]);

    const { version } = app.card(id);
    const recovered = following(version);
    app.matcher.fails = false;
    await setAll(true, 'the link is back');
    expect((await recovered).version).toBeGreaterThan(version);
    expect(lifeRisks(app.card(id))).not.toEqual([]);
    expect(
      app
        .card(id)
        .checks.filter(({ status }) => status === 'unavailable')
        .map(({ register }) => register),
    ).toEqual([]);
    // Still nobody is at the desk: that is the level that is left.
    await app.advance('1 min');
    expect(await announced()).toMatchObject({ level: 'machine-only' });
    const analyst = await app.as('analyst');
    await next(analyst.connect(), 'desk');
    expect((await analyst.post('/api/desk/jobs/next', undefined)).status).toBe(200);
    expect((await analyst.post(`/api/desk/jobs/${id}/first-look`, {})).status).toBe(200);
    // A level that is better is announced when the one before it has lasted a quarter of an hour.
    await app.advance('16 min');
    expect(await announced()).toMatchObject({ level: 'normal' });
  });

  test('[R10] the matcher alone comes back, with no other call and no other change: the card follows', async () => {
    app.matcher.fails = true;
    const id = await app.report(MABEL);
    await briefed(id);
    const { version } = app.card(id);
    expect(lifeRisks(app.card(id))).toEqual([]);
    expect(await announced()).toMatchObject({ level: 'isolated' });
    app.matcher.fails = false;
    await app.advance('2 min');
    expect(app.card(id).version).toBeGreaterThan(version);
    expect(lifeRisks(app.card(id))).not.toEqual([]);
    expect(await announced()).toMatchObject({ level: 'machine-only' });
  });
});
