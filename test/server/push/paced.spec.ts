import { Paced } from '../../../server/push/paced.js';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

test('what is asked for first is done at once, what comes right after it once, and nothing is left out', () => {
  let done = 0;
  const paced = new Paced(() => (done += 1), 250);
  paced.ask();
  expect(done).toBe(1);
  for (let n = 0; n < 10; n += 1) paced.ask();
  expect(done).toBe(1);
  jest.advanceTimersByTime(250);
  expect(done).toBe(2);
  paced.ask();
  expect(done).toBe(2);
  jest.advanceTimersByTime(250);
  expect(done).toBe(3);
  jest.advanceTimersByTime(1_000);
  expect(done).toBe(3);
  paced.ask();
  expect(done).toBe(4);
});

test('it may ask again while it runs', () => {
  let done = 0;
  const paced: Paced = new Paced(() => {
    done += 1;
    if (done === 1) paced.ask();
  }, 250);
  paced.ask();
  jest.advanceTimersByTime(1_000);
  expect(done).toBe(2);
});
