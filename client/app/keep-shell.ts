/** Keeps the shell on this machine, for a start without signal. Only a built client has a shell that can be kept. */
export function keepShell(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  // Without it Outrider works as well, as long as there is a link.
  navigator.serviceWorker.register('/sw.js').catch(() => undefined);
}
