import { css, html, LitElement } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Prompt } from '../../server/contract/index.js';
import { base } from './base.js';

/** `out-prompts`: the region "Ask": questions that would separate candidates or let a register be checked. Each can be skipped. */
@customElement('out-prompts')
export class OutPrompts extends LitElement {
  static override styles = [
    base,
    css`
      ul {
        max-height: 11rem;
        overflow: auto;
      }
      li {
        display: grid;
        grid-template-columns: 1fr auto;
        gap: 0 var(--gap-s);
        align-items: center;
        padding: 4px var(--gap-m);
      }
      li + li {
        border-top: 1px solid var(--line);
      }
      strong {
        font-weight: 600;
      }
      .reason {
        grid-column: 1;
      }
      button {
        grid-row: span 2;
        font-size: var(--text-s);
        min-height: 24px;
      }
    `,
  ];

  @property({ attribute: false }) prompts: readonly Prompt[] = [];
  @state() private skipped: ReadonlySet<string> = new Set();

  override render() {
    const open = this.prompts.filter(({ id }) => !this.skipped.has(id));
    if (open.length === 0) return '';
    return html`
      <section class="panel" aria-labelledby="title">
        <h2 id="title">Ask <span>${open.length}</span></h2>
        <ul tabindex="0" aria-labelledby="title">
          ${repeat(
            open,
            ({ id }) => id,
            ({ id, question, reason }) => html`
              <li>
                <strong>${question}</strong>
                <span class="reason small quiet">${reason}</span>
                <button aria-label="Skip: ${question}" @click=${() => this.#skip(id)}>Skip</button>
              </li>
            `,
          )}
        </ul>
      </section>
    `;
  }

  #skip(id: string) {
    this.skipped = new Set([...this.skipped, id]);
  }
}
