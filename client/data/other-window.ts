/**
 * Signing in at the force's provider in a window of its own, so that the page that asked for it stays as it is, with
 * everything that is typed on it. The provider sends that window back here, which hands what was answered to the page that
 * waits for it, over a channel of this browser.
 */
const CHANNEL = 'outrider.answers';

const stateIn = (query: string): string | null => new URLSearchParams(query).get('state');

/** Hands the query that the provider answered with to the pages of Outrider in this browser: one of them asked. */
export function handOn(query: string): void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage(query);
  channel.close();
}

/**
 * Waits for the answer to one question. @param location where the question was asked; its `state` says whose the answer is
 * @returns the query of the answer; undefined: nobody waits for it any more
 */
export function answerTo(location: string, stop: AbortSignal): Promise<string | undefined> {
  const state = stateIn(new URL(location).search);
  const channel = new BroadcastChannel(CHANNEL);
  return new Promise<string | undefined>((resolve) => {
    channel.onmessage = ({ data }: MessageEvent<string>) => stateIn(data) === state && resolve(data);
    stop.addEventListener('abort', () => resolve(undefined), { once: true });
    if (stop.aborted) resolve(undefined);
  }).finally(() => channel.close());
}
