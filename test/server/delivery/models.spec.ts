import { readFileSync } from 'node:fs';
import { AlertsModel } from '../../../server/delivery/alerts.model.js';
import { DeliveryModel } from '../../../server/delivery/delivery.model.js';
import { IncidentsModel } from '../../../server/incidents/incidents.model.js';
import type { StoredEvent } from '../../../server/ports.js';

const LOG = readFileSync('fixtures/golden/delivery.ndjson', 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as StoredEvent);
const AT = '2026-07-30T20:01:00.000Z';
const withRole = (role: string) => (role === 'dispatcher' ? [{ userId: 'dispatcher' }] : []) as never;

/** What the golden log comes to for each incident and person. */
function fold(events: readonly StoredEvent[]) {
  const incidents = new IncidentsModel();
  const alerts = new AlertsModel(incidents, { withRole });
  const delivery = new DeliveryModel(incidents, { account: () => undefined, changedAt: 0 });
  for (const event of events) for (const model of [incidents, alerts, delivery]) model.apply(event);
  const ids = [...new Set(LOG.map(({ stream }) => stream))].filter((stream) => stream.startsWith('incident/'));
  return {
    delivery: ids.map((stream) => delivery.of(stream.slice('incident/'.length))),
    alerts: ['dispatcher', 'officer1', 'officer2'].map((user) => alerts.of(user, AT).map(({ kind }) => kind)),
    share: delivery.informedShare,
  };
}

describe('what an older Outrider wrote about cards, alerts and links', () => {
  test('[R10] [R11] it comes to what it always did', () => {
    const { delivery, alerts, share } = fold(LOG);
    expect(share).toEqual({ arrived: 1, informed: 1, silent: 0 });
    const proofs = delivery[0]?.map(({ reader, informed, versions }) => [
      reader,
      informed,
      ...versions.map((version) => Object.keys(version).toSorted().join(' ')),
    ]);
    expect(proofs).toEqual([
      ['officer1', true, 'readOutAt version'],
      ['officer2', true, 'acknowledgedAt receivedAt sentAt shownAt version', 'sentAt version'],
      ['handler', false, 'sentAt version'],
    ]);
    expect(alerts).toEqual([expect.any(Array), ['sent'], []]);
  });

  test('[R8] every event twice changes nothing, and an erased body is accepted wherever it is', () => {
    expect(fold(LOG.flatMap((event) => [event, event]))).toEqual(fold(LOG));
    for (const [index, event] of LOG.entries()) {
      expect(() => fold(LOG.with(index, { ...event, body: { erased: true } }))).not.toThrow();
    }
  });
});
