import { Controller } from '@nestjs/common';
import { accept, OPERATIONS, refuse, type Outcome } from '../../contract/index.js';
import { EventLog } from '../../ports.js';
import { Edge, LIMITS } from '../edge/edge.js';
import { Handles, type HttpReply } from '../edge/handles.js';
import { Metrics } from '../metrics/metrics.js';

@Controller()
export class HealthController {
  constructor(
    readonly edge: Edge,
    private readonly log: EventLog,
    private readonly metrics: Metrics,
  ) {}

  @Handles(OPERATIONS.live, { action: 'public', limit: LIMITS.probe })
  live(): Promise<Outcome<HttpReply<typeof OPERATIONS.live>>> {
    return Promise.resolve(accept({ status: 'live' as const }));
  }

  /** It listens only once the log is open and every register is loaded, so an answer at all means as much. */
  @Handles(OPERATIONS.ready, { action: 'public', limit: LIMITS.probe })
  ready(): Promise<Outcome<HttpReply<typeof OPERATIONS.ready>>> {
    const since = this.edge.shared.outbox.since();
    if (since !== undefined) {
      const detail = `no shared log since ${since}: reports, dispatch and readings are kept here and passed on`;
      return Promise.resolve(accept({ status: 'ready, degraded' as const, detail }));
    }
    const { size } = this.edge.shared.newer();
    if (size > 0) {
      const detail = `incidents with which a newer Outrider goes on are refused here (${size}): upgrade this node`;
      return Promise.resolve(accept({ status: 'ready, degraded' as const, detail }));
    }
    return Promise.resolve(
      this.log.writable()
        ? accept({ status: 'ready' as const, detail: 'the log is writable and the registers are loaded' })
        : refuse('STORAGE_UNAVAILABLE', 'The log cannot be written: what is there can be read, nothing new is taken.'),
    );
  }

  @Handles(OPERATIONS.metrics, { action: 'public', limit: LIMITS.probe })
  async scrape(): Promise<Outcome<string>> {
    return accept(await this.metrics.registry.metrics());
  }
}
