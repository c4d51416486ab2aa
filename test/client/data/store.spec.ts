import { Store } from '../../../client/data/store.js';

describe('a store', () => {
  it('tells its readers of another value, and of the same one not', () => {
    const store = new Store(1);
    const heard: number[] = [];
    const stop = store.subscribe((value) => heard.push(value));
    store.set(1);
    store.set(2);
    stop();
    store.set(3);
    expect(heard).toEqual([2]);
  });

  it('[R9] leaves no reader with an older value than another one set meanwhile', () => {
    const store = new Store(0);
    const last: number[] = [];
    store.subscribe((value) => value === 1 && store.set(2));
    store.subscribe((value) => last.push(value));
    store.set(1);
    expect(last.at(-1)).toBe(2);
  });
});
