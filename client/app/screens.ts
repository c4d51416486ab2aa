import { Store } from '../data/store.js';
import type { Screen } from './routes.js';

/** What each screen is made of. It is loaded for those who have the screen: an officer’s phone carries no desk. */
const PARTS: Readonly<Record<Screen, () => Promise<unknown>>> = {
  call: () => import('../handler/console.js'),
  board: () => import('../board/board.js'),
  rulings: () => import('../rulings/rulings.js'),
  desk: () => import('../desk/desk.js'),
  load: () => import('../supervisor/load.js'),
  registers: () => import('../registers/registers.js'),
  officer: () => import('../officer/officer.js'),
  review: () => import('../review/review.js'),
  shift: () => import('../shift/shift.js'),
  oversight: () => import('../oversight/oversight.js'),
  audit: () => import('../auditor/auditor.js'),
  keeping: () => import('../keeping/keeping.js'),
  people: () => import('../people/people.js'),
};

/** Pause before a part that did not come is asked for again, in ms. */
const AGAIN_AFTER = 2_000;

/**
 * The screens that are on this machine. All of a person's are loaded when they sign in, the one that is up first: one that
 * would be fetched later might not come any more, for want of a link or because a newer Outrider is served.
 */
export class Screens {
  readonly here = new Store<ReadonlySet<Screen>>(new Set());

  /** Loads those that are not here, one after the other, each again until it comes. */
  async load(screens: readonly Screen[], first: Screen): Promise<void> {
    for (const screen of [first, ...screens]) {
      while (!this.here.value.has(screen)) await this.#try(screen);
    }
  }

  async #try(screen: Screen): Promise<void> {
    try {
      await PARTS[screen]();
      this.here.set(new Set([...this.here.value, screen]));
    } catch {
      await new Promise((resolve) => setTimeout(resolve, AGAIN_AFTER));
    }
  }
}
