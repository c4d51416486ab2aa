import type { RegisterRecord } from '../../../../server/contract/index.js';
import { RecordIndex } from '../../../../server/domain/match/record-index.js';
import type { PersonSubject } from '../../../../server/domain/match/types.js';

/** The time of every call in these tests: ages are as of this day. */
export const AT = '2026-11-23T02:14:00Z';

export type Sketch = Partial<RegisterRecord> & { readonly recordId: string };

/** A record of which only what matters is said. */
export const record = (sketch: Sketch): RegisterRecord => ({
  summary: 'a record',
  recordedAt: '2024-01-01',
  ...sketch,
});

/** An index over registers that are given whole. */
export function indexOf(registers: Readonly<Record<string, readonly RegisterRecord[]>>): RecordIndex {
  const index = new RecordIndex((register, id) => registers[register]?.find(({ recordId }) => recordId === id));
  for (const [register, records] of Object.entries(registers)) {
    index.build(
      register,
      records.map((one) => ({ batch: 'b1', record: one })),
    );
  }
  return index;
}

export const somebody = (said: Partial<PersonSubject>): PersonSubject => ({
  ref: { kind: 'person', id: 'p1' },
  role: 'other',
  phones: [],
  ...said,
});
