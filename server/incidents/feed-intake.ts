import type { Outcome } from '../contract/index.js';
import type { Actor } from '../domain/access/policy.js';
import { Intake, type FeedReport, type FeedTaken } from '../ports.js';
import type { ReportPorts } from './report-incident.js';
import { takeFeedReport } from './take-feed-report.js';

/** The command-and-control system that calls come from when nobody here typed them. */
export const CAD: Actor = { userId: 'cad', name: 'Command and control', roles: ['handler'], sessionId: 'cad' };

/** The intake as the feeds see it. */
export class FeedIntake extends Intake {
  constructor(private readonly ports: ReportPorts) {
    super();
  }
  override take(said: FeedReport): Promise<Outcome<FeedTaken>> {
    return takeFeedReport(this.ports, said, CAD);
  }
}
