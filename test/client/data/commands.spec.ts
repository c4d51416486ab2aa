import { Commands, type Ask } from '../../../client/data/commands.js';
import type { Reply, Request } from '../../../client/data/http.js';
import { readOfficers, record } from '../../../client/data/dispatching.js';

const failed = (code: 'UNREACHABLE' | 'INTERNAL' | 'TWO_OFFICERS_NEEDED'): Reply<never> => ({
  ok: false,
  code,
  detail: 'no',
  errors: [],
});

/** A server that gives these answers in turn, and remembers what it was asked. */
function server(...answers: Reply<unknown>[]) {
  const asked: Request[] = [];
  const ask: Ask = async <T>(request: Request) => {
    asked.push(request);
    return (answers[asked.length - 1] ?? { ok: true, value: undefined }) as Reply<T>;
  };
  return { commands: new Commands(ask), asked, keys: () => asked.map(({ headers }) => headers?.['idempotency-key']) };
}

describe('commands', () => {
  it('[R8] pressed again before or after no answer came, it goes under the same key', async () => {
    const { commands, keys } = server(failed('UNREACHABLE'), failed('INTERNAL'));
    await commands.post('/x', { officers: ['ash'] });
    await Promise.all([commands.post('/x', { officers: ['ash'] }), commands.post('/x', { officers: ['ash'] })]);
    expect(new Set(keys()).size).toBe(1);
    expect(keys()[0]).toMatch(/^[\w-]{20,}$/);
  });

  it('[R8] once it is answered, the same words are another command', async () => {
    const { commands, keys } = server({ ok: true, value: 1 }, failed('TWO_OFFICERS_NEEDED'));
    for (const _ of [1, 2, 3]) await commands.post('/x', { officers: ['ash'] });
    expect(new Set(keys()).size).toBe(3);
  });

  it('[R8] another body never goes under the key of one that is undecided', async () => {
    const { commands, keys } = server(failed('UNREACHABLE'));
    await commands.post('/x', { officers: ['ash'] });
    await commands.post('/x', { officers: ['birch'] });
    expect(new Set(keys()).size).toBe(2);
  });

  it('records movements where the contract has them', async () => {
    const { commands, asked } = server();
    await record(commands, 'a/b', 'arrival', 'ash');
    await record(commands, 'a', 'stand-down', 'ash');
    expect(asked.map(({ path, body }) => [path, body])).toEqual([
      ['/api/incidents/a%2Fb/arrival', { officer: 'ash' }],
      ['/api/incidents/a/stand-down', { officers: ['ash'] }],
    ]);
  });

  it('lists who can be sent: the free first, then who has a screen, then by name', async () => {
    const officer = (id: string, connected: boolean, busy: boolean) => ({
      id,
      name: `PC ${id}`,
      connected,
      incidents: busy ? [{ incidentId: 'x', reference: 'X' }] : [],
    });
    const { commands } = server({
      ok: true,
      value: [
        officer('1', true, true),
        officer('10', false, false),
        officer('9', false, false),
        officer('2', true, false),
      ],
    });
    const reply = await readOfficers(commands);
    expect(reply.ok && reply.value.map(({ id }) => id)).toEqual(['2', '9', '10', '1']);
  });
});
