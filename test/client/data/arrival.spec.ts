import type { Card } from '../../../server/contract/index.js';
import { CardsAtArrival, overtakenArrival } from '../../../client/data/arrival.js';
import { Commands } from '../../../client/data/commands.js';
import type { Reply } from '../../../client/data/http.js';
import { resultsBetween } from '../../../client/ui/changes.js';
import { card, flag } from '../../support/cards.js';

const ARRIVED = '2026-02-03T02:20:00Z';
const THERE = { officer: 'o', name: 'O', dispatchedAt: '2026-02-03T02:15:00Z', arrivedAt: ARRIVED };
const then = card('a', 2);

/** A server that answers with what it is given, and remembers what it was asked. */
class Server {
  readonly asked: string[] = [];
  answer: Reply<unknown> = { ok: true, value: then };
  readonly commands = new Commands(<T>({ path }: { readonly path: string }) => {
    this.asked.push(path);
    return Promise.resolve(this.answer as Reply<T>);
  });
}

describe('what an officer had on arriving', () => {
  it('is compared only when something came after it', () => {
    const at = (issuedAt: string): Card => card('a', 3, { issuedAt });
    expect(overtakenArrival(at('2026-02-03T02:21:00Z'), THERE)).toBe(ARRIVED);
    expect(overtakenArrival(at('2026-02-03T02:19:00Z'), THERE)).toBeUndefined();
    expect(overtakenArrival(at('2026-02-03T02:21:00Z'), { ...THERE, arrivedAt: undefined })).toBeUndefined();
  });

  it('[R9] shows everything since, also when several versions followed', () => {
    const gun = flag('Two shotguns', { kind: 'firearms' });
    const dog = flag('A dog bites', { source: 'researcher', kind: 'desk' });
    const now = card('a', 5, { flags: [gun, dog] });
    expect(resultsBetween(then, now).map(({ sentence }) => sentence)).toEqual([
      'New: Two shotguns',
      'New: A dog bites',
    ]);
    expect(resultsBetween(then, card('a', 5, { situation: { ...now.situation, address: '1 High Street' } }))).toEqual(
      [],
    );
  });

  it('is asked for once, and again when nobody answered', async () => {
    const server = new Server();
    const arrivals = new CardsAtArrival(server.commands);
    server.answer = { ok: false, code: 'UNREACHABLE', detail: '', errors: [] };
    await arrivals.want('a', ARRIVED);
    expect(arrivals.cards.value.get('a')).toBeUndefined();
    server.answer = { ok: true, value: then };
    await arrivals.want('a', ARRIVED);
    await arrivals.want('a', ARRIVED);
    expect(arrivals.cards.value.get('a')).toBe(then);
    expect(server.asked).toEqual(Array(2).fill(`/api/incidents/a/card?at=${encodeURIComponent(ARRIVED)}`));
  });

  it('[R7] is forgotten when the card is no longer this officer’s', async () => {
    const arrivals = new CardsAtArrival(new Server().commands);
    await arrivals.want('a', ARRIVED);
    arrivals.keep(new Set());
    expect(arrivals.cards.value.size).toBe(0);
  });
});
