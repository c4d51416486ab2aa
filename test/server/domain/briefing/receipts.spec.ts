import fc from 'fast-check';
import type { Receipt } from '../../../../server/contract/index.js';
import { clear, ledgerLine, receiptFor, type RegisterCondition } from '../../../../server/domain/briefing/receipts.js';
import { find } from '../../../../server/domain/briefing/finding.js';
import { MANIFESTS } from '../../../../server/domain/register/manifests.js';
import type { Key } from '../../../../server/domain/register/types.js';
import { aLink, anAnswer, AT } from '../../../support/briefing.js';

const keys = fc.subarray<Key>(['name+dateOfBirth', 'name+age', 'name+address', 'name+phone', 'address', 'phone']);
const conditions = fc.record({
  manifest: fc.constantFrom(...MANIFESTS),
  standing: fc.oneof(
    fc.record({ kind: fc.constant('answers' as const), asOf: fc.constant(AT), stale: fc.boolean() }),
    fc.record({ kind: fc.constant('unavailable' as const), reason: fc.constant('out of service') }),
    fc.constant({ kind: 'manual' as const }),
  ),
}) satisfies fc.Arbitrary<RegisterCondition>;
const subjects = fc.constantFrom(
  { kind: 'person', id: 'p1' } as const,
  { kind: 'location' } as const,
  { kind: 'phone', id: 'caller' } as const,
);
const answers = fc
  .record({ subject: subjects, keys, complete: fc.boolean(), hit: fc.boolean(), candidates: fc.nat(6) })
  .chain((shape) => fc.constantFrom(...MANIFESTS).map((manifest) => ({ ...shape, hitIn: manifest.id })))
  .map(({ hit, hitIn, ...shape }) => anAnswer({ ...shape, links: hit ? [aLink({ register: hitIn })] : [] }));

describe('receipts of the check ledger', () => {
  test('[R2] "no trace" only for a register that answers, fresh, searched to the end, without hits, with keys that suffice', () => {
    fc.assert(
      fc.property(conditions, answers, (condition, answer) => {
        const { status } = receiptFor(condition, answer, AT);
        if (status !== 'no-trace') return;
        const { manifest, standing } = condition;
        const enough = {
          person: manifest.noTraceKeys.person.some((key) => answer.keys.includes(key)),
          location: manifest.noTraceKeys.location && answer.keys.includes('address'),
          phone: manifest.noTraceKeys.phone && answer.keys.includes('phone'),
        }[answer.subject.kind];
        expect(standing).toEqual({ kind: 'answers', asOf: AT, stale: false });
        expect(answer.complete).toBe(true);
        expect(answer.links.filter((link) => link.register === manifest.id)).toEqual([]);
        expect(enough).toBe(true);
      }),
      { numRuns: 5_000 },
    );
  });

  test('[R2] the other way round: when all of that holds, it is no trace, so that the rule is not kept by saying nothing', () => {
    const [manifest] = MANIFESTS;
    const condition = { manifest: manifest!, standing: { kind: 'answers', asOf: AT, stale: false } } as const;
    const answer = anAnswer({ keys: ['name+dateOfBirth'], complete: true, links: [] });
    expect(receiptFor(condition, answer, AT)).toEqual({
      subject: answer.subject,
      status: 'no-trace',
      asOf: AT,
      checkedAt: AT,
    });
  });

  test('[R2] every receipt that is not a hit or no trace says why', () => {
    fc.assert(
      fc.property(conditions, answers, (condition, answer) => {
        const receipt = receiptFor(condition, answer, AT);
        if (receipt.status !== 'hit' && receipt.status !== 'no-trace') expect(receipt.reason).toMatch(/\w+ \w+/);
      }),
    );
  });

  test('[R2] a line is clear only from complete receipts: one that is not, or none at all, and it is not', () => {
    const statuses = fc.constantFrom('hit', 'no-trace', 'not-checked', 'unavailable', 'stale') satisfies fc.Arbitrary<
      Receipt['status']
    >;
    fc.assert(
      fc.property(fc.array(statuses, { maxLength: 4 }), (all) => {
        const receipts = all.map((status): Receipt => ({ subject: { kind: 'location' }, status }));
        const isClear = all.length > 0 && all.every((status) => status === 'no-trace');
        expect(clear(receipts) !== undefined).toBe(isClear);
        expect(ledgerLine('firearms', receipts).status === 'no-trace').toBe(isClear);
      }),
    );
  });

  test('[R2] a register that the search did not cover is unavailable, though it seemed to answer', () => {
    const [manifest] = MANIFESTS;
    const { checks } = find({
      answer: {
        subjects: [anAnswer({ keys: ['name+dateOfBirth'], complete: true, links: [] })],
        searched: [],
        model: 'test',
      },
      registers: [{ manifest: manifest!, standing: { kind: 'answers', asOf: AT, stale: false } }],
      calls: [],
      at: AT,
    });
    expect(checks.map((check) => check.status)).toEqual(['unavailable']);
  });
});
