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

/** The parts of the page that it loaded by itself: the screens of whoever is signed in. */
self.addEventListener('message', (event) => {
  const parts = event.data.parts.filter((path) => path.startsWith('/assets/'));
  event.waitUntil(caches.open(SHELL).then((shell) => keepMissing(shell, parts)));
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

/** Keeps a page once everything that it names is kept; a page that names something new lets what was kept before go. */
async function keep(response) {
  if (!response.ok) return;
  const names = [...(await response.clone().text()).matchAll(/"(\/assets\/[^"]+)"/g)].map(([, name]) => name);
  const shell = await caches.open(SHELL);
  const before = await shell.keys();
  const isNew = await keepMissing(shell, names);
  await shell.put('/', response);
  const current = new Set(['/', ...names]);
  const old = isNew ? before.filter(({ url }) => !current.has(new URL(url).pathname)) : [];
  await Promise.all(old.map((one) => shell.delete(one)));
}

/** Keeps those of the built files that are not kept yet; resolves to whether there were any. */
async function keepMissing(shell, names) {
  const missing = await Promise.all(names.map(async (name) => ((await shell.match(name)) === undefined ? [name] : [])));
  await shell.addAll(missing.flat());
  return missing.flat().length > 0;
}
