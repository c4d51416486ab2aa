import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { Pace } from '../data/pace.js';
import type { Store } from '../data/store.js';

/**
 * Draws its element again when a store changes, for as long as the element is on the page. Stores are given when the
 * element first appears, because properties are not there earlier.
 *
 * @param everyMs at most how often it draws; left out: at every change
 */
export class StoreReader implements ReactiveController {
  readonly #stores: () => readonly Pick<Store<unknown>, 'subscribe'>[];
  readonly #pace: Pace;
  #stop: (() => void)[] = [];

  constructor(
    host: ReactiveControllerHost,
    stores: () => readonly Pick<Store<unknown>, 'subscribe'>[],
    everyMs: number = 0,
  ) {
    this.#stores = stores;
    this.#pace = new Pace(() => host.requestUpdate(), everyMs);
    host.addController(this);
  }

  hostConnected(): void {
    this.#stop = this.#stores().map((store) => store.subscribe(this.#pace.ask));
  }

  hostDisconnected(): void {
    for (const stop of this.#stop) stop();
    this.#stop = [];
    this.#pace.stop();
  }
}
