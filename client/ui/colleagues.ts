import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { ShiftState } from '../../server/contract/index.js';
import type { Reply } from '../data/http.js';

/** Knows the people of the control room by name, from when its element appears. */
export class Colleagues implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #read: () => Promise<Reply<ShiftState>> | undefined;
  #names: ReadonlyMap<string, string> = new Map();

  constructor(host: ReactiveControllerHost, read: () => Promise<Reply<ShiftState>> | undefined) {
    this.#host = host;
    this.#read = read;
    host.addController(this);
  }

  hostConnected(): void {
    void this.#read()?.then((reply) => {
      if (!reply.ok) return;
      this.#names = new Map(reply.value.colleagues.map(({ id, name }) => [id, name]));
      this.#host.requestUpdate();
    });
  }

  /** The name of a person; their id, while it is not known. */
  readonly nameOf = (id: string): string => this.#names.get(id) ?? id;
}
