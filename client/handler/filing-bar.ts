import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { CallState } from '../data/call.js';
import { base } from '../ui/base.js';

/**
 * `out-filing-bar`: how far the report is stored, in words, and the two buttons that every call needs. What it says has
 * been stored is on the server's disk (R1).
 *
 * Fires `file` and `new-call`.
 */
@customElement('out-filing-bar')
export class OutFilingBar extends LitElement {
  static override styles = [
    base,
    css`
      .bar {
        display: flex;
        flex-wrap: wrap;
        gap: var(--gap-s);
        align-items: center;
        padding: var(--gap-s) var(--gap-m);
        border-top: 1px solid var(--line);
        background: var(--surface-sunk);
        border-radius: 0 0 var(--radius) var(--radius);
      }
      p {
        flex: 1 1 12rem;
      }
      .trouble,
      .news {
        order: -1;
        flex-basis: 100%;
      }
      .news {
        color: var(--warn);
        font-weight: 650;
      }
    `,
  ];

  @property({ attribute: false }) state!: CallState;

  override render() {
    const { filing, notice, errors } = this.state;
    const isNew = filing.kind === 'new' || filing.kind === 'filing';
    return html`
      <div class="bar">
        <button class="primary" @click=${() => this.dispatchEvent(new CustomEvent('file'))}>
          ${isNew ? 'File incident' : 'Save now'} <kbd>Ctrl+Enter</kbd>
        </button>
        <button @click=${() => this.dispatchEvent(new CustomEvent('new-call'))}>New call <kbd>Alt+N</kbd></button>
        <p role="status" class=${notice?.kind ?? 'quiet'}>
          ${notice?.text} ${notice?.kind === 'trouble' ? '' : this.#progress()}
          ${errors.map(({ path, detail }) => html`<br />${path}: ${detail}`)}
        </p>
      </div>
    `;
  }

  #progress(): string {
    const { filing } = this.state;
    switch (filing.kind) {
      case 'new':
        return 'Not filed yet.';
      case 'filing':
        return 'Filing…';
      case 'saving':
        return 'Saving changes…';
      case 'overtaken':
        return 'Somebody changed this incident: fetching it…';
      case 'filed':
        return `Stored as ${filing.incident.reference}. Changes are saved as you type.`;
    }
  }
}
