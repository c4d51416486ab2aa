import { renewalTime } from '../../../client/data/session.js';

describe('the renewal of a session', () => {
  it('comes at half of what is left', () => {
    expect(renewalTime('2026-02-03T03:00:00Z', Date.parse('2026-02-03T02:00:00Z'))).toBe(
      Date.parse('2026-02-03T02:30:00Z'),
    );
  });

  it('is tried in 5 s when the end is near, or past by this screen’s clock', () => {
    expect(renewalTime('2026-02-03T01:00:00Z', Date.parse('2026-02-03T02:00:00Z'))).toBe(
      Date.parse('2026-02-03T02:00:05Z'),
    );
  });
});
