import { Gauge, type Metric, type Registry } from 'prom-client';
import { Figures, type Labels } from '../../ports.js';
import { CountTally, SecondsTally } from './tally.js';

interface Described {
  readonly help: string;
  readonly labels: readonly string[];
  /** seconds, for what is measured */
  readonly buckets?: readonly number[];
}

const SHORT = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600];
const MINUTES = [30, 60, 120, 180, 300, 480, 600, 900, 1800, 3600];

/** Every figure about the desk, the cards and their readers: name, meaning, labels. */
export const DESCRIBED: Readonly<Record<string, Described>> = {
  register_receipts_total: { help: 'Receipts of register checks on issued cards', labels: ['register', 'status'] },
  clear_shown_total: { help: 'Lines of issued cards that say "no trace"', labels: ['register'] },
  clear_invalid_total: {
    help: 'Lines that say "no trace" without a fresh and complete receipt for every subject: 0, or an alarm',
    labels: ['register'],
  },
  cards_issued_total: { help: 'Card versions issued', labels: [] },
  first_look_seconds: { help: 'From the first ring to the first look', labels: ['grade'], buckets: MINUTES },
  time_before_arrival_seconds: {
    help: 'From the first look to the arrival of the first officer; below 0: it came after them',
    labels: ['grade'],
    buckets: [-1800, -600, -300, -60, 0, 60, 120, 300, 600, 1800],
  },
  ack_seconds: {
    help: 'From the issue of a card to its acknowledgement by one reader, by its worst flag',
    labels: ['severity'],
    buckets: SHORT,
  },
  arrived_total: { help: 'Officers who arrived', labels: ['grade', 'review', 'informed'] },
  arrived_informed_ratio: {
    help: 'Share of arrived officers who had acknowledged a card, or had heard one',
    labels: ['grade', 'review'],
  },
  arrived_silent_total: { help: 'Officers who arrived and nothing had been sent to them: 0, or an alarm', labels: [] },
  risk_raised_after_arrival_total: {
    help: 'Dangers to life that came on a card while officers were there',
    labels: [],
  },
  service_level_seconds: { help: 'Time at each service level', labels: ['level'] },
  backfill_age_seconds: {
    help: 'Age of the oldest open incident that officers have reached and nobody has looked at; 0: there is none',
    labels: [],
  },
  interruptive_alerts_per_10min: {
    help: 'Interruptions within ten minutes of the person of a role who had most',
    labels: ['role'],
  },
  cad_stream_pending: { help: 'Reports of the shared stream that a node was given and has not taken yet', labels: [] },
  cad_stream_rejected: { help: 'Reports of the shared stream that were set aside: nobody could take them', labels: [] },
  archive_segments: { help: 'Segments that hold what has left the shared log', labels: [] },
  archive_through_position: { help: 'The last position in the archive: what follows is in Redis alone', labels: [] },
  archive_failing: { help: '1 while nothing can be moved to the archive', labels: [] },
  redis_log_bytes: { help: 'Memory that headers and bodies of the shared log take in Redis', labels: [] },
  socket_connections: { help: 'Live socket connections of this node', labels: [] },
  socket_waiting_bytes: { help: 'What readers have not taken yet, and this node holds for them', labels: [] },
  reports_waiting: { help: 'Reports that wait for their check', labels: [] },
  sign_ins_failed_total: { help: 'Sign-ins that failed: of users that there are, and of none', labels: ['user'] },
  shed_total: { help: 'Work that was put off or left out because there was too much', labels: ['class'] },
};

/** Figures as Prometheus reads them. */
export class PrometheusFigures extends Figures {
  readonly #counts = new Map<string, CountTally>();
  readonly #seconds = new Map<string, SecondsTally>();

  constructor(private readonly registry: Registry) {
    super();
  }

  override count(figure: string, labels: Labels, by = 1): void {
    this.#countOf(figure).add(labels, by);
  }

  override observe(figure: string, labels: Labels, seconds: number): void {
    this.#secondsOf(figure).add(labels, seconds);
  }

  override save() {
    return {
      counts: [...this.#counts].map(([figure, tally]) => [figure, tally.save()] as const),
      seconds: [...this.#seconds].map(([figure, tally]) => [figure, tally.save()] as const),
    };
  }

  override restore({ counts, seconds }: ReturnType<PrometheusFigures['save']>): void {
    for (const [figure, saved] of counts) this.#countOf(figure).restore(saved);
    for (const [figure, saved] of seconds) this.#secondsOf(figure).restore(saved);
  }

  override read(figure: string, values: Parameters<Figures['read']>[1]): void {
    const gauge: Gauge = new Gauge({
      ...this.#named(figure),
      collect: () => {
        gauge.reset();
        for (const { labels, value } of values()) gauge.set(labels, value);
      },
    });
  }

  #countOf(figure: string): CountTally {
    const known = this.#counts.get(figure) ?? this.#registered(new CountTally(figure, described(figure).help));
    this.#counts.set(figure, known);
    return known;
  }

  #secondsOf(figure: string): SecondsTally {
    const { help, buckets = SHORT } = described(figure);
    const known = this.#seconds.get(figure) ?? this.#registered(new SecondsTally(figure, help, buckets));
    this.#seconds.set(figure, known);
    return known;
  }

  /** The registry asks a metric for no more than a tally gives. */
  #registered<T extends CountTally | SecondsTally>(tally: T): T {
    this.registry.registerMetric(tally as unknown as Metric);
    return tally;
  }

  #named(name: string) {
    const { help, labels } = described(name);
    return { name, help, labelNames: [...labels], registers: [this.registry] };
  }
}

function described(figure: string): Described {
  const found = DESCRIBED[figure];
  if (found === undefined) throw new Error(`the figure ${figure} is not described`);
  return found;
}
