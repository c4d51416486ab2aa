import fc from 'fast-check';
import type { RegisterRecord } from '../../../../../server/contract/index.js';
import { atOnce } from '../../../../../server/domain/match/index/steps.js';
import { RecordIndex, type Delivered } from '../../../../../server/domain/match/record-index.js';
import type { PersonSubject, Subject } from '../../../../../server/domain/match/types.js';
import { query, records } from '../arbitraries.js';
import { AT } from '../support.js';

const REGISTER = 'register';

/** What happens to a register; `folding` lets the changes after it happen while base and delta are being folded. */
type Change =
  | { readonly do: 'put'; readonly record: RegisterRecord }
  | { readonly do: 'withdraw'; readonly recordId: string }
  | { readonly do: 'fold' }
  | { readonly do: 'begin folding' }
  | { readonly do: 'pack and unpack' };

const change: fc.Arbitrary<Change> = fc.oneof(
  { weight: 4, arbitrary: records.chain((all) => fc.constantFrom(...all, undefined)).map(asPut) },
  { weight: 2, arbitrary: fc.nat(11).map((n) => ({ do: 'withdraw', recordId: `r${n}` }) as const) },
  { weight: 1, arbitrary: fc.constantFrom<Change>({ do: 'fold' }, { do: 'begin folding' }, { do: 'pack and unpack' }) },
);

function asPut(record: RegisterRecord | undefined): Change {
  return record === undefined ? { do: 'fold' } : { do: 'put', record };
}

/** An index that changes beside the records that it should hold. */
class Changing {
  readonly content = new Map<string, Delivered>();
  readonly index = new RecordIndex((_, id) => this.content.get(id)?.record);
  private folding: Iterator<void> | undefined;

  constructor(records: readonly RegisterRecord[]) {
    for (const record of records) this.content.set(record.recordId, { batch: 'b1', record });
    this.index.build(REGISTER, [...this.content.values()]);
  }

  apply(change: Change): void {
    switch (change.do) {
      case 'put':
        this.content.set(change.record.recordId, { batch: 'b2', record: change.record });
        this.index.put(REGISTER, { batch: 'b2', record: change.record });
        break;
      case 'withdraw':
        expect(this.index.withdraw(REGISTER, change.recordId)).toBe(this.content.delete(change.recordId));
        break;
      case 'fold':
        this.finishFolding();
        atOnce(this.index.folding(REGISTER));
        break;
      case 'begin folding':
        this.finishFolding();
        this.folding = this.index.folding(REGISTER);
        break;
      case 'pack and unpack': {
        this.finishFolding();
        const parts = atOnce(this.index.packing());
        if (parts === undefined) throw new Error('Nothing changes while it is packed');
        this.index.unpack(structuredClone(parts));
      }
    }
    for (let step = 0; step < 20; step += 1) if (this.folding?.next().done === true) this.folding = undefined;
  }

  private finishFolding(): void {
    while (this.folding !== undefined && this.folding.next().done !== true);
    this.folding = undefined;
  }
}

function subjectsOf(person: PersonSubject): readonly Subject[] {
  const { location, phones } = person;
  return [
    person,
    ...(location === undefined ? [] : [{ ref: { kind: 'location' } as const, location }]),
    ...phones.map((phone) => ({ ref: { kind: 'phone' } as const, phone })),
  ];
}

describe('an index that changes', () => {
  it('answers exactly as one that was built anew from the same records', () => {
    fc.assert(
      fc.property(records, fc.array(change, { maxLength: 24 }), query, (first, changes, asked) => {
        const changing = new Changing(first);
        for (const one of changes) {
          changing.apply(one);
          // What is kept from one question to the next must not outlast a change.
          for (const subject of subjectsOf(asked)) changing.index.ask(subject, AT);
        }
        const { content, index } = changing;
        const fresh = new RecordIndex((_, id) => content.get(id)?.record);
        fresh.build(REGISTER, [...content.values()]);
        for (const subject of subjectsOf(asked)) {
          expect(index.ask(subject, AT, undefined, { least: 0 })).toEqual(
            fresh.ask(subject, AT, undefined, { least: 0 }),
          );
        }
        const counts = (of: RecordIndex) => new Map([...of.recordsByBatch(REGISTER)].filter(([, count]) => count > 0));
        expect(counts(index)).toEqual(counts(fresh));
      }),
      { numRuns: 150 },
    );
  });
});
