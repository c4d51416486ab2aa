import type { Role } from '../../server/contract/index.js';

/** The screens that there are. */
export type Screen = 'call' | 'board' | 'rulings' | 'desk' | 'load' | 'officer';

export const SCREEN_NAMES: Readonly<Record<Screen, string>> = {
  call: 'Call',
  board: 'Incidents',
  desk: 'RTI desk',
  rulings: 'Rulings',
  load: 'Load',
  officer: 'Sent to',
};

/** Who has which screens; who has several of these roles has all of theirs. */
const SCREENS: readonly (readonly [Role, readonly Screen[]])[] = [
  ['handler', ['call', 'board']],
  ['researcher', ['desk']],
  ['dispatcher', ['board']],
  ['supervisor', ['board', 'rulings', 'load']],
  ['inspector', ['board', 'rulings', 'load']],
  ['administrator', ['load']],
  ['officer', ['officer']],
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
