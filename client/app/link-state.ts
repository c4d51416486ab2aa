import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { LinkHealth } from '../data/link-clock.js';
import { base } from '../ui/base.js';
import { clock } from '../ui/time.js';

/** `out-link-state`: whether the screen is live, in a word and a picture, and since when it is not. */
@customElement('out-link-state')
export class OutLinkState extends LitElement {
  static override styles = [
    base,
    css`
      p {
        display: flex;
        align-items: center;
        gap: var(--gap-s);
        white-space: nowrap;
      }
      .lost,
      .reconnecting {
        padding: var(--gap-xxs) var(--gap-s);
        border-radius: var(--radius);
        background: var(--alarm);
        color: var(--alarm-ink);
        font-weight: 650;
      }
      @media (max-width: 480px) {
        .connected span,
        .again {
          position: absolute;
          clip-path: inset(50%);
        }
      }
    `,
  ];

  @property({ attribute: false }) health!: LinkHealth;

  override render() {
    const { health } = this;
    const lost = `Lost since ${'since' in health ? clock(health.since) : ''}`;
    const [icon, text] = {
      connecting: ['arrow-repeat', 'Connecting…'] as const,
      connected: ['wifi', 'Connected'] as const,
      lost: ['wifi-off', lost] as const,
      reconnecting: ['arrow-repeat', html`${lost}<span class="again">, reconnecting</span>`] as const,
    }[health.kind];
    return html`<p class=${health.kind} role="status"><wa-icon name=${icon}></wa-icon> <span>${text}</span></p>`;
  }
}
