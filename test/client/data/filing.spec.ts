import type { Report } from '../../../server/contract/index.js';
import { foldFiling, hasUnsent, mergeWithTheirs, type Filing, type FilingEvent } from '../../../client/data/filing.js';

const report = (weapons: string): Report => ({ source: '999', people: [{ role: 'victim', surname: 'Ward' }], weapons });
const reply = (version: number) => ({
  id: 'i1',
  reference: 'R1',
  version,
  grade: null,
  people: [{ id: 'p1', role: 'victim' as const, surname: 'Ward' }],
});
const run = (filing: Filing, ...events: FilingEvent[]) => events.reduce(foldFiling, filing);
const NEW: Filing = { kind: 'new' };
const filed = run(NEW, { kind: 'send', key: 'k1', report: report('none') }, { kind: 'accepted', reply: reply(1) });

describe('filing a report', () => {
  it('[R8] a second send while one is on its way does not start another request', () => {
    const filing = run(NEW, { kind: 'send', key: 'k1', report: report('none') });
    expect(run(filing, { kind: 'send', key: 'k2', report: report('knife') })).toBe(filing);
  });

  it('[R8] a request that got no answer is kept word for word, under its key', () => {
    const filing = run(NEW, { kind: 'send', key: 'k1', report: report('none') }, { kind: 'unanswered' });
    expect(filing).toMatchObject({ kind: 'filing', sending: { key: 'k1', target: report('none'), tries: 1 } });
  });

  it('holds the ids that Outrider gave', () => {
    expect(filed).toMatchObject({
      kind: 'filed',
      incident: { version: 1, report: { people: [{ id: 'p1', surname: 'Ward' }] } },
    });
  });

  it('a change is a patch against the version that is held; no change is no request', () => {
    const held = filed.kind === 'filed' ? filed.incident.report : report('');
    const saving = run(filed, { kind: 'send', key: 'k2', report: { ...held, weapons: 'knife' } });
    expect(saving).toMatchObject({ kind: 'saving', patch: { weapons: 'knife' }, incident: { version: 1 } });
    expect(run(filed, { kind: 'send', key: 'k3', report: held })).toBe(filed);
  });

  it('a refused report can be sent anew; a refused change leaves what is held', () => {
    expect(run(NEW, { kind: 'send', key: 'k1', report: report('x') }, { kind: 'refused' })).toEqual(NEW);
    const saving = run(filed, { kind: 'send', key: 'k2', report: report('knife') });
    expect(run(saving, { kind: 'refused' })).toEqual(filed);
  });

  it('knows what has not been sent, whether or not people have their ids yet', () => {
    expect(hasUnsent(filed, report('none'))).toBe(false);
    expect(hasUnsent(filed, report('knife'))).toBe(true);
    const saving = run(filed, { kind: 'send', key: 'k2', report: report('knife') });
    expect(hasUnsent(saving, report('knife'))).toBe(false);
    expect(hasUnsent(saving, report('knives'))).toBe(true);
  });

  it('after somebody was quicker it stands on their report, with this screen’s changes to be sent', () => {
    if (filed.kind !== 'filed') throw new Error('not filed');
    const ours: Report = { ...filed.incident.report, weapons: 'knife' };
    const saving = run(filed, { kind: 'send', key: 'k2', report: ours });
    const at = '2026-02-03T02:14:00Z';
    const theirs = {
      ...filed.incident.report,
      injuries: 'cut hand',
      openedAt: at,
      firstRingAt: at,
      people: reply(2).people,
    };
    const detail = { ...reply(2), report: theirs };
    const overtaken = run(saving, { kind: 'overtaken' });
    if (overtaken.kind !== 'overtaken') throw new Error('not overtaken');
    const merged = mergeWithTheirs(overtaken.incident, ours, detail);
    const again = run(overtaken, { kind: 'reloaded', detail }, { kind: 'send', key: 'k3', report: merged.report });
    expect(again).toMatchObject({ kind: 'saving', incident: { version: 2 }, patch: { weapons: 'knife' } });
  });
});
