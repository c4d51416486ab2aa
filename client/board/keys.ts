import type { Role } from '../../server/contract/index.js';
import type { Movement } from '../data/attendance.js';

/** What a person can do on the board with a key. */
export type BoardAction =
  | 'dispatch'
  | Movement
  | 'read-out'
  | 'link'
  | 'reassess'
  | 'downgrade'
  | 'ask'
  | 'acknowledge'
  | 'force-level'
  | 'first'
  | 'close';

/** The keys of the board. Letters count outside of fields only. */
export const BOARD_KEYS: Readonly<Record<BoardAction, { readonly keys: string; readonly does: string }>> = {
  dispatch: { keys: 'D', does: 'Send officers to the incident that is open' },
  arrival: { keys: 'A', does: 'An officer arrived' },
  departure: { keys: 'L', does: 'An officer left' },
  'stand-down': { keys: 'S', does: 'Stand an officer down' },
  reassess: { keys: 'W', does: 'I have looked again at what nobody is sent to' },
  downgrade: { keys: 'G', does: 'Ask for a lower grade' },
  ask: { keys: 'Q', does: 'Ask the RTI desk for more about the incident that is open' },
  'read-out': { keys: 'O', does: 'Read the card out to its officers over the radio' },
  link: { keys: 'M', does: 'Make one incident of the calls about one event, or take them apart' },
  acknowledge: { keys: 'R', does: 'I have read the card that is open' },
  'force-level': { keys: 'F', does: 'Force the service level, or end it' },
  first: { keys: 'Home', does: 'To the first of the list, new incidents where they belong' },
  close: { keys: 'Esc', does: 'Close the incident' },
};

/** Those who send officers. What anybody may do is decided by the server; this only leaves out what cannot work. */
const SENDERS: readonly Role[] = ['dispatcher', 'supervisor'];

/** Those who may ask for a lower grade. */
const ASKERS: readonly Role[] = ['handler', 'dispatcher', 'sergeant', 'supervisor', 'inspector'];

/** Those whose questions the RTI desk takes. */
const ASK_THE_DESK: readonly Role[] = ['handler', 'dispatcher', 'supervisor', 'inspector'];

/** What a person with these roles can do on the board. */
export function actionsOf(roles: readonly Role[]): readonly BoardAction[] {
  const sends = roles.some((role) => SENDERS.includes(role));
  return [
    ...(sends ? (['dispatch', 'arrival', 'departure', 'stand-down', 'read-out', 'link'] as const) : []),
    ...(sends || roles.includes('inspector') ? (['reassess'] as const) : []),
    ...(roles.some((role) => ASKERS.includes(role)) ? (['downgrade'] as const) : []),
    ...(roles.some((role) => ASK_THE_DESK.includes(role)) ? (['ask'] as const) : []),
    ...(roles.includes('supervisor') ? (['force-level'] as const) : []),
    'acknowledge',
    'first',
    'close',
  ];
}

/** The action that a key asks for. */
export function actionFor(key: string): BoardAction | undefined {
  const wanted = key === 'Escape' ? 'Esc' : key.length > 1 ? key : key.toUpperCase();
  const found = Object.entries(BOARD_KEYS).find(([, { keys }]) => keys === wanted);
  return found?.[0] as BoardAction | undefined;
}
