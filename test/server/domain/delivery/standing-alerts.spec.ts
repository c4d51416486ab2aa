import fc from 'fast-check';
import type { LinkedCall } from '../../../../server/contract/index.js';
import { ALERTS } from '../../../../server/domain/delivery/alerts.js';
import { Alerting, secondsAfter } from '../../../support/alerting.js';
import { AT } from '../../../support/briefing.js';
import { flag } from '../../../support/cards.js';

const GUNS = flag('Shotgun at the address', { kind: 'firearms', severity: 'life-risk', matchIds: ['f1'] });
const MARKER = flag('Threats to kill', { severity: 'life-risk', matchIds: ['m1'] });

const earlier = (incidentId: string, because: LinkedCall['because'], seconds = 60): LinkedCall => ({
  incidentId,
  reference: incidentId,
  openedAt: secondsAfter(AT, -seconds),
  sentence: `Call ${incidentId}`,
  because,
});

const kinds = (alerting: Alerting, userId: string): string[] => alerting.of(userId).map(({ kind }) => kind);

describe('what people are told of', () => {
  test('[R13] danger to life interrupts those who dispatch and supervise, on the first card and on each new one', () => {
    const alerting = new Alerting(ALERTS, AT);
    alerting.call('i1', { flags: [GUNS] });
    expect(alerting.of('dee')).toMatchObject([
      { kind: 'danger', lifeRisk: true, interrupts: true, sentence: 'i1: Shotgun at the address (not reviewed)' },
    ]);
    expect(kinds(alerting, 'ann')).toEqual([]);
    alerting.shows('i1', { flags: [GUNS, MARKER] });
    expect(kinds(alerting, 'sue')).toEqual(['danger', 'new-danger']);
    expect(alerting.of('sue')[1]?.sentence).toBe('i1: Threats to kill (not reviewed)');
    expect(kinds(alerting, 'ann')).toEqual(['new-danger']);
  });

  test('[R13] what is only possible, or was rejected, interrupts nobody', () => {
    const alerting = new Alerting(ALERTS, AT);
    alerting.call('i1', { flags: [{ ...GUNS, tier: 'possible' }] });
    alerting.shows('i1', { flags: [{ ...GUNS, tier: 'match', standing: 'rejected' }] });
    expect(alerting.interrupted).toEqual([]);
    alerting.shows('i1', { flags: [GUNS] });
    expect(kinds(alerting, 'dee')).toEqual(['new-danger']);
  });

  test('[R16] a second call about the same person or number always interrupts, and those who go there are told', () => {
    const alerting = new Alerting(ALERTS, AT);
    alerting.call('i1');
    alerting.happens('i1', { type: 'dispatched', body: { v: 1, officers: [{ id: 'o1', name: 'O1' }] } }, 'dee');
    expect(kinds(alerting, 'o1')).toEqual(['sent']);
    expect(kinds(alerting, 'o2')).toEqual([]);
    for (let n = 2; n < 20; n += 1) alerting.call(`i${n}`, { linked: [earlier('i1', ['phone'])] });
    expect(alerting.of('dee').filter(({ interrupts }) => interrupts)).toHaveLength(18);
    alerting.shows('i1', { linked: [earlier('i2', ['person', 'location'])] });
    expect(kinds(alerting, 'o1')).toEqual(['sent', 'called-again']);
  });

  test('[R13] 46 callers about one event are one alert that counts them, and one interruption', () => {
    const alerting = new Alerting(ALERTS, AT);
    for (let n = 0; n < 46; n += 1) {
      alerting.call(`i${n}`, {
        linked: Array.from({ length: n }, (_, k) => earlier(`i${k}`, ['location'], 900 - k)),
      });
      alerting.wait(20);
    }
    expect(alerting.of('dee')).toMatchObject([
      { kind: 'same-event', interrupts: true, again: true, sentence: expect.stringContaining('46 calls') as string },
    ]);
    expect(alerting.timesInterrupted('dee')).toBe(1);
  });

  test('[R13] nobody is interrupted by what they did themselves', () => {
    const alerting = new Alerting(ALERTS, AT);
    alerting.call('i1');
    alerting.happens('i1', { type: 'dispatched', body: { v: 1, officers: [{ id: 'o1', name: 'O1' }] } }, 'o1');
    expect(alerting.of('o1')).toMatchObject([{ kind: 'sent', interrupts: false }]);
  });

  test('[R8] seen, an alert is gone; what came after it on the same matter stays', () => {
    const alerting = new Alerting(ALERTS, AT);
    alerting.call('i1', { flags: [GUNS] });
    const [alert] = alerting.of('dee');
    alerting.shows('i1', { flags: [GUNS, MARKER] });
    alerting.standing.seen('dee', alert!.id, alert!.version, 100);
    alerting.standing.seen('dee', 'new-danger:i1', 1, 101);
    expect(kinds(alerting, 'dee')).toEqual(['new-danger']);
    expect(kinds(alerting, 'sue')).toEqual(['danger', 'new-danger']);
  });

  test('what nobody ends passes by itself', () => {
    const alerting = new Alerting(ALERTS, AT);
    alerting.call('i1', { flags: [GUNS] });
    alerting.wait(30 * 60);
    expect(kinds(alerting, 'dee')).toEqual([]);
  });
});

describe('interruptions are a budget', () => {
  const NOTICE = { ...ALERTS.find(({ kind }) => kind === 'grade-kept')!, kind: 'notice', says: () => 'Something' };

  test('[R13] at most ten in any ten minutes, however many there are; none is lost', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 120 }), { minLength: 1, maxLength: 150 }), (gaps) => {
        const alerting = new Alerting([NOTICE], AT);
        gaps.forEach((seconds, n) => {
          alerting.wait(seconds);
          alerting.call(`i${n}`);
        });
        const times = alerting.interrupted.filter(({ userId }) => userId === 'sue').map(({ at }) => Date.parse(at));
        const most = Math.max(...times.map((t) => times.filter((u) => u >= t && u < t + 600_000).length));
        return most <= 10 && alerting.of('sue').length === gaps.length;
      }),
    );
  });

  test('[R13] danger to life is never suppressed, and takes from what others may', () => {
    const danger = { ...NOTICE, kind: 'peril', lifeRisk: true, interrupts: 'always' as const };
    const alerting = new Alerting([danger], AT);
    for (let n = 0; n < 30; n += 1) alerting.call(`i${n}`);
    expect(alerting.timesInterrupted('sue')).toBe(60);
    expect(alerting.standing.interruptionsOf('sue', alerting.at)).toBe(60);
  });
});
