/*
 * The service worker: keeps the shell (the page and the built files that it names), so that a phone without signal still
 * opens Outrider and says that it has no link. It never touches the API, and nothing of any card passes through it.
 */
const SHELL = 'outrider-shell';
/** How long a phone with a bad signal waits for the newest page before it takes the one it keeps, in ms. */
const PATIENCE = 3_000;

self.addEventListener('install', (event) => {
  event.waitUntil(
    fetch('/', { cache: 'no-cache' })
      .then(keep)
      .then(() => self.skipWaiting()),
  );
});
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin) return;
  if (request.mode === 'navigate' && pathname === '/') event.respondWith(page(event));
  else if (pathname.startsWith('/assets/')) event.respondWith(asset(request));
});

/** A touch on the notice opens Outrider, which says the rest to whoever unlocks the phone. */
self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(show());
});

async function show() {
  const [open] = await self.clients.matchAll({ type: 'window' });
  return open === undefined ? self.clients.openWindow('/') : open.focus();
}

/** The newest page there is: from the server if it answers in time, else the one that was kept. */
async function page(event) {
  const fresh = fetch(event.request);
  event.waitUntil(fresh.then((response) => keep(response.clone())).catch(() => undefined));
  const kept = await caches.match('/', { cacheName: SHELL });
  if (kept === undefined) return fresh;
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE, kept));
  return Promise.race([fresh.then((response) => (response.ok ? response : kept)).catch(() => kept), late]);
}

/** A built file: its name changes with what is in it, so one that was kept is the right one. */
const asset = async (request) =>
  (await caches.match(request.url, { cacheName: SHELL, ignoreVary: true })) ?? fetch(request);

/** Keeps a page once everything that it names is kept, then forgets what an earlier page named. */
async function keep(response) {
  if (!response.ok) return;
  const names = [...(await response.clone().text()).matchAll(/"(\/assets\/[^"]+)"/g)].map(([, name]) => name);
  const shell = await caches.open(SHELL);
  const missing = await Promise.all(names.map(async (name) => ((await shell.match(name)) === undefined ? [name] : [])));
  await shell.addAll(missing.flat());
  await shell.put('/', response);
  const current = new Set(['/', ...names]);
  const kept = await shell.keys();
  await Promise.all(kept.filter(({ url }) => !current.has(new URL(url).pathname)).map((old) => shell.delete(old)));
}
