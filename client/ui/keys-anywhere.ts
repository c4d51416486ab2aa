import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Gives its element the keys that are pressed anywhere on the page, for as long as it is on it. */
export class KeysAnywhere implements ReactiveController {
  constructor(
    host: ReactiveControllerHost,
    private readonly pressed: (event: KeyboardEvent) => void,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    document.addEventListener('keydown', this.pressed);
  }

  hostDisconnected(): void {
    document.removeEventListener('keydown', this.pressed);
  }
}
