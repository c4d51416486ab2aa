/** All that a lock screen may show: nothing of anybody. */
export const NOTICE = 'New briefing. Open Outrider.';
/** Felt through a jacket: on, off, on, in ms. */
const PULSE = [250, 120, 250];

/**
 * An officer's shift on this phone: from its start on the phone may shake, sound and put a notice on the lock screen.
 * Browsers allow each of these only after a touch, which the start is.
 */
export class Shift {
  #isOn = false;

  get isOn(): boolean {
    return this.#isOn;
  }

  /** Called from within a touch. */
  start(): void {
    this.#isOn = true;
    if ('Notification' in globalThis && Notification.permission === 'default') void Notification.requestPermission();
  }

  end(): void {
    this.#isOn = false;
  }

  /** Something is new: the phone shakes, and where the page is not in front a notice says so and nothing else. */
  tell(isHidden: boolean): void {
    if (!this.#isOn) return;
    if ('vibrate' in navigator) navigator.vibrate(PULSE);
    if (isHidden) void notify();
  }
}

async function notify(): Promise<void> {
  if (!('Notification' in globalThis) || Notification.permission !== 'granted') return;
  const registration = await navigator.serviceWorker?.ready;
  // One notice, however much is new: the same tag takes the place of the one before.
  await registration?.showNotification('Outrider', { body: NOTICE, tag: 'briefing' });
}
