/** Long work in steps: whoever does it may do something else between two of them. */
export type Steps<T> = Generator<void, T, void>;

/** Does all the steps at once. */
export function atOnce<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}
