import type { Evidence, Role, Sensitivity } from '../../../../server/contract/index.js';
import { viewOf } from '../../../../server/domain/access/policy.js';
import { cardOf } from '../../../../server/domain/briefing/card.js';
import { viewFor } from '../../../../server/domain/briefing/view.js';
import { CRITICAL_MARKER } from '../../../../server/domain/register/built-in/critical-marker.js';
import { MANIFESTS } from '../../../../server/domain/register/manifests.js';
import type { Manifest } from '../../../../server/domain/register/types.js';
import { aLink, anAnswer, AT } from '../../../support/briefing.js';

const marker = CRITICAL_MARKER;
const others = MANIFESTS.filter(({ id }) => id !== marker.id);
const withVisibility = (handler: 'summary' | 'headline' | 'none'): Manifest[] => [
  { ...marker, visibility: { handler, supervisor: 'summary' } },
  ...others,
];

/** Said nearly right: what was typed is no key to what is on record. */
const EVIDENCE: readonly Evidence[] = [
  { field: 'prior', agreement: 'missing', weight: -9, sentence: 'One of many recorded people' },
  {
    field: 'surname',
    agreement: 'similar',
    weight: 20,
    ours: 'Byron',
    theirs: 'Bairon',
    letters: { ours: [[0, 0]], theirs: [[0, 0]] },
    sentence: 'surname is another spelling: Byron, Bairon',
  },
  {
    field: 'dateOfBirth',
    agreement: 'similar',
    weight: 3,
    ours: '11 December 1815',
    theirs: '10 December 1915',
    sentence: 'date of birth: one digit off',
  },
  {
    field: 'dateOfBirth',
    agreement: 'differs',
    weight: -1.5,
    ours: '11 December 1815',
    theirs: '10 December 1915',
    sentence: 'date of birth differs: 11 December 1815, 10 December 1915',
  },
];
const RECORD = { terms: 'secret terms', details: { note: 'secret details' } };

const card = (sensitivity: Sensitivity = 'normal'): ReturnType<typeof cardOf> =>
  cardOf({
    incidentId: 'i1',
    reference: 'R',
    report: { source: '999', openedAt: AT, firstRingAt: AT, people: [] },
    basis: {
      answer: {
        subjects: [anAnswer({ links: [aLink({ evidence: [...EVIDENCE], record: { sensitivity, ...RECORD } })] })],
        searched: [{ register: marker.id, batch: 'b1', records: 1 }],
        model: 'test',
      },
      registers: [{ manifest: marker, standing: { kind: 'answers', asOf: AT, stale: false } }],
      calls: [],
      at: AT,
    },
    level: 'machine-only',
    before: undefined,
  });

describe('a card as a role sees it', () => {
  test('[R7] a role that sees summaries sees the card as it is', () => {
    expect(viewFor(card(), viewOf('handler'), withVisibility('summary'))).toEqual(card());
  });

  test('[R7] a role that sees headlines gets the flag and the evidence, and nothing of the record', () => {
    const view = viewFor(card(), viewOf('handler'), withVisibility('headline'));
    expect(view.flags).toHaveLength(1);
    expect(view.matches[0]?.record.people).toEqual([]);
    expect(JSON.stringify(view.matches)).not.toContain('secret terms');
    expect(view.matches[0]?.evidence.every((line) => line.theirs === undefined)).toBe(true);
  });

  test('[R2] a role that sees nothing of a register is told that it is withheld, never that there is no trace', () => {
    const view = viewFor(card(), viewOf('handler'), withVisibility('none'));
    expect(view.matches).toEqual([]);
    expect(view.flags).toEqual([]);
    expect(view.checks).toMatchObject([
      { status: 'not-checked', subjects: [{ reason: expect.stringMatching(/withheld/) as string }] },
    ]);
  });

  describe('[R12] is masked by how sensitive a record is', () => {
    const WHOLE = { summary: true, names: 1, birth: true, terms: true, details: true, typedWrong: true };
    const WITHIN = { ...WHOLE, birth: false, terms: false, details: false };
    const HEADLINE = { summary: false, names: 0, birth: false, terms: false, details: false, typedWrong: false };

    test.each<[Role, Sensitivity, typeof WHOLE]>([
      ['handler', 'normal', WHOLE],
      ['handler', 'restricted', WITHIN],
      ['handler', 'protected', HEADLINE],
      ['officer', 'normal', WHOLE],
      ['officer', 'restricted', WITHIN],
      ['officer', 'protected', HEADLINE],
      ['sergeant', 'restricted', WITHIN],
      ['dispatcher', 'restricted', WITHIN],
      ['researcher', 'protected', WHOLE],
      ['supervisor', 'restricted', WHOLE],
      ['inspector', 'protected', WHOLE],
    ])('%s, %s', (role, sensitivity, shown) => {
      const [match] = viewFor(card(sensitivity), viewOf(role), MANIFESTS).matches;
      const text = JSON.stringify(match);
      expect({
        summary: text.includes('Repeat victim'),
        names: match?.record.people.length,
        birth: text.includes('1915'),
        terms: text.includes('secret terms'),
        details: text.includes('secret details'),
        typedWrong: text.includes('Bairon'),
      }).toEqual(shown);
    });

    test('[R3] what is left of the evidence still says what agrees, and adds up to the weight', () => {
      const [match] = viewFor(card('protected'), viewOf('officer'), MANIFESTS).matches;
      expect(match?.evidence.map(({ sentence }) => sentence)).toEqual([
        'One of many recorded people',
        'surname is another spelling',
        'date of birth: one digit off',
        'date of birth differs',
      ]);
      expect(match?.evidence.reduce((sum, line) => sum + line.weight, 0)).toBe(match?.weight);
    });
  });

  test('[R7] a role that no manifest names sees nothing', () => {
    expect(viewFor(card(), viewOf('auditor'), withVisibility('summary')).matches).toEqual([]);
  });
});
