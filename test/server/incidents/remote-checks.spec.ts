import type { Card, RegisterRecord } from '../../../server/contract/index.js';
import { MANIFESTS } from '../../../server/domain/register/manifests.js';
import { reviseIncident } from '../../../server/incidents/revise-incident.js';
import { HttpRegister } from '../../../server/platform/registers/remote/http-register.js';
import { HANDLER, openIncidents, valueOf, type OpenIncidents } from '../../support/open-incidents.js';
import { ruleOnMatches } from '../../support/rule-on-matches.js';
import { BADLY, says, StubRegister, type Answer } from '../../support/stub-register.js';

const AT = '2026-07-30T12:00:00.000Z';
const REGISTER = 'national-firearms';
const HIS = { givenNames: 'Leonard', surname: 'Woolf', dateOfBirth: '1980-11-25' };
const GUN: RegisterRecord = {
  recordId: 'F-1',
  people: [{ role: 'holder', ...HIS }],
  summary: 'One shotgun',
  recordedAt: '2026-01-05',
};
const found = (...records: RegisterRecord[]): Answer => says({ asOf: AT, complete: true, records });

let stub: StubRegister;
let opened: OpenIncidents;

beforeEach(async () => {
  stub = await StubRegister.start();
  const manifest = stub.manifest({ slowSeconds: 1 });
  opened = await openIncidents(AT, {
    manifests: [...MANIFESTS, manifest],
    remotes: { all: [new HttpRegister(manifest)] },
  });
  opened.remoteChecks.start();
});
afterEach(async () => {
  await stub.stop();
  await opened.close();
  expect(opened.failures).toEqual([]);
});

const report = (people = [{ role: 'suspect' as const, ...HIS }]): Promise<string> => opened.report({ people });
const check = (card: Card) => card.checks.find(({ register }) => register === REGISTER);
const receipt = (card: Card) => check(card)?.subjects[0];
const flags = (card: Card) =>
  card.flags.filter(({ kind }) => kind === REGISTER).map(({ headline, tier }) => ({ headline, tier }));
/** What was asked has been answered and stored. */
async function answered(times: number): Promise<void> {
  await stub.asked(times);
  await opened.remoteChecks.idle();
}

describe('a remote register', () => {
  it('[R1] [R10] [R2] holds up no card: it says that it is asked, and the answer follows with a card of its own', async () => {
    let release: () => void = () => undefined;
    stub.answers((question, response) => (release = () => found(GUN)(question, response)));
    const id = await report();
    expect(receipt(opened.card(id))).toMatchObject({ status: 'not-checked', reason: 'asked, not answered yet' });
    expect(flags(opened.card(id))).toEqual([]);
    await stub.asked(1);
    release();
    await opened.remoteChecks.idle();
    expect(check(opened.card(id))?.status).toBe('hit');
    expect(flags(opened.card(id))).toEqual([{ headline: 'Firearms: One shotgun', tier: 'match' }]);
    const checked = (await opened.events(id)).filter(({ type }) => type === 'checked');
    expect(checked.map(({ body }) => (body as { cause: string }).cause)).toEqual(['reported', 'register-answered']);
  });

  it('is asked with what its search needs, and no word of the call', async () => {
    stub.answers(found());
    await opened.report({
      people: [{ role: 'suspect', ...HIS, description: 'red jacket' }],
      call: { state: 'open', firstWords: 'he has a gun' },
      narrative: 'she whispers',
    });
    await answered(1);
    const said = JSON.stringify(stub.questions);
    expect(said).toContain('Woolf');
    for (const word of ['red jacket', 'he has a gun', 'whispers']) expect(said).not.toContain(word);
  });

  it('[R2] says "no trace" when it searched to the end and knows nothing', async () => {
    stub.answers(found());
    const id = await report();
    await answered(1);
    expect(receipt(opened.card(id))).toMatchObject({ status: 'no-trace', asOf: AT });
  });

  it('[R2] [R4] is searched again without what a researcher rejected, and who stood behind is found', async () => {
    const brother = { ...GUN, recordId: 'F-2', people: [{ role: 'holder', ...HIS, dateOfBirth: '1980-11-26' }] };
    stub.answers(found(GUN, brother));
    const id = await report();
    await answered(1);
    const matchOf = (record: string) => opened.card(id).matches.find(({ recordId }) => recordId === record);
    const reject = (record: string) =>
      ruleOnMatches(opened, id, [{ matchId: matchOf(record)?.id ?? '', decision: 'rejected' }]);
    expect(matchOf('F-2')?.tier).not.toBe('probable');
    await reject('F-1');
    expect(matchOf('F-1')?.standing).toBe('rejected');
    expect(matchOf('F-2')).toMatchObject({ standing: 'unreviewed', tier: 'probable' });
    await reject('F-2');
    expect(receipt(opened.card(id))).toMatchObject({
      status: 'no-trace',
      reason: expect.stringContaining('not this person') as string,
    });
  });

  it('[R2] says "no trace" beside a match in another register that a researcher rejected', async () => {
    stub.answers(found());
    await opened.take('warning', 'merge', { ...GUN, recordId: 'W-1', people: [{ role: 'subject', ...HIS }] });
    const id = await report();
    await answered(1);
    const [match] = opened.card(id).matches;
    await ruleOnMatches(opened, id, [{ matchId: match?.id ?? '', decision: 'rejected' }]);
    expect(receipt(opened.card(id))).toMatchObject({ status: 'no-trace', asOf: AT });
  });

  it.each<[string, Answer, string, string]>([
    [
      'did not search to the end',
      says({ asOf: AT, complete: false, records: [] }),
      'not-checked',
      'did not search to the end',
    ],
    [
      'sent somebody else',
      found({ ...GUN, people: [{ role: 'holder', givenNames: 'Ada', surname: 'Byron' }] }),
      'not-checked',
      'somebody else',
    ],
    [
      'is behind',
      says({ asOf: '2026-07-26T12:00:00.000Z', complete: true, records: [] }),
      'stale',
      'older than its limit',
    ],
    [
      'is ahead of time',
      says({ asOf: '2026-07-31T12:00:00.000Z', complete: true, records: [] }),
      'unavailable',
      'its clock is wrong',
    ],
    ['is out of order', BADLY['is out of order'], 'unavailable', 'it answered with status 503; it is asked again'],
  ])('[R2] is never taken for clear when it %s', async (_what, answer, status, reason) => {
    stub.answers(answer);
    const id = await report();
    await answered(1);
    expect(receipt(opened.card(id))).toMatchObject({ status, reason: expect.stringContaining(reason) as string });
    expect(flags(opened.card(id))).toEqual([]);
  });

  it('[R3] is not believed about whom its records are about: another date of birth is another person', async () => {
    stub.answers(found({ ...GUN, people: [{ role: 'holder', ...HIS, dateOfBirth: '1931-02-03' }] }));
    const id = await report();
    await answered(1);
    expect(flags(opened.card(id)).filter(({ tier }) => tier !== 'possible')).toEqual([]);
  });

  it('is asked again after a failure, later and later, and the card follows; the same failure again makes none', async () => {
    stub.answers(BADLY['is out of order']);
    const id = await report();
    await answered(1);
    const { version } = opened.card(id);
    await opened.time.passTo('2026-07-30T12:00:05.000Z');
    await answered(2);
    expect(opened.card(id).version).toBe(version);
    await opened.time.passTo('2026-07-30T12:00:14.000Z');
    await opened.remoteChecks.idle();
    expect(stub.questions).toHaveLength(2);
    stub.answers(found(GUN));
    await opened.time.passTo('2026-07-30T12:00:15.000Z');
    await answered(3);
    expect(check(opened.card(id))?.status).toBe('hit');
  });

  it('is asked again at once about everything that it failed to answer when it answers anything', async () => {
    stub.answers(BADLY['is out of order']);
    const first = await report();
    await answered(1);
    stub.answers(found(GUN));
    const second = await report();
    await answered(3);
    expect([first, second].map((id) => check(opened.card(id))?.status)).toEqual(['hit', 'hit']);
  });

  it('[R2] keeps showing what it said while it is asked about a changed report, or has failed since', async () => {
    stub.answers(found(GUN));
    const id = await report();
    await answered(1);
    stub.answers(BADLY['is out of order']);
    const patch = { location: { postcode: 'CM12 9BE', street: 'High Street', building: '1' } };
    const command = { id: 'revise', digest: 'd' };
    valueOf(await reviseIncident(opened.ports, { incidentId: id, patch, ifMatch: '1', command }, HANDLER));
    const statuses = (): unknown => check(opened.card(id))?.subjects.map(({ status }) => status);
    expect(statuses()).toEqual(['hit', 'not-checked']);
    await answered(2);
    expect(statuses()).toEqual(['hit', 'unavailable']);
    expect(flags(opened.card(id))).toHaveLength(1);
  });

  it('[R8] goes on after a restart: what it said is kept, what was not answered is asked', async () => {
    stub.answers(found(GUN));
    const first = await report();
    await answered(1);
    stub.answers(BADLY['is out of order']);
    const second = await report([{ role: 'suspect', ...HIS, dateOfBirth: '1981-11-25' }]);
    await answered(2);
    opened = await opened.restart();
    expect(flags(opened.card(first))).toHaveLength(1);
    stub.answers(found());
    opened.remoteChecks.start();
    await answered(3);
    expect(stub.questions).toHaveLength(3);
    expect(check(opened.card(second))?.status).toBe('no-trace');
  });
});
