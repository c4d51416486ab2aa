/** Only a built client has a shell that can be kept. */
const canKeep = import.meta.env.PROD && 'serviceWorker' in navigator;

/** Keeps the shell on this machine, for a start without signal. */
export function keepShell(): void {
  if (!canKeep) return;
  // Without it Outrider works as well, as long as there is a link.
  navigator.serviceWorker.register('/sw.js').catch(() => undefined);
}

/** Keeps also the parts that were loaded after the page: the screens of whoever signed in here. */
export async function keepParts(): Promise<void> {
  if (!canKeep) return;
  const parts = performance
    .getEntriesByType('resource')
    .map(({ name }) => new URL(name).pathname)
    .filter((path) => path.startsWith('/assets/'));
  const { active } = await navigator.serviceWorker.ready;
  active?.postMessage({ parts });
}
