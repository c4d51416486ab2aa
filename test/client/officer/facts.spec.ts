import { factsOf, firstOf, resultsOf, uncheckedOf } from '../../../client/officer/facts.js';
import { card, flag } from '../../support/cards.js';

describe('what an officer sees first', () => {
  it('is the three most dangerous facts, in the order in which the card has them where they are equal', () => {
    const flags = [
      flag('call', { severity: 'info' }),
      flag('order', { severity: 'life-risk' }),
      flag('child'),
      flag('gun', { severity: 'life-risk' }),
      flag('marker', { severity: 'medium' }),
    ];
    const { first, more } = factsOf(card('a', 1, { flags }));
    expect(first.map(({ headline }) => headline)).toEqual(['order', 'gun', 'child']);
    expect(more.map(({ headline }) => headline)).toEqual(['marker', 'call']);
  });

  it('[R4] never starts with what a researcher rejected, and does not hide it', () => {
    const rejected = flag('not him', { severity: 'life-risk', standing: 'rejected' });
    expect(factsOf(card('a', 1, { flags: [rejected, flag('child')] }))).toMatchObject({
      first: [{ headline: 'child' }],
      more: [{ headline: 'not him' }],
    });
  });

  it('[R2] every check that is not an answer counts as not checked, worst first', () => {
    const status = ['no-trace', 'not-checked', 'hit', 'stale', 'unavailable'] as const;
    const checks = status.map((one) => ({ register: one, status: one, subjects: [] }));
    expect(uncheckedOf(card('a', 1, { checks })).map(({ register }) => register)).toEqual([
      'unavailable',
      'stale',
      'not-checked',
    ]);
  });

  it('is told apart from what was reported: what registers answered and the desk found', () => {
    const sentences = ['Two shotguns', 'A dog bites: confirmed by Rosa', 'The report was updated', 'Grade: priority'];
    const changes = sentences.map((sentence, n) => ({
      what: 'changed' as const,
      sentence,
      ...(n === 0 ? { about: 'firearms' } : {}),
    }));
    const flags = [flag('A dog bites', { source: 'researcher' })];
    expect(resultsOf(card('a', 2, { changes, flags }))).toEqual(sentences.slice(0, 2));
  });

  it('[R15] of several incidents, is the one with the highest grade, none counting as immediate, then the worst', () => {
    const graded = (id: string, grade: 'priority' | 'immediate' | undefined, ...flags: ReturnType<typeof flag>[]) => {
      const { grade: _none, ...situation } = card(id, 1).situation;
      return card(id, 1, { flags, situation: grade === undefined ? situation : { ...situation, grade } });
    };
    const danger = flag('x', { severity: 'life-risk' });
    expect(firstOf([graded('a', 'priority', danger), graded('b', undefined)])?.incidentId).toBe('b');
    expect(firstOf([graded('a', 'immediate'), graded('b', 'immediate', danger)])?.incidentId).toBe('b');
    expect(firstOf([])).toBeUndefined();
  });
});
