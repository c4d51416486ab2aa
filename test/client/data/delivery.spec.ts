import type { ReaderProof } from '../../../server/contract/index.js';
import { deliveriesAgain, NO_DELIVERIES, proofsOf, takeDeliveries } from '../../../client/data/delivery.js';
import { sameEventWith } from '../../../client/data/same-event.js';
import { informedInWords, proofInWords } from '../../../client/ui/proof.js';
import { incident } from '../../support/incidents.js';

const proof = (reader: string, rest: Partial<ReaderProof> = {}): ReaderProof => ({
  reader,
  name: reader,
  latest: 1,
  informed: false,
  versions: [],
  ...rest,
});
const AT = '2026-02-03T14:02:00Z';
const NOBODY = { arrived: 0, informed: 0, silent: 0 };
const topic = {
  version: 5,
  snapshot: true,
  incidents: [{ incidentId: 'a', readers: [proof('o1')] }],
  gone: [],
  informed: NOBODY,
};

describe('who has read what, on a screen', () => {
  test('[R9] an older message changes nothing; after a lost link only a snapshot counts', () => {
    const held = takeDeliveries(NO_DELIVERIES, topic);
    const next = { ...topic, version: 6, snapshot: false, incidents: [], gone: ['a'] };
    expect([...takeDeliveries(held, next).incidents.keys()]).toEqual([]);
    expect(takeDeliveries(held, { ...next, version: 4 })).toBe(held);
    const lost = deliveriesAgain(held);
    expect(takeDeliveries(lost, next)).toBe(lost);
    expect(takeDeliveries(lost, { ...topic, version: 1 }).version).toBe(1);
  });

  test('shows those who are sent, and not who left or was stood down', () => {
    const held = takeDeliveries(NO_DELIVERIES, {
      ...topic,
      incidents: [{ incidentId: 'a', readers: [proof('o1'), proof('o2'), proof('handler')] }],
    });
    const sent = { dispatchedAt: AT, name: '' };
    const attendance = [
      { ...sent, officer: 'o1' },
      { ...sent, officer: 'o2', stoodDownAt: AT },
    ];
    expect(proofsOf(held, 'a', attendance).map(({ reader }) => reader)).toEqual(['o1']);
  });

  test.each([
    [{}, 'PC Patel: nothing sent yet, no screen is connected'],
    [{ versions: [{ version: 1, sentAt: AT }] }, 'PC Patel: sent v1 14:02, not received'],
    [
      { latest: 3, versions: [{ version: 3, sentAt: AT, receivedAt: AT, shownAt: AT }] },
      'PC Patel: shown v3 14:02, not acknowledged',
    ],
    [
      {
        latest: 4,
        versions: [
          { version: 3, acknowledgedAt: AT },
          { version: 4, sentAt: AT },
        ],
      },
      'PC Patel: acknowledged v3 14:02, v4 since',
    ],
    [{ versions: [{ version: 1, readOutAt: AT }] }, 'PC Patel: heard v1 14:02'],
  ])('[R10] %j reads "%s"', (rest, words) => {
    expect(proofInWords(proof('PC Patel', rest))).toBe(words);
  });

  test('[R10] the share of the informed says who arrived with nothing at all', () => {
    expect(informedInWords(NOBODY)).toBe('Nobody has arrived yet');
    expect(informedInWords({ arrived: 3, informed: 2, silent: 1 })).toBe(
      'Informed before arrival: 2 of 3 officers (67 %); 1 with no card at all',
    );
  });
});

describe('calls that may be one event', () => {
  const at = (minute: number) => `2026-02-03T02:${String(minute).padStart(2, '0')}:00Z`;
  const names = (id: string, openedAt: string) => ({ incidentId: id, reference: id, openedAt });
  const first = incident('first', { openedAt: at(0) });
  const second = incident('second', { openedAt: at(1), sameEvent: [names('first', at(0))] });
  const third = incident('third', { openedAt: at(2), sameEvent: [names('second', at(1))] });
  const other = incident('other', { openedAt: at(0) });

  test('[R16] are found through each other, and the earliest goes on', () => {
    const found = sameEventWith(second, [third, other, second, first]);
    expect([found?.goesOn.id, found?.others.map(({ id }) => id)]).toEqual(['first', ['second', 'third']]);
    expect(sameEventWith(other, [third, other, second, first])).toBeUndefined();
  });

  test('[R16] or the one to which officers are sent', () => {
    const sent = { ...second, attendance: [{ officer: 'o1', name: 'o1', dispatchedAt: AT }] };
    expect(sameEventWith(first, [first, sent, third])?.goesOn.id).toBe('second');
  });
});
