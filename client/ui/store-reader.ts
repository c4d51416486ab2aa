import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Store } from '../data/store.js';

/**
 * Draws its element again when a store changes, for as long as the element is on the page. Stores are given when the
 * element first appears, because properties are not there earlier.
 */
export class StoreReader implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #stores: () => readonly Pick<Store<unknown>, 'subscribe'>[];
  #stop: (() => void)[] = [];

  constructor(host: ReactiveControllerHost, stores: () => readonly Pick<Store<unknown>, 'subscribe'>[]) {
    this.#host = host;
    this.#stores = stores;
    host.addController(this);
  }

  hostConnected(): void {
    this.#stop = this.#stores().map((store) => store.subscribe(() => this.#host.requestUpdate()));
  }

  hostDisconnected(): void {
    for (const stop of this.#stop) stop();
    this.#stop = [];
  }
}
