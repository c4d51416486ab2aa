/** How long what is asked of a screen may take to show, in ms, before the scene says that it did not. */
const PATIENCE_MS = 20_000;
const LOOK_AGAIN_MS = 80;
/** How long what was acted on, or was looked for, stays framed, in ms. */
const FRAMED_MS = 2_600;

/** What the scene waited for did not show. */
export class NotShown extends Error {
  override readonly name = 'NotShown';
}

/** What a seat needs to know of how fast the scene is played. */
export interface Pace {
  /** waits so many ms of a scene that is watched; not at all when nobody watches */
  rest(ms: number): Promise<void>;
}

type Root = Document | ShadowRoot;

/**
 * A seat in the control room: the real client in a frame of its own, signed in by itself, used as its person would:
 * fields are found by their labels and buttons by what stands on them, and nothing counts as seen that is not shown.
 */
export class Seat {
  readonly #frame: HTMLIFrameElement;
  readonly #pace: Pace;

  constructor(frame: HTMLIFrameElement, pace: Pace) {
    this.#frame = frame;
    this.#pace = pace;
  }

  /** Types into the field with this label, letter by letter. @param group the legend of the group that it is in */
  async type(label: string, text: string, group?: string): Promise<void> {
    const field = await this.#until(`the field "${label}"`, () => this.#field(label, group));
    this.#frameIt(field);
    for (let end = 1; end <= text.length; end += 1) {
      this.#set(field, text.slice(0, end), 'input');
      await this.#pace.rest(45);
    }
  }

  /** Chooses what is called so in the list with this label. */
  async choose(label: string, option: string, group?: string): Promise<void> {
    const field = await this.#until(`the list "${label}"`, () => this.#field(label, group));
    const wanted = [...field.querySelectorAll('option')].find(({ textContent }) => textContent?.trim() === option);
    if (wanted === undefined) throw new NotShown(`"${option}" in the list "${label}"`);
    this.#frameIt(field);
    this.#set(field, wanted.value, 'change');
    await this.#pace.rest(400);
  }

  /** Presses the button, or ticks the box, on which this stands. */
  async press(name: string | RegExp): Promise<void> {
    const button = await this.#settled(`the button "${name}"`, () =>
      this.#shown().find(
        (element) =>
          element.matches('button, [role=button], label:has(input[type=checkbox])') &&
          !(element as HTMLButtonElement).disabled &&
          says(nameOf(element), name),
      ),
    );
    (button.querySelector<HTMLElement>('input[type=checkbox]') ?? (button as HTMLElement)).click();
  }

  /** Opens an incident wherever on the board it stands, as a person finds it: by its reference. */
  async open(reference: string): Promise<void> {
    const search = await this.#until('the search', () => this.#shown().find((one) => one.matches('[type=search]')));
    this.#set(search as HTMLInputElement, reference, 'input');
    const found = await this.#settled(`${reference} among what was found`, () =>
      this.#shown().find((one) => one.matches('.found li button') && says(one.textContent ?? '', reference)),
    );
    (found as HTMLElement).click();
  }

  /** Presses a key where the person is. */
  async key(key: string, held: { readonly altKey?: boolean; readonly ctrlKey?: boolean } = {}): Promise<void> {
    const { document } = this;
    const event = new this.#window.KeyboardEvent('keydown', { key, ...held, bubbles: true, cancelable: true });
    document.dispatchEvent(event);
    await this.#pace.rest(400);
  }

  /** Waits until this is to be read on the screen, and frames it. */
  async sees(text: string | RegExp): Promise<Element> {
    const found = await this.#until(`"${text}"`, () => this.#saying(text));
    this.#frameIt(found);
    return found;
  }

  /** Waits until this is not to be read on the screen any more. */
  async sawTheLastOf(text: string | RegExp): Promise<void> {
    await this.#until(`"${text}" gone`, () => (this.#saying(text) === undefined ? this.document.body : undefined));
  }

  /** Waits until the person is signed in and their screen stands. */
  async isThere(): Promise<void> {
    await this.#until('the screen', () => this.#shown().find(({ localName }) => localName === 'out-header'));
  }

  /** The screen that an address of the client names, such as `board`. */
  async goTo(screen: string): Promise<void> {
    this.#window.location.hash = `#/${screen}`;
    await this.#pace.rest(300);
  }

  /** The phone is off, or in a tunnel. */
  async switchOff(): Promise<void> {
    this.#frame.src = 'about:blank';
    await this.#pace.rest(800);
  }

  /** And is back: it signs in as it was, and has what it missed. */
  async switchOn(): Promise<void> {
    this.#frame.src = '/';
    await this.isThere();
  }

  /** The phone is in a hand: it does not cover itself. */
  touch(): void {
    this.#frame.contentWindow?.dispatchEvent(new Event('pointerdown'));
  }

  get document(): Document {
    const { contentDocument } = this.#frame;
    if (contentDocument === null) throw new NotShown('the screen');
    return contentDocument;
  }

  get #window(): Window & typeof globalThis {
    return this.#frame.contentWindow as Window & typeof globalThis;
  }

  /** Looks until it is found. */
  async #until<T>(what: string, look: () => T | undefined): Promise<T> {
    for (const end = performance.now() + PATIENCE_MS; performance.now() < end;) {
      const found = look();
      if (found !== undefined) return found;
      await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
    }
    throw new NotShown(what);
  }

  /** What is about to be pressed, framed for a moment; looked for again if the screen was drawn anew meanwhile. */
  async #settled(what: string, look: () => Element | undefined): Promise<Element> {
    const found = await this.#until(what, look);
    this.#frameIt(found);
    await this.#pace.rest(500);
    return found.isConnected ? found : this.#until(what, look);
  }

  #shown(): Element[] {
    return [...within(this.document)].filter((element) => element.checkVisibility());
  }

  #field(label: string, group?: string): HTMLInputElement | undefined {
    const labels = this.#shown().filter((element) => element.localName === 'label' && ownText(element) === label);
    const inGroup = labels.filter((element) => group === undefined || ownLegend(element) === group);
    return inGroup[0]?.querySelector<HTMLInputElement>('input, select, textarea') ?? undefined;
  }

  /** The smallest element whose text says it. */
  #saying(text: string | RegExp): Element | undefined {
    return this.#shown()
      .filter((element) => says(element.textContent ?? '', text) && !element.matches('style, script, option'))
      .toSorted((one, other) => (one.textContent ?? '').length - (other.textContent ?? '').length)[0];
  }

  #set(field: HTMLInputElement, value: string, event: 'input' | 'change'): void {
    field.value = value;
    field.dispatchEvent(new Event(event, { bubbles: true, composed: true }));
  }

  #frameIt(element: Element): void {
    const { style } = element as HTMLElement;
    element.scrollIntoView({ block: 'nearest' });
    style.outline = '3px solid var(--focus)';
    style.outlineOffset = '2px';
    setTimeout(() => {
      style.outline = '';
      style.outlineOffset = '';
    }, FRAMED_MS);
  }
}

/** Every element, those in shadows too. */
function* within(root: Root): Generator<Element> {
  for (const element of root.querySelectorAll('*')) {
    yield element;
    if (element.shadowRoot !== null) yield* within(element.shadowRoot);
  }
}

const tidy = (text: string): string => text.replace(/\s+/g, ' ').trim();

function says(text: string, wanted: string | RegExp): boolean {
  const tidied = tidy(text);
  return typeof wanted === 'string' ? tidied.includes(wanted) : wanted.test(tidied);
}

const nameOf = (element: Element): string => element.getAttribute('aria-label') ?? tidy(element.textContent ?? '');

/** What stands on a label itself, without what is in its field. */
const ownText = (label: Element): string =>
  tidy([...label.childNodes].map((node) => (node.nodeType === Node.TEXT_NODE ? node.textContent : '')).join(' '));

const ownLegend = (element: Element): string | undefined => {
  const legend = element.closest('fieldset')?.querySelector('legend');
  return legend === null || legend === undefined ? undefined : tidy(legend.textContent ?? '');
};
