import type { Report } from '../../../server/contract/index.js';
import { logSentence } from '../../../server/domain/incident/log-sentence.js';
import { readIncidentEvent } from '../../../server/domain/incident/upcast.js';
import { CAD, FeedIntake } from '../../../server/incidents/feed-intake.js';
import type { FeedTaken } from '../../../server/ports.js';
import { openIncidents, valueOf, type OpenIncidents } from '../../support/open-incidents.js';

let open: OpenIncidents;
beforeEach(async () => {
  open = await openIncidents();
});
afterEach(() => open.close());

const say = async (report: Partial<Report>, sourceVersion?: number): Promise<FeedTaken> =>
  valueOf(
    await new FeedIntake(open.ports).take({
      report: { source: 'cad', reference: 'CAD-1', people: [], ...report },
      sourceVersion,
    }),
  );
const all = () => [...open.ports.incidents.all()].map(({ incident }) => incident);
const only = () => {
  const [incident, ...others] = all();
  if (incident === undefined || others.length > 0) throw new Error(`there are ${all().length} incidents`);
  return incident;
};
const head = async (): Promise<number> => (await open.ports.log.head()).position;

describe('a report from another system', () => {
  it('opens an incident under its reference, and changes it afterwards', async () => {
    expect(await say({ narrative: 'Shouting' }, 1)).toBe('reported');
    expect(await say({ narrative: 'Shouting, a child crying', grade: 'priority' }, 2)).toBe('revised');
    expect(only()).toMatchObject({ reference: 'CAD-1', grade: 'priority', createdBy: CAD.userId, sourceVersion: 2 });
    expect(only().report.narrative).toBe('Shouting, a child crying');
  });

  it.each([
    ['with a version', [1, 2, 3]],
    ['without one', [undefined, undefined, undefined]],
  ])('[R8] %s, twice or all over again, changes nothing', async (_, versions) => {
    const send = async (): Promise<FeedTaken[]> => {
      const taken: FeedTaken[] = [];
      for (const [index, version] of versions.entries()) taken.push(await say({ narrative: `${index}` }, version));
      return taken;
    };
    expect(await send()).toEqual(['reported', 'revised', 'revised']);
    const position = await head();
    expect(await send()).toEqual(['nothing', 'nothing', 'nothing']);
    expect(await head()).toBe(position);
    expect(only().report.narrative).toBe('2');
  });

  it('[R8] older than what is known is passed over, in whichever order they come', async () => {
    await say({ narrative: 'third' }, 3);
    expect(await say({ narrative: 'second' }, 2)).toBe('nothing');
    expect(only().report.narrative).toBe('third');
  });

  it('[R8] newer without a change is noted, so that an older one does not come back', async () => {
    await say({ narrative: 'a' }, 1);
    expect(await say({ narrative: 'a' }, 3)).toBe('revised');
    expect(await say({ narrative: 'b' }, 2)).toBe('nothing');
    expect(only()).toMatchObject({ reportVersion: 1, report: { narrative: 'a' } });
  });

  it('[R8] said at once by several is one incident, at the newest version', async () => {
    await Promise.all([1, 2, 3, 4, 5].map((version) => say({ narrative: `${version}` }, version)));
    expect(only()).toMatchObject({ sourceVersion: 5, report: { narrative: '5' } });
  });

  it('[R6] does not lower a grade: what it said is in the log of the incident', async () => {
    await say({ grade: 'immediate' }, 1);
    expect(await say({ grade: 'scheduled', narrative: 'calmer' }, 2)).toBe('revised');
    expect(only()).toMatchObject({ grade: 'immediate', report: { grade: 'immediate', narrative: 'calmer' } });
    const sentences = (await open.events(only().id)).map(({ type, body }) =>
      logSentence(readIncidentEvent(type, body)),
    );
    expect(sentences).toContain(
      'Said by another system, its version 2; it said scheduled, and the grade stays immediate: ' +
        'a lower grade needs a downgrade request',
    );
  });

  it('finds its people again without ids, adds who is new, and takes nobody out', async () => {
    await say({ people: [{ role: 'victim', surname: 'Quillfeather' }, { role: 'suspect' }] }, 1);
    const [victim, suspect] = only().report.people;
    await say(
      {
        people: [
          { role: 'suspect', surname: 'Wolfenden' },
          { role: 'victim', givenNames: 'Xanthippe', surname: 'quillfeather' },
          { role: 'victim', surname: 'Other' },
        ],
      },
      2,
    );
    await say({ narrative: 'no people this time' }, 3);
    expect(only().report.people).toMatchObject([
      { id: victim?.id, givenNames: 'Xanthippe' },
      { id: suspect?.id, surname: 'Wolfenden' },
      { role: 'victim', surname: 'Other' },
    ]);
  });

  it('without a reference is refused: nobody could tell which incident is meant', async () => {
    const taken = await new FeedIntake(open.ports).take({ report: { source: 'cad', people: [] } });
    expect(taken).toMatchObject({ ok: false, code: 'INVALID_INPUT' });
    expect(all()).toEqual([]);
  });
});
