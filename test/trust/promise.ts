/** What makes a trial another one, or a longer one. */
export interface TrialOptions {
  readonly seed: number;
  /** how many things to try; left out: the promise's own full number */
  readonly count?: number;
  /** told from time to time how many things were tried, and how many of them were wrong */
  readonly progress: (done: number, faults: number) => void;
}

/** What a trial came to. */
export interface Tried {
  /** what was counted against the promise */
  readonly value: number;
  readonly unit: string;
  /** how many things were tried, and how many of them differ */
  readonly tried: number;
  readonly distinct: number;
  readonly kept: boolean;
  /** what broke it, a line each, and how to see it again */
  readonly faults: readonly string[];
  /** the shortest run that comes upon the first of them; left out: this run, up to there */
  readonly again?: { readonly seed: number; readonly count: number };
  /** what else is worth knowing of the figure */
  readonly note?: string;
}

/** One row of the table: what is promised, how much of it, and how it is tried. */
export interface Promised {
  readonly promise: string;
  readonly goal: string;
  /** how many things a full run tries */
  readonly full: number;
  /** each trial brings its own libraries: only what is asked for is loaded */
  readonly run: (options: TrialOptions & { readonly count: number }) => Promise<Tried>;
}
