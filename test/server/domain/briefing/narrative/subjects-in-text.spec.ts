import { subjectsInText } from '../../../../../server/domain/briefing/narrative/subjects-in-text.js';
import type { Subject } from '../../../../../server/domain/match/types.js';

const inText = (text: string, asked: readonly Subject[] = []): string[] =>
  subjectsInText([{ field: 'narrative', text }], asked).map((subject) =>
    'phone' in subject ? subject.phone : 'location' in subject ? (subject.location?.text ?? '') : '',
  );

describe('numbers and addresses in the words of a call', () => {
  test.each([
    ['he is ringing from 07700 900999 all night', ['+447700900999']],
    ['07700900999, 07700 900 999 and +44 7700 900999', ['+447700900999']],
    ['landline 01632 960111, mobile 07700 900222', ['+441632960111', '+447700900222']],
    ['he said it 999 times at 0230 on 23/11', []],
    ['his car is AB12 CDE and the crime number is 42/12345/26', []],
    ['gone to 14 Mill Road, Sudbury', ['14 Mill Road, Sudbury']],
    ['gone to 14 mill road CO10 2AB to his mother', ['14 mill road CO10 2AB']],
    ['Flat 3, 60A Bromham Road, Bedford MK40 2QG is his', ['Flat 3, 60A Bromham Road, Bedford MK40 2QG']],
    ['he lives at 12 High Street in Billericay', ['12 High Street, Billericay']],
    ['14 Mill Road', []],
    ['2 men, 30 minutes ago, in the road outside', []],
    ['they ran 200 yards down the High Street', []],
  ])('%s → %j', (text, expected) => {
    expect(inText(text)).toEqual(expected);
  });

  test('a number that is in the form already is not asked about twice', () => {
    const asked: Subject[] = [{ ref: { kind: 'phone', id: 'caller' }, phone: '07700 900999' }];
    expect(inText('rings from 07700 900999', asked)).toEqual([]);
  });

  test('no text makes it slow, and no more than three of each are taken', () => {
    const numbers = Array.from({ length: 50 }, (_, n) => `07700 9${String(n).padStart(5, '0')}`).join(', ');
    expect(inText(numbers)).toHaveLength(3);
    expect(inText(`${'1 a '.repeat(5_000)} ${'flat 1, 1 '.repeat(1_000)}`)).toEqual([]);
  });
});
