import { nextLevel, watchOn, type Announced, type Reading } from '../../../../server/domain/desk/level.js';

const START = Date.parse('2026-11-23T20:00:00.000Z');
const CALM: Reading = {
  onDuty: 4,
  plannedUnstaffed: false,
  firstLooks: 0,
  late: 0,
  oldestMinutes: 0,
  waiting: 0,
  backlog: 0,
  logWritable: true,
  registers: 9,
  answering: 9,
};
const SOME_LATE = { ...CALM, firstLooks: 8, late: 3 };
const MOST_LATE = { ...CALM, firstLooks: 10, late: 9, waiting: 6 };

/** Takes a reading every 10 s from the given minutes on, and tells each level that was entered and in which minute. */
function levels(
  from: Announced['level'],
  readings: readonly (readonly [minute: number, Reading])[],
  until: number,
): string[] {
  let announced: Announced = { level: from, since: new Date(START).toISOString(), cause: '' };
  let watch = {};
  const entered: string[] = [];
  for (let second = 0; second <= until * 60; second += 10) {
    const at = new Date(START + second * 1000).toISOString();
    const [, reading] = readings.findLast(([minute]) => minute * 60 <= second)!;
    watch = watchOn(watch, reading, at);
    const next = nextLevel(announced, watch, reading, at);
    if (next) {
      announced = next;
      entered.push(`${Math.floor(second / 60)} ${next.level}: ${next.cause}`);
    }
  }
  return entered;
}

describe('the service level', () => {
  test.each<[string, Announced['level'], [number, Reading][], number, string[]]>([
    [
      'a quarter late counts once it lasts a minute',
      'normal',
      [[0, SOME_LATE]],
      5,
      ['1 busy: 3 of 8 first looks predicted after arrival'],
    ],
    [
      'a moment of it does not',
      'normal',
      [
        [0, SOME_LATE],
        [0.5, CALM],
        [1, SOME_LATE],
        [1.5, CALM],
      ],
      5,
      [],
    ],
    [
      'a first look that waits over three minutes',
      'normal',
      [[0, { ...CALM, firstLooks: 1, oldestMinutes: 3.5 }]],
      1,
      ['0 busy: a first look has waited 3 min'],
    ],
    [
      'nearly all late: machine-only, by way of busy',
      'normal',
      [[0, MOST_LATE]],
      5,
      [
        '1 busy: 9 of 10 first looks predicted after arrival',
        '2 machine-only: 9 of 10 first looks would come too late',
      ],
    ],
    [
      'busy stays for its dwell, then leaves when it is calm',
      'busy',
      [[0, CALM]],
      30,
      ['15 normal: the desk keeps up'],
    ],
    [
      'a busy desk that is not calm for ten minutes stays busy',
      'busy',
      [
        [0, CALM],
        [8, { ...CALM, firstLooks: 1, waiting: 1 }],
        [9, CALM],
      ],
      30,
      ['19 normal: the desk keeps up'],
    ],
    ['nobody on duty: at once', 'normal', [[0, { ...CALM, onDuty: 0 }]], 1, ['0 machine-only: no researcher on duty']],
    [
      'a planned gap says so',
      'normal',
      [[0, { ...CALM, onDuty: 0, plannedUnstaffed: true }]],
      1,
      ['0 machine-only: no researcher on duty, as planned'],
    ],
    [
      'it leads back by way of recovering, while there is something to catch up with',
      'machine-only',
      [
        [0, { ...CALM, onDuty: 0 }],
        [20, { ...CALM, backlog: 2 }],
        [40, CALM],
      ],
      60,
      ['20 recovering: 2 open incidents to catch up with', '40 normal: the desk keeps up'],
    ],
    [
      '[R10] a log that cannot store isolates at once',
      'busy',
      [[0, { ...CALM, logWritable: false }]],
      1,
      ['0 isolated: the log cannot store'],
    ],
    [
      '[R10] so do registers of which none answers',
      'normal',
      [[0, { ...CALM, answering: 0 }]],
      1,
      ['0 isolated: no register can be asked'],
    ],
    [
      'isolated lasts as long as it is so, and no longer',
      'normal',
      [
        [0, { ...CALM, answering: 0 }],
        [2, CALM],
      ],
      5,
      ['0 isolated: no register can be asked', '2 normal: the desk keeps up'],
    ],
    [
      'recovering can get worse again',
      'recovering',
      [[0, { ...CALM, onDuty: 0, backlog: 3 }]],
      1,
      ['0 machine-only: no researcher on duty'],
    ],
  ])('%s', (_rule, from, readings, until, expected) => {
    expect(levels(from, readings, until)).toEqual(expected);
  });
});
