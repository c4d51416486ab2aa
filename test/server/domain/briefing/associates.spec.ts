import { associatesOf, foundVia } from '../../../../server/domain/briefing/associates.js';
import type { CheckAnswer, Link } from '../../../../server/domain/match/types.js';
import { aLink, anAnswer } from '../../../support/briefing.js';

const HENRY = { role: 'suspect', givenNames: 'Henry', surname: 'Lansdowne', dateOfBirth: '1975-01-04' };
const MABEL = { role: 'victim', givenNames: 'Mabel', surname: 'Collins', dateOfBirth: '1981-09-09' };
const answer = (...links: readonly Link[]): CheckAnswer => ({
  subjects: [anAnswer({ links })],
  searched: [],
  model: 'test',
});
const marker = (link: Partial<Link> = {}, people: object[] = [MABEL, HENRY]): Link =>
  aLink({ ...link, record: { people: people as never } });
const via = (of: CheckAnswer): string[] => associatesOf(of, (id) => id).map((associate) => associate.via);

describe('one step through the people on a record that was hit', () => {
  test('her marker leads to him, with his date of birth to ask with', () => {
    const [associate, ...rest] = associatesOf(answer(marker()), () => 'Critical markers');
    expect(rest).toEqual([]);
    expect(associate).toMatchObject({
      via: 'Henry Lansdowne, suspect on Critical markers',
      subject: { kind: 'person', id: 'p1' },
      asks: { surname: 'Lansdowne', dateOfBirth: '1975-01-04' },
    });
  });

  test('[R14] it never leads from him to her', () => {
    expect(via(answer(marker({ personIndex: 1, recordRole: 'suspect' })))).toEqual([]);
    for (const role of ['victim', 'protected', 'child', 'carer', 'caller']) {
      expect(via(answer(marker({}, [MABEL, { ...HENRY, role }])))).toEqual([]);
    }
  });

  test.each([
    ['a hit that is only probable', marker({ tier: 'probable' })],
    ['somebody without date of birth and number', marker({}, [MABEL, { role: 'suspect', surname: 'Lansdowne' }])],
    ['a year alone', marker({}, [MABEL, { ...HENRY, dateOfBirth: '1975' }])],
  ])('it does not go through %s', (_what, link) => {
    expect(via(answer(link))).toEqual([]);
  });

  test('who was found directly is not followed, and nobody is followed twice', () => {
    expect(via(answer(marker(), marker({ personIndex: 1, recordRole: 'suspect' })))).toEqual([]);
    const two = answer(marker(), aLink({ record: { recordId: 'R-2', people: [MABEL, HENRY] as never } }));
    expect(via(two)).toHaveLength(1);
  });

  test('[R3] only sure links by date of birth or number count, and not the record that led there', () => {
    const [associate] = associatesOf(answer(marker()), (id) => id);
    const gun = aLink({
      register: 'firearms',
      recordId: 'F-1',
      evidence: [
        { field: 'dateOfBirth', agreement: 'agrees', weight: 14, sentence: 'date of birth agrees' },
        { field: 'prior', agreement: 'missing', weight: -9, sentence: 'prior' },
      ],
    });
    const nameOnly = aLink({ register: 'warning', recordId: 'W-1' });
    const found = foundVia(associate!, anAnswer({ links: [gun, nameOnly, { ...gun, tier: 'probable' }, marker()] }));
    expect(found.map(({ links }) => links.map((link) => link.recordId))).toEqual([['F-1']]);
  });
});
