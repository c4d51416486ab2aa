import type { Role } from '../../server/contract/index.js';

/** The screens that there are. */
export type Screen =
  | 'call'
  | 'board'
  | 'rulings'
  | 'desk'
  | 'load'
  | 'registers'
  | 'officer'
  | 'review'
  | 'shift'
  | 'oversight'
  | 'audit'
  | 'keeping'
  | 'people';

export const SCREEN_NAMES: Readonly<Record<Screen, string>> = {
  call: 'Call',
  board: 'Incidents',
  desk: 'RTI desk',
  rulings: 'Rulings',
  load: 'Load',
  registers: 'Registers',
  officer: 'Sent to',
  review: 'Assess and review',
  shift: 'My shift',
  audit: 'The record',
  oversight: 'Oversight',
  keeping: 'Keeping',
  people: 'People',
};

/**
 * Who has which screens, the one that they start with first: whoever answers calls, sends officers or goes to them starts
 * where they work, those who assess with what waits for them. Who has several of these roles has all of their screens.
 */
const SCREENS: readonly (readonly [Role, readonly Screen[]])[] = [
  ['handler', ['call', 'board', 'shift']],
  ['researcher', ['desk', 'shift']],
  ['dispatcher', ['board', 'shift']],
  ['supervisor', ['board', 'rulings', 'review', 'load', 'registers', 'oversight', 'shift']],
  ['sergeant', ['review', 'board', 'shift']],
  ['inspector', ['review', 'board', 'rulings', 'load', 'registers', 'oversight', 'keeping', 'shift']],
  ['administrator', ['load', 'registers', 'people', 'oversight', 'keeping']],
  ['auditor', ['audit', 'keeping']],
  ['officer', ['officer', 'shift']],
  ['professional-standards', ['oversight', 'board']],
];

/** The screens of a person, by role, the one to start with first; who has none sees the board, whatever is on it. */
export function screensOf(roles: readonly Role[]): readonly Screen[] {
  const screens = SCREENS.filter(([role]) => roles.includes(role)).flatMap(([, theirs]) => theirs);
  return screens.length === 0 ? ['board'] : [...new Set(screens)];
}

/** The screen that the address names, if it is this person's; else the one to start with. */
export function screenAt(hash: string, screens: readonly Screen[]): Screen {
  return screens.find((screen) => hash === `#/${screen}`) ?? screens[0] ?? 'board';
}
