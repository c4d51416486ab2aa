import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Does something when its element comes onto the page, and again every so many ms for as long as it is on it. */
export class Repeating implements ReactiveController {
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(
    host: ReactiveControllerHost,
    private readonly everyMs: number,
    private readonly act: () => Promise<void>,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    this.#timer = setInterval(() => void this.act(), this.everyMs);
    void this.act();
  }

  hostDisconnected(): void {
    clearInterval(this.#timer);
  }
}
