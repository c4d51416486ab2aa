import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FiledReport, RegisterRecord } from '../../../../server/contract/index.js';
import { cardOf } from '../../../../server/domain/briefing/card.js';
import { subjectsToCheck } from '../../../../server/domain/briefing/narrative/subjects-in-text.js';
import { toldIn } from '../../../../server/domain/briefing/narrative/texts.js';
import { RecordIndex } from '../../../../server/domain/match/record-index.js';
import { MANIFESTS } from '../../../../server/domain/register/manifests.js';

const AT = '2026-11-26T02:14:00.000Z';
const FOLDER = join(process.cwd(), 'fixtures/registers');

/** The demonstration's registers, as they are. */
const registers = new Map(
  readdirSync(FOLDER).map((file) => {
    const records = readFileSync(join(FOLDER, file), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as RegisterRecord);
    return [file.replace('.ndjson', ''), new Map(records.map((record) => [record.recordId, record]))];
  }),
);
const index = new RecordIndex((register, recordId) => registers.get(register)?.get(recordId));
for (const [register, records] of registers) {
  index.build(
    register,
    [...records.values()].map((record) => ({ batch: 'b1', record })),
  );
}

const recorded = [...registers.values()].flatMap((records) => [...records.values()]);
const people = recorded.flatMap((record) => record.people ?? []);
const places = recorded.flatMap((record) => record.addresses ?? []);

/** A name as it may be heard: as it is, with a letter left out, doubled or changed, or not at all. */
const heard = (name: string | undefined): fc.Arbitrary<string | undefined> =>
  fc.tuple(fc.constantFrom('as is', 'lost', 'double', 'other', 'none'), fc.nat(11)).map(([how, at]) => {
    if (name === undefined || how === 'none') return undefined;
    const i = at % Math.max(name.length, 1);
    if (how === 'lost') return name.slice(0, i) + name.slice(i + 1);
    if (how === 'double') return name.slice(0, i + 1) + name.slice(i);
    return how === 'other' ? `${name.slice(0, i)}e${name.slice(i + 1)}` : name;
  });

const party = fc.constantFrom(...people).chain(({ givenNames, surname, dateOfBirth, phones = [] }) =>
  fc.record({
    role: fc.constantFrom('victim' as const, 'suspect' as const, 'witness' as const),
    givenNames: heard(givenNames),
    surname: heard(surname),
    dateOfBirth: fc.constantFrom(dateOfBirth, dateOfBirth?.slice(0, 4), undefined),
    phone: fc.constantFrom(phones[0], undefined),
  }),
);

const incident = fc.record({
  people: fc.array(party, { minLength: 1, maxLength: 3 }),
  location: fc.option(fc.constantFrom(...places), { nil: undefined }),
  narrative: fc.option(
    fc.constantFrom(...people).map(({ givenNames }) => `${givenNames} is outside, 07700 900999`),
    {
      nil: undefined,
    },
  ),
});

const given = (value: object): object =>
  Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined && field !== ''));

test('[R3] on every card of every incident: evidence adds up, and every flag rests on what is there', () => {
  let matches = 0;
  fc.assert(
    fc.property(incident, ({ people: parties, location, narrative }) => {
      const { from: _from, until: _until, ...place } = location ?? {};
      const report = {
        source: '999',
        openedAt: AT,
        firstRingAt: AT,
        people: parties.map((one, n) => ({ id: `p${n}`, ...given(one) })),
        ...given({ narrative, ...(location ? { location: place } : {}) }),
      } as FiledReport;
      const answer = {
        ...index.check({ subjects: subjectsToCheck(report), at: AT }),
        searched: MANIFESTS.map(({ id }) => ({ register: id, batch: 'b1', records: 10 })),
      };
      const standing = { kind: 'answers', asOf: AT, stale: false } as const;
      const basis = {
        answer,
        registers: MANIFESTS.map((manifest) => ({ manifest, standing })),
        calls: [],
        told: toldIn(report),
        at: AT,
      };
      const level = 'machine-only';
      const card = cardOf({ incidentId: 'i', reference: 'R', report, basis, level, before: undefined });
      const ids = new Set(card.matches.map(({ id }) => id));
      matches += ids.size;
      for (const { evidence, weight } of card.matches) {
        expect(evidence.reduce((sum, line) => sum + line.weight, 0)).toBeCloseTo(weight, 6);
        for (const { letters, ours, theirs } of evidence) {
          if (letters) expect([ours, theirs]).not.toContain(undefined);
        }
      }
      for (const { matchIds } of card.flags) expect(matchIds.filter((id) => !ids.has(id))).toEqual([]);
      for (const { matchId } of card.named ?? []) expect(ids).toContain(matchId);
    }),
    { numRuns: 300 },
  );
  expect(matches).toBeGreaterThan(300);
});
