import type { IncidentReply, IncidentSummary } from '../../server/contract/index.js';
import { Api, type Session } from '../support/api.js';
import { ReportRefused, type Service } from './drill.js';
import type { Watcher } from './history.js';
import { Reader } from './reader.js';

const REPORTERS = ['handler', 'handler2'] as const;

export interface Where {
  /** where readers connect to: one address, whatever is behind it */
  readonly url: string;
  /** where reports are sent; there too when left out */
  readonly reportTo?: string;
  readonly seed: number;
  /** where one watcher connects to; at `url` when left out or undefined */
  readonly reach?: (watcher: Watcher) => string | undefined;
  /** how many people each report names, each described at length: cards of about 1.2 kB a person; none when left out */
  readonly people?: number;
}

const DESCRIBED = 'a tall person in a dark coat, seen at the corner, gone when looked for again; '.repeat(12);
const crowdOf = (people: number) => Array.from({ length: people }, () => ({ role: 'other', description: DESCRIBED }));

/** Outrider in a drill. Each report is of somebody at another place, so that no call is linked with another. */
export async function outriderService(
  { url, reportTo = url, seed, reach = () => undefined, people = 0 }: Where,
  usernames: readonly string[],
): Promise<Service> {
  const api = new Api(reportTo);
  const sessions = new Map<string, Session>();
  for (const username of usernames) sessions.set(username, await api.signIn(username));
  const as = (username: string): Session => sessions.get(username)!;
  return {
    open: (watcher) => new Reader(reach(watcher) ?? url, watcher, as(watcher.username).token),
    report: async (n, signal) => {
      const { token, reply, outrider } = as(REPORTERS[n % REPORTERS.length]!);
      const { status, body } = await outrider.call<IncidentReply>('POST', '/api/incidents', {
        body: {
          source: '999',
          reference: `DRILL-${seed}-${n}`,
          location: { text: `${n} Drill Yard, Nowhere` },
          people: crowdOf(people),
        },
        token,
        headers: { 'idempotency-key': `drill-${seed}-${n}` },
        signal,
      });
      if (status === 201 || status === 202) return { incidentId: body.id, by: reply.user.id, delayed: status === 202 };
      if (status < 500 && status !== 429) throw new ReportRefused(JSON.stringify(body));
      return undefined;
    },
    latest: async () => {
      const answer = await as('supervisor')
        .get<IncidentSummary[]>('/api/incidents')
        .catch(() => undefined);
      if (answer?.status !== 200) return new Map();
      return new Map(answer.body.map(({ id, cardVersion }) => [id, cardVersion]));
    },
  };
}
