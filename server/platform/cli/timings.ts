import { counted } from '../../domain/count.js';

/** Collects how long calls took. */
export class Timings {
  private readonly micros: number[] = [];

  get count(): number {
    return this.micros.length;
  }

  time<T>(work: () => T): T {
    const started = performance.now();
    const result = work();
    this.micros.push((performance.now() - started) * 1000);
    return result;
  }

  /** @param share 0.5 for the median; 0 when nothing was timed */
  percentile(share: number): number {
    const sorted = this.micros.toSorted((a, b) => a - b);
    return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  }

  summary(): string {
    const show = (share: number): string => this.percentile(share).toFixed(0);
    return `${counted(this.count, 'query', 'queries')}, µs each: p50 ${show(0.5)}, p99 ${show(0.99)}, p99.9 ${show(0.999)}`;
  }
}
