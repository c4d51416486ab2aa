import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** In ms: for what is said in minutes. */
export const MINUTE = 60_000;

/** Draws its element again every second, or as often as is said, for clocks that count on the screen. */
export class Ticker implements ReactiveController {
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly everyMs = 1_000,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    this.#timer = setInterval(() => this.host.requestUpdate(), this.everyMs);
  }

  hostDisconnected(): void {
    clearInterval(this.#timer);
  }
}
