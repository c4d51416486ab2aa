import type { DeskState } from '../../server/contract/index.js';

/** The RTI desk as it was last told. */
export interface Desk {
  readonly state: DeskState | undefined;
  /** told on this connection; else the next word counts, whatever its version, because the server may count anew */
  readonly confirmed: boolean;
}

export const DESK_UNKNOWN: Desk = { state: undefined, confirmed: false };

/** A new connection: what was said stands until the desk is told again. */
export const deskAgain = ({ state }: Desk): Desk => ({ state, confirmed: false });

/**
 * Takes what is told of the desk; the same version again, or an older one, changes nothing (R8, R9).
 *
 * @returns the same object when nothing changes
 */
export function takeDesk(desk: Desk, state: DeskState): Desk {
  const isOld = desk.confirmed && desk.state !== undefined && state.version <= desk.state.version;
  return isOld ? desk : { state, confirmed: true };
}
