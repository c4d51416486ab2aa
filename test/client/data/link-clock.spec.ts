import {
  closed,
  DESK_SILENCE,
  healthAt,
  heard,
  NEVER_HEARD,
  opened,
  PHONE_SILENCE,
} from '../../../client/data/link-clock.js';

describe('the clock of the link', () => {
  it('says connecting until the link was open once', () => {
    expect(healthAt(NEVER_HEARD, 1_000)).toEqual({ kind: 'connecting' });
  });

  it('[R9] calls an open link lost after 5 s of silence, since the last word', () => {
    const clock = heard(opened(NEVER_HEARD, 1_000), 3_000);
    expect(healthAt(clock, 3_000 + DESK_SILENCE)).toEqual({ kind: 'connected' });
    expect(healthAt(clock, 3_001 + DESK_SILENCE)).toEqual({ kind: 'lost', since: 3_000 });
  });

  it('[R9] tells since when it is old while it reconnects, and is well again with the next connection', () => {
    const clock = closed(heard(opened(NEVER_HEARD, 1_000), 3_000));
    expect(healthAt(clock, 3_500)).toEqual({ kind: 'reconnecting', since: 3_000 });
    expect(healthAt(opened(clock, 9_000), 9_000)).toEqual({ kind: 'connected' });
  });

  it('[R9] is more patient on a phone, and notices within 20 s', () => {
    const clock = heard(opened(NEVER_HEARD, 0), 0);
    expect(healthAt(clock, DESK_SILENCE + 1, PHONE_SILENCE)).toEqual({ kind: 'connected' });
    expect(healthAt(clock, 20_000, PHONE_SILENCE)).toEqual({ kind: 'lost', since: 0 });
  });
});
