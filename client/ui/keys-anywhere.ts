import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Gives its element the keys that are pressed anywhere on the page, for as long as it is on it. */
export class KeysAnywhere implements ReactiveController {
  constructor(
    host: ReactiveControllerHost,
    private readonly pressed: (event: KeyboardEvent) => void,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    document.addEventListener('keydown', this.pressed);
  }

  hostDisconnected(): void {
    document.removeEventListener('keydown', this.pressed);
  }
}

/** Whether what is pressed goes into a field: letters are text there. */
export const isInField = (event: KeyboardEvent): boolean => isWithin(event, 'input, textarea, select');

/** Whether a question is up, which is answered first. */
export const isInDialog = (event: KeyboardEvent): boolean => isWithin(event, 'wa-dialog');

/** Whether a key is the screen's own: pressed alone, in no field and beside no question that is to be answered first. */
export const isForScreen = (event: KeyboardEvent): boolean =>
  !(event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) &&
  !isInField(event) &&
  !isInDialog(event);

const isWithin = (event: KeyboardEvent, selector: string): boolean =>
  event.composedPath().some((node) => node instanceof HTMLElement && node.matches(selector));
