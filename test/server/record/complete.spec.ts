import fc from 'fast-check';
import type { AuditEntry, AuditPage, IncidentSummary } from '../../../server/contract/index.js';
import { App } from '../../support/app.js';
import { next } from '../../support/api.js';

/** What somebody does in a busy night, by chance: each is a read of one incident, of all, or a new call. */
type Step = {
  readonly who: string;
  readonly what: 'report' | 'incident' | 'card' | 'log' | 'list';
  readonly which: number;
};

const STEP: fc.Arbitrary<Step> = fc.record({
  who: fc.constantFrom('handler', 'supervisor', 'inspector', 'sergeant', 'officer1', 'analyst'),
  what: fc.constantFrom('report', 'incident', 'card', 'log', 'list'),
  which: fc.nat(),
});
const PATHS = { incident: '', card: '/card', log: '/log' } as const;
const ACTIONS = { incident: 'incident.read', card: 'card.read', log: 'incident.log', list: 'incident.list' } as const;

/** Everything in the record that fits, page by page. */
async function everything(app: App, query: string): Promise<AuditEntry[]> {
  const auditor = await app.as('auditor');
  const all: AuditEntry[] = [];
  for (let before = ''; ;) {
    const { entries, next: more } = (await auditor.get<AuditPage>(`/api/audit?${query}&limit=200${before}`)).body;
    all.push(...entries);
    if (more === undefined) return all;
    before = `&before=${more}`;
  }
}

const tally = (keys: readonly string[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const key of keys.toSorted()) counts[key] = (counts[key] ?? 0) + 1;
  return counts;
};

test('[R7] after a busy night the record has every operation that an oracle counted, and no other', async () => {
  const app = await App.open({ registers: false });
  const seed = Date.now() % 2 ** 31;
  const counted: string[] = [];
  const incidents: string[] = [];
  try {
    for (const { who, what, which } of fc.sample(STEP, { seed, numRuns: 150 })) {
      const session = await app.as(who);
      const id = incidents[which % Math.max(incidents.length, 1)];
      if (what === 'report' || id === undefined) {
        incidents.push(await app.report({ narrative: `call ${which}` }));
        counted.push(`collection by handler of ${incidents.at(-1)}`, `disclosure to handler of ${incidents.at(-1)}`);
      } else if (what === 'list') {
        const listed = await session.get<IncidentSummary[]>('/api/incidents');
        if (listed.status === 200)
          for (const one of listed.body) counted.push(`${ACTIONS.list} by ${who} of ${one.id}`);
      } else {
        const read = await session.get(`/api/incidents/${id}${PATHS[what]}`);
        if (read.status === 200) counted.push(`${ACTIONS[what]} by ${who} of ${id}`);
      }
    }
    // A card that is issued meanwhile would be another line of the board, and another read.
    await app.settled();
    const shown = await next((await app.as('supervisor')).connect(), 'incident');
    for (const one of shown.incidents) counted.push(`incident.list by supervisor of ${one.id}`);
    const consulted = (await everything(app, 'operation=consultation'))
      .filter(({ incidentId, what }) => incidentId !== undefined && !what.startsWith('alert.read'))
      .map(({ what, by, incidentId }) => `${what.split(':', 1)[0]} by ${by} of ${incidentId}`);
    const collected = (await everything(app, 'operation=collection'))
      .filter(({ incidentId }) => incidentId !== undefined)
      .map(({ by, incidentId }) => `collection by ${by} of ${incidentId}`);
    const disclosed = (await everything(app, 'operation=disclosure&user=handler')).map(
      ({ recipient, incidentId }) => `disclosure to ${recipient} of ${incidentId}`,
    );
    expect({ seed, ...tally([...consulted, ...collected, ...disclosed]) }).toEqual({ seed, ...tally(counted) });
  } finally {
    await app.close();
  }
});
