import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';

/** Figures about Outrider itself, for Prometheus. Labels are ids of registers and statuses: never a person's. */
export class Metrics {
  readonly registry = new Registry();
  readonly handled = new Histogram({
    name: 'http_request_seconds',
    help: 'Time to answer an HTTP request',
    labelNames: ['operation', 'status'],
    buckets: [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 2],
    registers: [this.registry],
  });

  constructor() {
    // Event-loop delay is among these: the loop is never to be blocked.
    collectDefaultMetrics({ register: this.registry });
  }
}
