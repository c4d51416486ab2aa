import { flow } from '@lit-labs/virtualizer/layouts/flow.js';
import { virtualize, virtualizerRef } from '@lit-labs/virtualizer/virtualize.js';
import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { arrange, late } from '../data/arrange.js';
import { base } from './base.js';

/** Named, or it is loaded only after the list is there: a key that is quicker than that would find nothing to scroll. */
const LAYOUT = flow();

interface Item {
  readonly id: string;
}

/**
 * `out-long-list`: a list of which only what is in view is drawn, in order of rank. Nothing moves under its reader: while
 * the pointer or the focus is in it, or it is scrolled down, its rows keep their places and new ones come last; a button
 * says how many now stand too low, and puts them where they belong. What `row` draws of an item carries its id as
 * `data-id`, and takes the focus.
 */
@customElement('out-long-list')
export class OutLongList extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: flex;
        flex-direction: column;
        min-height: 0;
        position: relative;
      }
      .scroll {
        flex: 1;
        min-height: 0;
        overflow: auto;
        padding: var(--gap-s);
      }
      li {
        width: 100%;
        padding-bottom: var(--gap-s);
      }
      .news {
        position: absolute;
        /* In the heading above, where it covers no row. */
        inset: -2.2rem 0 auto;
        z-index: 1;
        width: fit-content;
        margin-inline: auto;
        background: var(--accent);
        border-color: var(--accent);
        color: var(--accent-ink);
        font-weight: 650;
      }
      @media (max-width: 800px) {
        .scroll {
          overflow: visible;
        }
        .news {
          position: fixed;
          inset: auto 0 var(--gap-m);
        }
      }
    `,
  ];

  /** what is in the list, in any order */
  @property({ attribute: false }) items: readonly Item[] = [];
  @property({ attribute: false }) rankOf: (item: Item) => number = () => 0;
  @property({ attribute: false }) row: (item: Item) => TemplateResult = () => html``;
  /** the key that puts new ones where they belong, as it is shown */
  @property() keys = '';
  @state() private pointed = false;
  @state() private focused = false;
  @state() private scrolled = false;
  @query('.scroll') private readonly frame!: HTMLElement;
  @query('ul') private readonly list!: HTMLElement & {
    [virtualizerRef]?: { element: (index: number) => Scrollable | undefined; layoutComplete: Promise<void> };
  };
  #order: readonly string[] = [];

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('scroll', this.#scrolled, { passive: true });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('scroll', this.#scrolled);
  }

  override render() {
    const { rankOf, row } = this;
    const reading = this.pointed || this.focused || this.scrolled;
    const items = arrange(this.items, ({ id }) => id, rankOf, this.#order, reading);
    this.#order = items.map(({ id }) => id);
    const news = reading ? late(items, rankOf).length : 0;
    return html`
      <button class="news" ?hidden=${news === 0} @click=${() => this.showNew()}>
        ${news} new ↑ ${this.keys === '' ? '' : html`<kbd>${this.keys}</kbd>`}
      </button>
      <div
        class="scroll"
        @scroll=${this.#scrolled}
        @pointerenter=${() => (this.pointed = true)}
        @pointerleave=${() => (this.pointed = false)}
        @focusin=${() => (this.focused = true)}
        @focusout=${(event: FocusEvent) => (this.focused = this.frame.contains(event.relatedTarget as Node | null))}
      >
        <ul>
          ${virtualize({ items, layout: LAYOUT, keyFunction: ({ id }) => id, renderItem: (item) => html`<li>${row(item)}</li>` })}
        </ul>
      </div>
    `;
  }

  /** The items in the order in which they stand. */
  get order(): readonly string[] {
    return this.#order;
  }

  /** Puts every item where it belongs, and the reader at the top. */
  async showNew(): Promise<void> {
    const pressed = this.renderRoot.querySelector('.news:focus') !== null;
    this.#order = [];
    this.requestUpdate();
    await this.updateComplete;
    this.frame.scrollTop = 0;
    // The button that had the focus is gone.
    if (pressed) await this.focusOn(this.#order[0] ?? '');
  }

  /** Brings an item into view, and the focus to it. */
  async focusOn(id: string): Promise<void> {
    await this.reveal(id);
    this.#rowOf(id)?.focus();
  }

  /** Brings an item into view; one that is not in the list, not. */
  async reveal(id: string): Promise<void> {
    await this.updateComplete;
    const index = this.#order.indexOf(id);
    if (index === -1) return;
    if (this.#rowOf(id) === undefined) {
      const virtualizer = this.list[virtualizerRef];
      virtualizer?.element(index)?.scrollIntoView({ block: 'nearest' });
      await virtualizer?.layoutComplete;
    } else this.#rowOf(id)?.scrollIntoView({ block: 'nearest' });
  }

  #rowOf(id: string): HTMLElement | undefined {
    return this.renderRoot.querySelector<HTMLElement>(`[data-id="${CSS.escape(id)}"]`) ?? undefined;
  }

  readonly #scrolled = () => {
    this.scrolled = this.frame.scrollTop > 0 || this.getBoundingClientRect().top < 0;
  };
}

interface Scrollable {
  scrollIntoView(options: ScrollIntoViewOptions): void;
}
