import type { Alert } from '../../../server/contract/index.js';
import { alertsAgain, interruptions, NO_ALERTS, standingAt, takeAlerts } from '../../../client/data/alerts.js';

const alert = (id: string, version: number, rest: Partial<Alert> = {}): Alert => ({
  id,
  version,
  kind: id,
  at: '2026-02-03T02:14:00Z',
  until: '2026-02-03T02:44:00Z',
  sentence: id,
  lifeRisk: false,
  interrupts: true,
  again: false,
  toAcknowledge: false,
  ...rest,
});
const NOW = Date.parse('2026-02-03T02:15:00Z');
const first = takeAlerts(NO_ALERTS, { version: 5, snapshot: true, alerts: [alert('a', 3)], ended: [] });

describe('the alerts of one screen', () => {
  test('[R9] the same message, or an older one, changes nothing; what ended is gone', () => {
    const next = { version: 6, snapshot: false, alerts: [alert('b', 6)], ended: ['a'] };
    const after = takeAlerts(first, next);
    expect([...after.standing.keys()]).toEqual(['b']);
    expect(takeAlerts(after, { version: 4, snapshot: false, alerts: [alert('a', 3)], ended: [] })).toBe(after);
    expect(takeAlerts(after, next)).toEqual(after);
  });

  test('[R13] danger to life stands first, the quiet ones last; what has passed is not shown', () => {
    const all = takeAlerts(first, {
      version: 9,
      snapshot: false,
      ended: [],
      alerts: [
        alert('quiet', 7, { interrupts: false }),
        alert('danger', 6, { lifeRisk: true }),
        alert('past', 8, { until: '2026-02-03T02:14:59Z' }),
      ],
    });
    expect(standingAt(all, NOW).map(({ id }) => id)).toEqual(['danger', 'a', 'quiet']);
  });

  test('[R13] what stood when the screen was opened is no interruption; what came while the link was lost is one', () => {
    expect(interruptions(NO_ALERTS, first)).toEqual([]);
    const lost = alertsAgain(first);
    expect(takeAlerts(lost, { version: 6, snapshot: false, alerts: [alert('b', 6)], ended: [] })).toBe(lost);
    const back = takeAlerts(lost, { version: 2, snapshot: true, alerts: [alert('a', 3), alert('b', 4)], ended: [] });
    expect(interruptions(lost, back).map(({ id }) => id)).toEqual(['b']);
    expect(
      interruptions(
        back,
        takeAlerts(back, { version: 7, snapshot: false, alerts: [alert('c', 7, { interrupts: false })], ended: [] }),
      ),
    ).toEqual([]);
  });
});
