import { html, LitElement } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { Announcement } from '../data/announce.js';
import { base } from './base.js';

/**
 * `out-announcer`: the two live regions through which a screen reader hears what is new: `assertive` for life-risk,
 * `polite` for the rest. They are empty and on the page from the start, because a region that appears with its text is
 * not read.
 */
@customElement('out-announcer')
export class OutAnnouncer extends LitElement {
  static override styles = base;

  @state() private assertive = '';
  @state() private polite = '';

  override render() {
    return html`
      <div class="said" role="alert" aria-live="assertive">${this.assertive}</div>
      <div class="said" role="status" aria-live="polite">${this.polite}</div>
    `;
  }

  say({ urgency, text }: Announcement): void {
    // The same words twice would not be heard the second time: the full stop makes them others.
    const before = this[urgency];
    this[urgency] = text === before ? `${text}.` : text;
  }
}
