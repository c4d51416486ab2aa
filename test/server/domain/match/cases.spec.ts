import type { Tier } from '../../../../server/contract/index.js';
import { answerCase, loadCases } from '../../../../fixtures/match/cases.js';

const cases = loadCases();

const RANK: Readonly<Record<Tier, number>> = { possible: 0, probable: 1, match: 2 };

describe('the labelled cases', () => {
  it.each(cases.map((one) => [one.name, one] as const))('[R3] %s', (_, one) => {
    const expected = one.expect;
    const answer = answerCase(one);
    const tiers = new Map(answer.links.map(({ recordId, tier }) => [recordId, tier]));
    const sentences = answer.links.flatMap(({ evidence }) => evidence.map(({ sentence }) => sentence));

    for (const id of expected.match ?? []) expect([id, tiers.get(id)]).toEqual([id, 'match']);
    for (const id of expected.found ?? []) expect([...tiers.keys()]).toContain(id);
    for (const id of expected.never ?? []) expect([...tiers.keys()]).not.toContain(id);
    const { atMost, says, doesNotSay, reason } = expected;
    if (atMost !== undefined) expect([...tiers.values()].filter((tier) => RANK[tier] > RANK[atMost])).toEqual([]);
    if (says !== undefined) expect(sentences.join('\n')).toContain(says);
    if (doesNotSay !== undefined) expect(sentences.join('\n')).not.toContain(doesNotSay);
    expect(answer.reason).toBe(reason);
  });
});
