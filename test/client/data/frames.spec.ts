import fc from 'fast-check';
import { connectedAgain, HOLDS_NOTHING, take, type Frame, type Held } from '../../../client/data/frames.js';
import { card } from '../../support/cards.js';

const cardFrame = (n: number, seq: number, incidentId: string, version: number): Frame => ({
  event: 'card',
  epoch: 'one',
  seq,
  n,
  card: card(incidentId, version),
});
const tick = (n: number, seq: number, epoch = 'one'): Frame => ({ event: 'tick', epoch, seq, n });
const versions = (held: Held) => Object.fromEntries([...held.cards].map(([id, { version }]) => [id, version]));

describe('frames of the live link', () => {
  it('[R8] the same frame twice changes nothing the second time', () => {
    const once = take(HOLDS_NOTHING, cardFrame(1, 5, 'a', 1));
    expect(take(once, cardFrame(1, 5, 'a', 1))).toBe(once);
  });

  it('[R9] a frame that skips a number is not taken, and neither is what follows it', () => {
    const first = take(HOLDS_NOTHING, cardFrame(1, 5, 'a', 1));
    const gap = take(first, cardFrame(3, 7, 'b', 1));
    expect(gap).toMatchObject({ gap: true, cursor: { seq: 5 } });
    expect(take(gap, cardFrame(4, 8, 'c', 1))).toBe(gap);
    expect(versions(gap)).toEqual({ a: 1 });
  });

  it('[R9] a version that is not newer than the one held is dropped, and the cursor moves on', () => {
    const held = take(take(HOLDS_NOTHING, cardFrame(1, 5, 'a', 3)), cardFrame(2, 9, 'a', 2));
    expect(versions(held)).toEqual({ a: 3 });
    expect(held.cursor).toEqual({ epoch: 'one', seq: 9 });
  });

  it('[R9] numbers start again at 1 with each connection, and what is held stays', () => {
    const held = connectedAgain(take(take(HOLDS_NOTHING, tick(1, 4)), cardFrame(2, 5, 'a', 1)));
    expect(versions(take(held, cardFrame(1, 6, 'b', 1)))).toEqual({ a: 1, b: 1 });
  });

  it('[R9] another epoch without a reset is a gap; a reset replaces everything and repairs it', () => {
    const held = take(HOLDS_NOTHING, cardFrame(1, 5, 'a', 7));
    const foreign = take(held, tick(2, 1, 'two'));
    expect(foreign.gap).toBe(true);
    const reset = take(foreign, { event: 'reset', epoch: 'two', seq: 1, n: 3, cards: [card('b', 1)] });
    expect(reset).toMatchObject({ gap: false, cursor: { epoch: 'two', seq: 1 } });
    expect(versions(reset)).toEqual({ b: 1 });
  });

  it('[R7] a card that is gone leaves, and may come again at the same version', () => {
    const gone: Frame = { event: 'gone', epoch: 'one', seq: 6, n: 2, incidentId: 'a' };
    const held = take(take(HOLDS_NOTHING, cardFrame(1, 5, 'a', 3)), gone);
    expect(held.cards.size).toBe(0);
    expect(versions(take(held, cardFrame(3, 7, 'a', 3)))).toEqual({ a: 3 });
  });

  it('the cursor never goes back', () => {
    const held = take(take(HOLDS_NOTHING, tick(1, 9)), tick(2, 8));
    expect(held.cursor?.seq).toBe(9);
  });
});

/** A server with one reader: what the reader may see, and the frames that a connection still owes them. */
class OneReaderServer {
  position = 0;
  readonly #incidents = new Map<string, { version: number; visible: boolean; changedAt: number }>();
  #n = 0;
  #sentThrough = 0;

  change(incidentId: string, visible: boolean): void {
    const version = (this.#incidents.get(incidentId)?.version ?? 0) + 1;
    this.position += 1;
    this.#incidents.set(incidentId, { version, visible, changedAt: this.position });
  }

  connect(held: Held): void {
    this.#n = 0;
    this.#sentThrough = held.cursor?.seq ?? 0;
  }

  /** As the push does it: in a batch only the last frame advances the cursor. */
  frames(): Frame[] {
    const due = [...this.#incidents].filter(([, { changedAt }]) => changedAt > this.#sentThrough);
    const frames = due.map(([incidentId, { version, visible }], index): Frame => {
      const seq = index === due.length - 1 ? this.position : this.#sentThrough;
      const n = (this.#n += 1);
      return visible ? cardFrame(n, seq, incidentId, version) : { event: 'gone', epoch: 'one', seq, n, incidentId };
    });
    this.#sentThrough = this.position;
    return frames.length > 0 ? frames : [tick((this.#n += 1), this.position)];
  }

  visible() {
    const shown = [...this.#incidents].filter(([, { visible }]) => visible);
    return Object.fromEntries(shown.map(([id, { version }]) => [id, version]));
  }
}

const step = fc.oneof(
  fc.record({ kind: fc.constant('change' as const), incident: fc.constantFrom('a', 'b', 'c'), visible: fc.boolean() }),
  fc.record({ kind: fc.constant('deliver' as const), fates: fc.array(fc.constantFrom('once', 'twice', 'lost')) }),
  fc.record({ kind: fc.constant('reconnect' as const) }),
);

it('[R9] however frames are lost, doubled and cut off, a reader who is connected again ends on the latest of every card', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const server = new OneReaderServer();
      let held: Held = HOLDS_NOTHING;
      const connect = () => {
        held = connectedAgain(held);
        server.connect(held);
      };
      const deliver = (fates: readonly string[]) => {
        for (const [index, frame] of server.frames().entries()) {
          const fate = fates[index] ?? 'once';
          if (fate !== 'lost') held = take(held, frame);
          if (fate === 'twice') held = take(held, frame);
        }
      };
      for (const one of steps) {
        if (one.kind === 'change') server.change(one.incident, one.visible);
        else if (one.kind === 'deliver') deliver(one.fates);
        else connect();
      }
      connect();
      deliver([]);
      expect(held.gap).toBe(false);
      expect(versions(held)).toEqual(server.visible());
      expect(held.cursor?.seq).toBe(server.position);
    }),
    { numRuns: 1000 },
  );
});

it('[R9] a cursor never passes a frame that did not arrive', () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { minLength: 1, maxLength: 30 }), (arrives) => {
      const frames = arrives.map((_, index) => cardFrame(index + 1, index + 1, `incident-${index}`, 1));
      const held = frames.filter((_, index) => arrives[index]).reduce(take, HOLDS_NOTHING);
      const firstLost = arrives.indexOf(false);
      expect(held.cursor?.seq ?? 0).toBe(firstLost < 0 ? frames.length : firstLost);
    }),
  );
});
