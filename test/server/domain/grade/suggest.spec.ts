import type { Flag, Match } from '../../../../server/contract/index.js';
import { factPrompts, stillOpen } from '../../../../server/domain/grade/prompts.js';
import { suggestGrade } from '../../../../server/domain/grade/suggest.js';

const flag = (kind: string, rest: Partial<Flag> = {}): Flag => ({
  kind,
  severity: 'high',
  headline: `${kind} headline`,
  source: 'register',
  standing: 'unreviewed',
  tier: 'match',
  matchIds: ['m'],
  ...rest,
});
const match = (register: string, rest: Partial<Match> = {}): Match => ({
  id: 'm',
  register,
  recordId: 'r',
  subject: { kind: 'person', id: 'p' },
  tier: 'match',
  probability: 1,
  weight: 9,
  evidence: [],
  standing: 'unreviewed',
  record: { summary: 's', people: [], recordedAt: '2026-01-01', sensitivity: 'normal' },
  ...rest,
});

describe('a higher grade is suggested, with reasons', () => {
  const suggest = (report: object, flags: Flag[], matches: Match[] = []) => suggestGrade({ report, flags, matches });

  it.each([
    ['danger to life', {}, [flag('firearms', { severity: 'life-risk' })], [], 'firearms headline'],
    [
      'only possible',
      {},
      [flag('firearms', { severity: 'life-risk', tier: 'possible' })],
      [],
      'Possible: firearms headline',
    ],
    ['a repeat call', { grade: 'priority' }, [flag('repeat-call', { source: 'caller' })], [], 'repeat-call headline'],
    [
      'a silent call from a marked number',
      { call: { state: 'silent' } },
      [flag('warning')],
      [match('warning', { subject: { kind: 'phone', id: 'caller' } })],
      'Silent call from a number that is known: warning headline',
    ],
    [
      'an order that may be breached',
      { grade: 'priority' },
      [flag('court-order')],
      [match('court-order', { recordRole: 'restrained' })],
      'May be a breach: court-order headline',
    ],
  ])('[R5] %s: immediate', (_name, report, flags, matches, reason) => {
    expect(suggest(report, flags, matches)).toEqual({ grade: 'immediate', reasons: [reason] });
  });

  it('[R5] children: priority, where it was scheduled', () => {
    expect(suggest({ grade: 'scheduled' }, [flag('children')])?.grade).toBe('priority');
    expect(suggest({ grade: 'priority' }, [flag('children')])).toBeUndefined();
  });

  it('[R5] never a lower grade, none for what is immediate, and none from what a person rejected', () => {
    const danger = flag('firearms', { severity: 'life-risk' });
    expect(suggest({ grade: 'immediate' }, [danger])).toBeUndefined();
    expect(suggest({}, [flag('children')])).toBeUndefined();
    expect(suggest({}, [{ ...danger, standing: 'rejected' }])).toBeUndefined();
  });
});

describe('questions that are tied to a fact', () => {
  const ids = (report: object, matches: Match[] = []): string[] =>
    factPrompts({ report: { people: [], ...report }, flags: [], matches }).map(({ id }) => id);

  it('[R5] are asked where the fact is, and nowhere else', () => {
    expect(ids({ category: 'Theft' })).toEqual([]);
    expect(ids({ category: 'Domestic abuse' })).toEqual(['fact:safe-contact', 'fact:coercive-control']);
    expect(ids({ language: 'Polish' })).toEqual(['fact:interpreter']);
    expect(ids({ language: 'English' })).toEqual([]);
    expect(ids({}, [match('children')])).toEqual(['fact:children']);
    expect(ids({}, [match('children', { tier: 'possible' })])).toEqual([]);
  });

  it('[R14] the codeword is asked for, and not said', () => {
    const secret = match('marac', { record: { ...match('marac').record, details: { codeword: 'heron' } } });
    const prompts = factPrompts({ report: { people: [] }, flags: [], matches: [secret] });
    expect(prompts.map(({ id }) => id)).toEqual(['fact:codeword']);
    expect(JSON.stringify(prompts)).not.toContain('heron');
  });

  it('leave when they were asked or skipped', () => {
    const [one, two] = factPrompts({ report: { people: [], category: 'Domestic abuse' }, flags: [], matches: [] });
    expect(stillOpen([one!, two!], [one!.id])).toEqual([two]);
  });
});
