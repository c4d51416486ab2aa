import type { Role } from '../../server/contract/index.js';

/** The screens that there are. */
export type Screen = 'call' | 'board';

export const SCREEN_NAMES: Readonly<Record<Screen, string>> = { call: 'Call', board: 'Incidents' };

/** The screens of a person, by role, the one to start with first. */
export const screensOf = (roles: readonly Role[]): readonly Screen[] =>
  roles.includes('handler') ? ['call', 'board'] : ['board'];

/** The screen that the address names, if it is this person's; else the one to start with. */
export function screenAt(hash: string, screens: readonly Screen[]): Screen {
  return screens.find((screen) => hash === `#/${screen}`) ?? screens[0] ?? 'board';
}
