import { NOTICE, Shift } from '../../../client/data/shift.js';

/** What was put on the lock screen, in full. */
const shown: unknown[] = [];

beforeEach(() => {
  shown.length = 0;
  const serviceWorker = {
    ready: Promise.resolve({ showNotification: (...said: unknown[]) => Promise.resolve(void shown.push(said)) }),
  };
  for (const [name, value] of Object.entries({ Notification: { permission: 'granted' }, navigator: { serviceWorker } }))
    Object.defineProperty(globalThis, name, { value, configurable: true });
});
afterEach(() => {
  for (const name of ['Notification', 'navigator']) Reflect.deleteProperty(globalThis, name);
});

describe('a notice on a lock screen', () => {
  test('[R7] says that there is something and nothing of anybody: however often it is told', async () => {
    const shift = new Shift();
    shift.tell(true);
    shift.start();
    shift.tell(false);
    shift.tell(true);
    await new Promise(setImmediate);
    expect(shown).toEqual([['Outrider', { body: NOTICE, tag: 'briefing' }]]);
    expect(NOTICE).toBe('New briefing. Open Outrider.');
  });
});
