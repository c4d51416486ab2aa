import { css, html, LitElement } from 'lit';
import { customElement } from 'lit/decorators.js';
import { base } from './base.js';

/** `out-provisional`: what stands on a card that no log has yet, and what that means for whoever reads it. */
@customElement('out-provisional')
export class OutProvisional extends LitElement {
  static override styles = [
    base,
    css`
      p {
        padding: var(--gap-xs) var(--gap-s);
        border: 2px dashed var(--warn);
        border-radius: var(--radius);
      }
      strong,
      wa-icon {
        color: var(--warn);
      }
      wa-icon {
        vertical-align: -2px;
      }
    `,
  ];

  override render() {
    return html`<p>
      <wa-icon name="plug"></wa-icon> <strong>Provisional.</strong> Made by this server alone: there is no shared log at
      the moment. It may change when that is back, and is acknowledged then.
    </p>`;
  }
}
