import type { TemplateResult } from 'lit';

/** A component in one of its states. */
export interface State {
  readonly name: string;
  readonly show: () => TemplateResult;
}

/** A component of the gallery in all of its states. */
export interface Piece {
  /** the name of its element, or of the style that several share */
  readonly name: string;
  /** for an officer: shown as wide as a phone */
  readonly phone?: true;
  readonly states: readonly State[];
}

/** A piece whose states are fixtures: each is shown under its name. */
export const pieceOf = <T>(
  name: string,
  fixtures: Readonly<Record<string, T>>,
  show: (fixture: T) => TemplateResult,
): Piece => ({
  name,
  states: Object.entries(fixtures).map(([state, one]) => ({ name: state, show: () => show(one) })),
});
