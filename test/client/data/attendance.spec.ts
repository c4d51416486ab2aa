import { attendanceOf, goesAlone, resourcing, whereabouts, whoCan } from '../../../client/data/attendance.js';
import { attendanceInWords } from '../../../client/ui/attendance.js';
import { sent } from '../../support/incidents.js';

const enRoute = sent('ash', { etaMinutes: 10 });
const onScene = sent('birch', { arrivedAt: '2026-02-03T02:08:00Z' });
const left = sent('cedar', { arrivedAt: '2026-02-03T02:08:00Z', departedAt: '2026-02-03T02:30:00Z' });
const stoodDown = sent('elm', { stoodDownAt: '2026-02-03T02:05:00Z' });
const at = (time: string) => Date.parse(`2026-02-03T${time}Z`);

describe('officers who were sent', () => {
  it('stand where was recorded last', () => {
    expect([enRoute, onScene, left, stoodDown].map((one) => whereabouts(one).kind)).toEqual([
      'en-route',
      'on-scene',
      'left',
      'stood-down',
    ]);
  });

  it('[R15] an incident from which all were stood down has nobody; one that officers left was attended', () => {
    expect(resourcing([])).toBe('nobody');
    expect(resourcing([stoodDown])).toBe('nobody');
    expect(resourcing([left, stoodDown])).toBe('left');
    expect(resourcing([left, enRoute])).toBe('en-route');
    expect(resourcing([enRoute, onScene])).toBe('on-scene');
  });

  it('can have recorded of them what comes next, and be stood down while they still read the card', () => {
    const all = [enRoute, onScene, left, stoodDown];
    expect(whoCan('arrival', all)).toEqual([enRoute]);
    expect(whoCan('departure', all)).toEqual([onScene]);
    expect(whoCan('stand-down', all)).toEqual([enRoute, onScene, left]);
    expect(attendanceOf('elm', all)).toBeUndefined();
    expect(attendanceOf('elm', [...all, sent('elm')])).toEqual(sent('elm'));
  });

  it.each([
    ['one at domestic abuse', 'Domestic abuse', [], ['ash'], true],
    ['one, worded otherwise', 'DA - assault', [], ['ash'], true],
    ['two together', 'Domestic abuse', [], ['ash', 'birch'], false],
    ['one more to one who is sent', 'Domestic abuse', [enRoute], ['birch'], false],
    ['the same one again', 'Domestic abuse', [enRoute], ['ash'], true],
    ['one where the other was stood down', 'Domestic abuse', [stoodDown], ['ash'], true],
    ['one at a theft', 'Theft', [], ['ash'], false],
    ['no category yet', undefined, [], ['ash'], false],
  ])('asks why one goes alone: %s', (_, category, attendance, officers, asked) => {
    expect(goesAlone(category, attendance, officers)).toBe(asked);
  });

  it('says where they are in words, the ETA counting down', () => {
    expect(attendanceInWords(enRoute, at('02:04:18'))).toBe('PC ash on the way, due in 5:42');
    expect(attendanceInWords(enRoute, at('02:12:00'))).toBe('PC ash on the way, 2:00 late');
    expect(attendanceInWords(sent('fir'), at('02:12:00'))).toBe('PC fir on the way, no ETA');
    expect(attendanceInWords(left, at('02:40:00'))).toBe('PC cedar left 02:30:00');
  });
});
