/** One topic of one connection: a snapshot at first, then what changed; one message at a time. */
export abstract class Topic {
  #isOpen = false;
  #waiting = false;
  #turn: Promise<void> = Promise.resolve();

  /** Sends everything; called once, when the reader connects. */
  open(): Promise<void> {
    this.#isOpen = true;
    return this.#inTurn(true);
  }

  /** Sends what changed since the last call, if anything did that this reader may see; before the snapshot, nothing. */
  moved(): Promise<void> {
    if (!this.#isOpen) return this.#turn;
    // However often it is asked while one waits its turn, that one tells it all.
    return this.#waiting ? this.#turn : this.#inTurn(false);
  }

  protected abstract send(snapshot: boolean): Promise<void>;

  #inTurn(snapshot: boolean): Promise<void> {
    this.#waiting = true;
    const done = this.#turn.then(() => {
      this.#waiting = false;
      return this.send(snapshot);
    });
    this.#turn = done.catch(() => undefined);
    return done;
  }
}
