import fc from 'fast-check';
import type { FiledReport } from '../../../server/contract/index.js';
import { BackfillModel } from '../../../server/desk/backfill.model.js';
import { isToBackfill } from '../../../server/domain/desk/job.js';
import { IncidentsModel } from '../../../server/incidents/incidents.model.js';
import type { Json } from '../../../server/ports.js';

const HOUR = 3_600_000;
const BEGIN = Date.parse('2026-07-30T12:00:00.000Z');
const report = {
  source: '999',
  openedAt: '2026-07-30T12:00:00.000Z',
  firstRingAt: '2026-07-30T12:00:00.000Z',
  people: [],
};
const LOOKED = { v: 1, review: 'full', name: 'A researcher', findings: [], receipts: [], seen: [] };

/** What may happen to an incident, whether it is open or closed. */
const HAPPENINGS: Readonly<Record<string, Json>> = {
  'job-claimed': { v: 1, name: 'A researcher' },
  'job-returned': { v: 1, reason: 'the link was lost' },
  looked: LOOKED,
};

test('[R2] the closed incidents that the desk has work with are those that going through all of them finds, at any time', () => {
  const step = fc.record({
    incident: fc.nat(4),
    happens: fc.constantFrom('turn', 'turn', ...Object.keys(HAPPENINGS)),
    hours: fc.nat(30),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const incidents = new IncidentsModel();
      const backfill = new BackfillModel(incidents);
      let [position, now] = [0, BEGIN];
      const happen = (id: string, type: string, body: Json): void => {
        position += 1;
        const at = new Date(now).toISOString();
        const by = 'analyst';
        const event = {
          position,
          stream: `incident/${id}`,
          version: 1,
          commandId: `${position}`,
          type,
          at,
          by,
        } as const;
        for (const model of [incidents, backfill]) model.apply({ ...event, commitment: '', body });
      };
      const isClosed = new Map<string, boolean>();
      for (const { incident, happens, hours } of steps) {
        const id = `i${incident}`;
        now += hours * HOUR;
        if (!isClosed.has(id))
          happen(id, 'reported', { v: 1, reference: id, report: report as FiledReport as unknown as Json });
        const closed = isClosed.get(id) ?? false;
        if (happens !== 'turn') happen(id, happens, HAPPENINGS[happens]!);
        else happen(id, closed ? 'reopened' : 'closed', closed ? { v: 1, reason: 'she rang' } : { v: 1 });
        isClosed.set(id, happens === 'turn' ? !closed : closed);
        for (const later of [0, 1, 23, 25]) {
          const at = new Date(now + later * HOUR).toISOString();
          const all = [...incidents.allClosed()].filter((one) => isToBackfill(one.incident, at));
          const found = [...backfill.at(at)].map((one) => one.id);
          expect(found.toSorted()).toEqual(all.map((one) => one.incident.id).toSorted());
        }
      }
    }),
  );
});
