import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Location, Tier } from '../../../../server/contract/index.js';
import type { PersonSubject, Subject } from '../../../../server/domain/match/types.js';
import { AT, indexOf, record, somebody, type Sketch } from './support.js';

/** One row of fixtures/match/cases.json: each complaint becomes a row before it becomes a fix. */
interface Case {
  readonly name: string;
  readonly why: string;
  readonly register: readonly Sketch[];
  readonly asked:
    | ({ readonly kind: 'person' } & Partial<PersonSubject>)
    | { readonly kind: 'location'; readonly location: Location }
    | { readonly kind: 'phone'; readonly phone: string };
  readonly expect: {
    /** records that are linked, tier match */
    readonly match?: readonly string[];
    /** records that are linked, whatever the tier */
    readonly found?: readonly string[];
    /** records that are not linked */
    readonly never?: readonly string[];
    /** no link has a higher tier */
    readonly atMost?: Tier;
    /** a sentence of some link’s evidence holds this; none does */
    readonly says?: string;
    readonly doesNotSay?: string;
    /** why nothing could be searched */
    readonly reason?: string;
  };
}

const cases = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../../../fixtures/match/cases.json'), 'utf8'),
) as readonly Case[];

const RANK: Readonly<Record<Tier, number>> = { possible: 0, probable: 1, match: 2 };

function subjectOf(asked: Case['asked']): Subject {
  if (asked.kind === 'location') return { ref: { kind: 'location' }, location: asked.location };
  if (asked.kind === 'phone') return { ref: { kind: 'phone' }, phone: asked.phone };
  const { kind: _, ...said } = asked;
  return somebody(said);
}

describe('the labelled cases', () => {
  it.each(cases.map((one) => [one.name, one] as const))('[R3] %s', (_, { register, asked, expect: expected }) => {
    const answer = indexOf({ register: register.map(record) }).ask(subjectOf(asked), AT);
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
