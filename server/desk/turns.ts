/** Lets what one person asks for twice at once happen one after the other: a key that was pressed twice is one job. */
export class Turns {
  readonly #last = new Map<string, Promise<unknown>>();

  async take<T>(person: string, work: () => Promise<T>): Promise<T> {
    const before = this.#last.get(person) ?? Promise.resolve();
    const mine = before.then(work, work);
    this.#last.set(person, mine);
    try {
      return await mine;
    } finally {
      if (this.#last.get(person) === mine) this.#last.delete(person);
    }
  }
}
