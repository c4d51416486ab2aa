import type { Card, IncidentReply, Problem } from '../../../server/contract/index.js';
import { logger } from '../../../server/platform/metrics/logger.js';
import { App } from '../../support/app.js';
import { next } from '../../support/api.js';

/** Nobody has ever had these names: wherever one of them turns up, it came from here. */
const NAMES = ['Zephyrinda', 'Quillfeather', 'Ossianette', 'Brackenthwaite', 'Umberlyn', 'Marrowgate'] as const;
const PLACE = { building: 'Thistlewick House', street: 'Underglade Parade', postcode: 'ZZ9 9ZZ' };
const PHONE = '07700 900847';
const WORDS = 'He has a tessellated hatchet';
const CANARIES = [...NAMES, 'Thistlewick', 'Underglade', 'ZZ9', '900847', 'tessellated'];

const found = (text: string): string[] =>
  CANARIES.filter((canary) => text.toLowerCase().includes(canary.toLowerCase()));

describe('an evening in the control room', () => {
  test('leaves nothing personal in logs, figures, addresses and errors', async () => {
    const logged: string[] = [];
    const listen = (line: unknown): boolean => (logged.push(String(line)), true);
    const outputs = [
      jest.spyOn(process.stdout, 'write').mockImplementation(listen),
      jest.spyOn(process.stderr, 'write').mockImplementation(listen),
      ...(['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const).map((level) =>
        jest.spyOn(logger, level).mockImplementation((...said: unknown[]) => {
          const cause = (said[0] as { err?: Error }).err;
          logged.push(JSON.stringify(said), cause?.stack ?? '');
        }),
      ),
    ];
    const app = await App.open({ registers: false });
    const urls: string[] = [];
    const answers: string[] = [];
    const fetched = globalThis.fetch;
    const watch = jest.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
      urls.push(input as string);
      const answer = await fetched(input, init);
      if (answer.status >= 400) answers.push(await answer.clone().text());
      return answer;
    });

    // A record about her, a call, an edit, officers, a reading, a downgrade, a dispute, things that go wrong, an ending.
    await app.take('critical-marker', {
      recordId: 'CM-Z',
      people: [
        { role: 'subject', givenNames: NAMES[0], surname: NAMES[1], dateOfBirth: '1981-09-09', phones: [PHONE] },
      ],
      addresses: [PLACE],
      summary: `${NAMES[0]} was threatened: ${WORDS}`,
      risk: 'high',
      recordedAt: '2026-01-05',
    });
    const people = [
      { role: 'victim', givenNames: NAMES[0], surname: NAMES[1], dateOfBirth: '1981-09-09', phone: PHONE },
      { role: 'suspect', givenNames: NAMES[2], surname: NAMES[3] },
    ] as const;
    const handler = await app.as('handler');
    const socket = handler.connect();
    await next(socket, 'desk');
    await socket.emitWithAck('draft', { source: '999', people: [...people], caller: { phone: PHONE } });
    await socket.emitWithAck('draft', { source: '999', people: NAMES, narrative: { text: WORDS } } as never);
    const id = await app.report({
      category: 'Domestic abuse',
      grade: 'immediate',
      people: [...people],
      caller: { name: `${NAMES[4]} ${NAMES[5]}`, phone: PHONE },
      location: PLACE,
      narrative: WORDS,
    });
    const [dispatcher, supervisor, officer] = await Promise.all(
      ['dispatcher', 'supervisor', 'officer1'].map((who) => app.as(who)),
    );
    await dispatcher!.post(`/api/incidents/${id}/dispatch`, { officers: ['officer1', 'officer2'], etaMinutes: 5 });
    const { body: card } = await officer!.get<Card>(`/api/incidents/${id}/card`);
    expect(found(JSON.stringify(card)).length).toBeGreaterThan(3);
    await handler.patch(`/api/incidents/${id}`, { narrative: `${WORDS} ${NAMES[5]}` }, { 'if-match': '1' });
    await handler.patch<Problem>(`/api/incidents/${id}`, { surname: NAMES[1], people: NAMES }, { 'if-match': '2' });
    await handler.post(`/api/incidents/${id}/disputes`, { matchId: card.matches[0]?.id, reason: WORDS });
    await handler.post(`/api/incidents/${id}/downgrades`, { to: 'priority', reason: WORDS, noImmediateThreat: true });
    await supervisor!.post<Problem>('/api/incidents', { source: NAMES[0], [NAMES[1]]: PLACE });
    await app.call<Problem>('POST', '/api/session', { body: { username: NAMES[1], password: PHONE } });
    await app.call<Problem>('POST', '/api/incidents', {
      token: handler.token,
      raw: `{"narrative":"${WORDS}`,
      headers: { 'content-type': 'application/json' },
    });
    await handler.get<Problem>(`/api/incidents/${encodeURIComponent('nobody')}/card?at=then`);
    await app.advance('2 h');
    await (await app.as('dispatcher')).post(`/api/incidents/${id}/stand-down`, { officers: ['officer1', 'officer2'] });
    await app.call<IncidentReply>('GET', '/livez');
    const { body: figures } = await app.call<string>('GET', '/metrics');
    await app.close();
    watch.mockRestore();
    for (const output of outputs) output.mockRestore();

    expect(urls.length).toBeGreaterThan(15);
    expect({ logs: found(logged.join('\n')), figures: found(figures), urls: found(urls.join('\n')) }).toEqual({
      logs: [],
      figures: [],
      urls: [],
    });
    // What is wrong with a request is said without a word of it.
    expect(answers.length).toBeGreaterThan(4);
    expect(found(answers.join('\n'))).toEqual([]);
  });
});
