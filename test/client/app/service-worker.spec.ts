import { readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';

const ORIGIN = 'https://outrider.example';
const PAGE = '<script src="/assets/main.js"></script>';
/** Nobody has this name: wherever it is kept, it came from an answer of the API. */
const CANARY = 'Zephyrinda';

/** The service worker with caches of its own, and a server that says the name in every answer of its API. */
function startWorker() {
  const kept = new Map<string, string>();
  const asked: string[] = [];
  const pathOf = (of: string | { readonly url: string }): string =>
    new URL(typeof of === 'string' ? of : of.url, ORIGIN).pathname;
  const fetch = (of: string | { readonly url: string }): Promise<Response> => {
    const path = pathOf(of);
    asked.push(path);
    return Promise.resolve(new Response(path.startsWith('/api/') ? CANARY : path === '/' ? PAGE : `built ${path}`));
  };
  const put = async (of: string, response: Response): Promise<void> => void kept.set(pathOf(of), await response.text());
  const match = (of: string | { readonly url: string }): Promise<Response | undefined> => {
    const text = kept.get(pathOf(of));
    return Promise.resolve(text === undefined ? undefined : new Response(text));
  };
  const shell = {
    put,
    match,
    keys: () => Promise.resolve([...kept.keys()].map((path) => ({ url: ORIGIN + path }))),
    delete: ({ url }: { readonly url: string }) => Promise.resolve(kept.delete(pathOf(url))),
    addAll: async (paths: readonly string[]) => {
      for (const path of paths) await put(path, await fetch(path));
    },
  };
  const listeners = new Map<string, (event: object) => void>();
  const self = {
    location: { origin: ORIGIN },
    addEventListener: (name: string, listen: (event: object) => void) => listeners.set(name, listen),
    skipWaiting: () => Promise.resolve(),
    clients: { claim: () => Promise.resolve() },
  };
  const caches = { open: () => Promise.resolve(shell), match };
  runInNewContext(readFileSync('client/public/sw.js', 'utf8'), { self, caches, fetch, URL, Set, Promise, setTimeout });
  /** Resolves to whether the worker answered by itself, when it has done all that it wanted to. */
  const dispatch = async (name: string, event: object): Promise<boolean> => {
    const waited: Promise<unknown>[] = [];
    let answered = false;
    listeners.get(name)?.({
      ...event,
      waitUntil: (work: Promise<unknown>) => waited.push(work),
      respondWith: (work: Promise<unknown>) => {
        answered = true;
        waited.push(work);
      },
    });
    await Promise.all(waited);
    return answered;
  };
  const ask = (path: string, mode = 'cors', method = 'GET') =>
    dispatch('fetch', { request: { url: ORIGIN + path, method, mode } });
  return { kept, asked, dispatch, ask };
}

describe('what a phone keeps', () => {
  test('is the shell: no answer of the API passes through the service worker, whatever it is asked for', async () => {
    const worker = startWorker();
    await worker.dispatch('install', {});
    expect([...worker.kept.keys()].toSorted()).toEqual(['/', '/assets/main.js']);
    const personal = ['/api/incidents/1/card', '/api/search?q=a', '/api/session', '/socket.io/?EIO=4'];
    for (const path of personal) {
      expect({ path, answered: await worker.ask(path) }).toEqual({ path, answered: false });
      expect(await worker.ask(path, 'navigate')).toBe(false);
      expect(await worker.ask(path, 'cors', 'POST')).toBe(false);
    }
    await worker.dispatch('message', { data: { parts: ['/api/incidents/1/card', '/assets/officer.js'] } });
    expect(await worker.ask('/', 'navigate')).toBe(true);
    expect(await worker.ask('/assets/officer.js')).toBe(true);
    expect([...worker.kept.keys()].toSorted()).toEqual(['/', '/assets/main.js', '/assets/officer.js']);
    expect([...worker.kept.values()].join('\n')).not.toContain(CANARY);
    expect(worker.asked.filter((path) => path.startsWith('/api/'))).toEqual([]);
  });
});
