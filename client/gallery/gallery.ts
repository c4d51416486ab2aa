import { css, html, LitElement } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import '../app/look-dialog.js';
import type { OutLookDialog } from '../app/look-dialog.js';
import { base } from '../ui/base.js';
import type { Piece } from './piece.js';
import { piecesOfCards } from './pieces-of-cards.js';
import { piecesOfDialogs } from './pieces-of-dialogs.js';
import { piecesOfScreens } from './pieces-of-screens.js';

/** `out-gallery`: every component in every state, fed by fixtures, in whichever look is chosen. */
@customElement('out-gallery')
export class OutGallery extends LitElement {
  static override styles = [
    base,
    css`
      header {
        position: sticky;
        z-index: 3;
        top: 0;
        display: flex;
        flex-wrap: wrap;
        gap: var(--gap-s) var(--gap-l);
        align-items: center;
        padding: var(--gap-s) var(--gap-l);
        border-bottom: 1px solid var(--line-strong);
        background: var(--surface);
      }
      h1 {
        flex: 1;
        font-size: var(--text-xl);
      }
      main {
        display: grid;
        gap: var(--gap-xl);
        padding: var(--gap-l);
      }
      h2 {
        padding-bottom: var(--gap-xs);
        font-size: var(--text-l);
      }
      .states {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(26rem, 100%), 1fr));
        gap: var(--gap-m);
        align-items: start;
      }
      .phone .states {
        grid-template-columns: repeat(auto-fill, minmax(min(24rem, 100%), 24rem));
      }
      figure {
        min-width: 0;
        margin: 0;
      }
      .shown {
        position: relative;
      }
      figcaption {
        color: var(--ink-quiet);
        font-size: var(--text-s);
      }
    `,
  ];

  @query('out-look-dialog') private readonly look!: OutLookDialog;

  override render() {
    return html`
      <header>
        <h1>Outrider’s components</h1>
        <button @click=${() => this.look.show()}>Look and sound</button>
      </header>
      <main>${[...piecesOfCards, ...piecesOfScreens, ...piecesOfDialogs].map((piece) => this.#piece(piece))}</main>
      <out-look-dialog></out-look-dialog>
    `;
  }

  #piece({ name, states, phone }: Piece) {
    return html`
      <section class=${phone === true ? 'phone' : ''} aria-label=${name} data-piece=${name}>
        <h2>${name}</h2>
        <div class="states">
          ${states.map(
            (state) => html`
              <figure>
                <figcaption>${state.name}</figcaption>
                <div class="shown">${state.show()}</div>
              </figure>
            `,
          )}
        </div>
      </section>
    `;
  }
}
