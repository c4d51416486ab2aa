/** Tells any number of waiters at once that something happened. */
export class Signal {
  readonly #waiters = new Set<() => void>();

  /** Resolves at the next `fire`, or when `stop` is aborted. */
  async wait(stop: AbortSignal): Promise<void> {
    if (stop.aborted) return;
    await new Promise<void>((resolve) => {
      const wake = (): void => {
        this.#waiters.delete(wake);
        stop.removeEventListener('abort', wake);
        resolve();
      };
      this.#waiters.add(wake);
      stop.addEventListener('abort', wake);
    });
  }

  fire(): void {
    for (const wake of this.#waiters) wake();
  }
}
