import type { Labels } from '../../ports.js';

interface Counted {
  readonly labels: Labels;
  value: number;
}

interface Measured {
  readonly labels: Labels;
  /** how many were within each bound, and not within the one before */
  readonly within: number[];
  sum: number;
  count: number;
}

/** What a registry reads of a metric. */
interface Sample {
  readonly metricName?: string;
  readonly labels: Readonly<Record<string, string | number>>;
  readonly value: number;
}

const keyOf = (labels: Labels): string => Object.values(labels).join('\0');

/** What both kinds of figure have in common for the registry that they are read from. */
abstract class Tally<One> {
  protected all = new Map<string, One>();

  constructor(
    readonly name: string,
    readonly help: string,
  ) {}

  abstract readonly type: string;
  readonly aggregator = 'sum';

  /** As plain data, and back: unlike the library's own, so that they go on where a snapshot was made. */
  save(): ReadonlyMap<string, One> {
    return this.all;
  }

  restore(saved: ReadonlyMap<string, One>): void {
    this.all = new Map(saved);
  }

  reset(): void {
    this.all.clear();
  }

  protected abstract samples(): Sample[];

  get() {
    const { name, help, type, aggregator } = this;
    return Promise.resolve({ name, help, type, aggregator, values: this.samples() });
  }
}

/** A count that only grows, by label. */
export class CountTally extends Tally<Counted> {
  override readonly type = 'counter';

  add(labels: Labels, by: number): void {
    const key = keyOf(labels);
    const known = this.all.get(key);
    if (known) known.value += by;
    else this.all.set(key, { labels, value: by });
  }

  protected override samples(): Sample[] {
    return [...this.all.values()].map(({ labels, value }) => ({ labels, value }));
  }
}

/** Seconds, counted by the bounds that they are within, by label. */
export class SecondsTally extends Tally<Measured> {
  override readonly type = 'histogram';

  constructor(
    name: string,
    help: string,
    private readonly bounds: readonly number[],
  ) {
    super(name, help);
  }

  add(labels: Labels, seconds: number): void {
    const key = keyOf(labels);
    const known = this.all.get(key) ?? { labels, within: this.bounds.map(() => 0), sum: 0, count: 0 };
    this.all.set(key, known);
    const bound = this.bounds.findIndex((one) => seconds <= one);
    if (bound >= 0) known.within[bound] = (known.within[bound] ?? 0) + 1;
    known.sum += seconds;
    known.count += 1;
  }

  protected override samples(): Sample[] {
    return [...this.all.values()].flatMap(({ labels, within, sum, count }) => {
      let below = 0;
      return [
        ...this.bounds.map((le, at) => {
          below += within[at] ?? 0;
          return { metricName: `${this.name}_bucket`, labels: { le, ...labels }, value: below };
        }),
        { metricName: `${this.name}_bucket`, labels: { le: '+Inf', ...labels }, value: count },
        { metricName: `${this.name}_sum`, labels, value: sum },
        { metricName: `${this.name}_count`, labels, value: count },
      ];
    });
  }
}
