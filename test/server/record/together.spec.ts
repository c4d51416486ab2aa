import { readFileSync } from 'node:fs';
import { cardsDisclosedBy } from '../../../server/domain/access/events.js';
import { operationsOf } from '../../../server/domain/record/operations.js';
import { consultedTogether, disclosedTogether, type ShownCard } from '../../../server/domain/record/together.js';
import type { StoredEvent } from '../../../server/ports.js';

const card = (incidentId: string, more: Partial<ShownCard> = {}): ShownCard => ({
  incidentId,
  cardVersion: 2,
  viewAs: 'supervisor',
  rule: 'card.read: supervising',
  reason: 'supervising',
  fields: ['situation', 'checks'],
  records: [],
  ...more,
});
const SHOWN = [
  card('one', { records: ['firearms/F1@2026-01-01T00:00:00Z'] }),
  card('two'),
  card('three', { viewAs: 'officer', rule: 'card.read: dispatched', reason: 'dispatched' }),
  card('four', { fields: ['situation', 'checks', 'matches'] }),
  card('five', { cardVersion: 3 }),
];
const byReader = (event: object) => operationsOf({ stream: 'reader/anna', by: 'anna', type: '', body: {}, ...event });
const inOrder = <T extends { readonly incidentId?: string | undefined }>(operations: readonly T[]): T[] =>
  operations.toSorted((a, b) => String(a.incidentId).localeCompare(String(b.incidentId)));

describe('cards that are shown together', () => {
  test('[R7] the record says of each who saw it, why, through whose eyes, which fields and which records', () => {
    const alone = SHOWN.flatMap((shown) => byReader({ type: 'disclosed', body: { v: 1, ...shown } }));
    const together = disclosedTogether(SHOWN);
    expect(together).toHaveLength(3);
    expect(inOrder(together.flatMap(byReader))).toEqual(inOrder(alone));
  });

  test('[R7] a list says the same as so many looks', () => {
    const alone = SHOWN.flatMap(({ incidentId, cardVersion, viewAs: _viewAs, ...why }) => {
      const what = `incident/${incidentId}/card/${cardVersion}`;
      return byReader({ type: 'consulted', body: { v: 1, action: 'incident.list', what, ...why } });
    });
    expect(inOrder(consultedTogether('incident.list', SHOWN).flatMap(byReader))).toEqual(inOrder(alone));
  });

  test('[R11] what each was shown is found again, in either version of the event', () => {
    const [first] = disclosedTogether([card('one'), card('two')]);
    const each = ['one', 'two'].map((incidentId) => ({ incidentId, cardVersion: 2, viewAs: 'supervisor' }));
    expect(cardsDisclosedBy(first!.type, first!.body)).toEqual(each);
    const old = each.flatMap((body) => cardsDisclosedBy('disclosed', { v: 1, rule: '', reason: '', ...body }));
    expect(old).toMatchObject(each);
    expect(cardsDisclosedBy('disclosed', { erased: true })).toEqual([]);
  });

  test('[R7] what a log holds of it is read as it always was', () => {
    const log = readFileSync('fixtures/golden/together.ndjson', 'utf8').trim().split('\n');
    const shown = log
      .map((line) => JSON.parse(line) as StoredEvent)
      .filter(({ stream }) => stream.startsWith('reader/'))
      .flatMap((event) =>
        operationsOf(event).map(({ kind, recipient, cardVersion }) => [kind, recipient, cardVersion]),
      );
    expect(shown).toEqual([
      ['consultation', 'dispatcher', 1],
      ['consultation', 'dispatcher', 1],
      ['disclosure', 'inspector', 1],
      ['disclosure', 'inspector', 1],
      ['consultation', 'inspector', 1],
      ['consultation', 'inspector', 1],
    ]);
  });
});
