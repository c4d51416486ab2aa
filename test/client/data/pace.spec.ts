import { Pace } from '../../../client/data/pace.js';

describe('a pace', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('acts at once, then once for all that was asked meanwhile, and not again for nothing', () => {
    let done = 0;
    const { ask } = new Pace(() => (done += 1), 100);
    ask();
    expect(done).toBe(1);
    ask();
    ask();
    expect(done).toBe(1);
    jest.advanceTimersByTime(100);
    expect(done).toBe(2);
    jest.advanceTimersByTime(1_000);
    expect(done).toBe(2);
    ask();
    expect(done).toBe(3);
  });

  it('does nothing more once it was stopped', () => {
    let done = 0;
    const pace = new Pace(() => (done += 1), 100);
    pace.ask();
    pace.ask();
    pace.stop();
    jest.advanceTimersByTime(1_000);
    expect(done).toBe(1);
  });
});
