import fc from 'fast-check';
import { nextFrames, type Offer } from '../../../../server/domain/delivery/next-frames.js';

const offers = fc.uniqueArray(
  fc
    .record({
      incidentId: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
      version: fc.integer({ min: 1, max: 5 }),
      changedAt: fc.integer({ min: 1, max: 50 }),
      visibleSince: fc.integer({ min: 0, max: 50 }),
      goneSince: fc.option(fc.integer({ min: 1, max: 50 }), { nil: undefined }),
    })
    .map(({ goneSince, ...offer }): Offer => (goneSince === undefined ? offer : { ...offer, goneSince })),
  { selector: (offer) => offer.incidentId },
);
const cursors = fc.record({
  seq: fc.nat(50),
  held: fc
    .dictionary(fc.constantFrom('a', 'b', 'c', 'd', 'e'), fc.integer({ min: 1, max: 5 }))
    .map((d) => new Map(Object.entries(d))),
});

describe('what a reader is missing', () => {
  test('[R8] [R9] once the frames are taken, nothing more is missing', () => {
    fc.assert(
      fc.property(offers, cursors, (all, cursor) => {
        const held = new Map(cursor.held);
        for (const frame of nextFrames(all, cursor)) {
          if (frame.kind === 'card') held.set(frame.incidentId, frame.version);
          else held.delete(frame.incidentId);
        }
        expect(nextFrames(all, { seq: 50, held })).toEqual([]);
      }),
    );
  });

  test('[R9] everything that changed or became visible after the cursor is there, in log order, each incident once', () => {
    fc.assert(
      fc.property(offers, fc.nat(50), (all, seq) => {
        const frames = nextFrames(all, { seq, held: new Map() });
        const expected = all
          .map((o) => ({ id: o.incidentId, at: o.goneSince ?? Math.max(o.changedAt, o.visibleSince) }))
          .filter(({ at }) => at > seq);
        expect(frames.map((f) => f.incidentId).toSorted()).toEqual(expected.map((e) => e.id).toSorted());
        expect(frames.map((f) => f.position)).toEqual(frames.map((f) => f.position).toSorted((a, b) => a - b));
      }),
    );
  });

  test('[R7] what is gone is never sent as a card', () => {
    fc.assert(
      fc.property(offers, cursors, (all, cursor) => {
        const gone = all.filter((o) => o.goneSince !== undefined).map((o) => o.incidentId);
        const cards = nextFrames(all, cursor).filter((f) => f.kind === 'card');
        expect(cards.filter((f) => gone.includes(f.incidentId))).toEqual([]);
      }),
    );
  });
});
