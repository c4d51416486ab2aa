import '@awesome.me/webawesome/dist/components/dialog/dialog.js';
import { css, html, LitElement } from 'lit';
import { customElement, property, queryAll, state } from 'lit/decorators.js';
import type { IncidentSummary } from '../../server/contract/index.js';
import type { Commands } from '../data/commands.js';
import { link, unlink } from '../data/delivery.js';
import type { Reply } from '../data/http.js';
import { callersOf, sameEventWith } from '../data/same-event.js';
import { base } from '../ui/base.js';
import { dialogForm } from '../ui/dialog-form.js';
import { startAt } from '../ui/focus.js';
import { clock } from '../ui/time.js';

interface Asked {
  readonly incident: IncidentSummary;
  readonly board: readonly IncidentSummary[];
}

/**
 * `out-link-dialog`: one incident out of the calls about one event, all that place and time suggest or one by one; a repeat
 * call linked; or a call taken apart again. A person decides; what must not be merged, the server refuses and says why.
 *
 * Fires `done` with a sentence as detail.
 */
@customElement('out-link-dialog')
export class OutLinkDialog extends LitElement {
  static override styles = [
    base,
    dialogForm,
    css`
      .asked {
        display: grid;
        gap: var(--gap-m);
      }
      li {
        display: flex;
        flex-wrap: wrap;
        gap: var(--gap-xs) var(--gap-s);
        align-items: center;
        padding: var(--gap-xxs) 0;
      }
      li > span {
        flex: 1;
        min-width: 14rem;
      }
      ul {
        max-height: 40vh;
        overflow: auto;
      }
    `,
  ];

  @property({ attribute: false }) commands!: Commands;
  @state() private asked: Asked | undefined;
  @state() private trouble = '';
  @state() private busy = '';
  @queryAll('.asked button') private readonly buttons!: NodeListOf<HTMLButtonElement>;

  override render() {
    const { asked } = this;
    return html`
      <wa-dialog
        label="Calls about one event"
        ?open=${asked !== undefined}
        @wa-after-show=${() => startAt(this.buttons[0], this.shadowRoot ?? document)}
        @wa-after-hide=${() => (this.asked = undefined)}
      >
        ${asked === undefined ? '' : this.#question(asked)}
      </wa-dialog>
    `;
  }

  ask(incident: IncidentSummary, board: readonly IncidentSummary[]): void {
    this.trouble = '';
    this.busy = '';
    this.asked = { incident, board };
  }

  #question({ incident, board }: Asked) {
    const suggested = sameEventWith(incident, board);
    const others = board.filter((row) => row.id !== incident.id && suggested?.others.includes(row) !== true);
    return html`
      <div class="asked">
        <p>
          <strong>${incident.address ?? 'No address'}</strong> · ${incident.reference} · ${callersInWords(incident)}
        </p>
        ${
          suggested === undefined
            ? html`<p class="quiet">Place and time suggest no other call.</p>`
            : html`<button
                class="primary"
                ?disabled=${this.busy !== ''}
                @click=${() => this.#mergeAll(suggested.others, suggested.goesOn)}
              >
                Make one incident of ${suggested.others.length + 1} calls: ${suggested.goesOn.reference} goes on
              </button>`
        }
        ${this.#merged(incident)}
        <details>
          <summary>Another incident: ${others.length}</summary>
          <ul>
            ${others.map(
              (other) =>
                html`<li>
                  <span
                    >${clock(other.openedAt).slice(0, 5)} ${other.address ?? 'No address'} · ${other.reference}</span
                  >
                  <button ?disabled=${this.busy !== ''} @click=${() => this.#mergeAll([incident], other)}>
                    The same event
                  </button>
                  <button ?disabled=${this.busy !== ''} @click=${() => this.#repeat(incident, other)}>
                    A repeat call
                  </button>
                </li>`,
            )}
          </ul>
        </details>
        <p role="status" ?hidden=${this.busy === ''}>${this.busy}</p>
        <p class="trouble" role="alert" ?hidden=${this.trouble === ''}>${this.trouble}</p>
      </div>
    `;
  }

  #merged(incident: IncidentSummary) {
    if (incident.merged.length === 0) return '';
    return html`
      <ul aria-label="Calls about this event">
        ${incident.merged.map(
          ({ incidentId, reference, openedAt }) =>
            html`<li>
              <span>${clock(openedAt).slice(0, 5)} ${reference}</span>
              <button
                aria-label="Take ${reference} apart"
                ?disabled=${this.busy !== ''}
                @click=${() => this.#apart(incidentId, reference)}
              >
                Take apart
              </button>
            </li>`,
        )}
      </ul>
    `;
  }

  async #mergeAll(calls: readonly IncidentSummary[], goesOn: IncidentSummary): Promise<void> {
    const refused: string[] = [];
    this.trouble = '';
    for (const [index, call] of calls.entries()) {
      this.busy = `${index + 1} of ${calls.length}: ${call.reference}`;
      const reply = await link(this.commands, call.id, goesOn.id, 'same-event');
      if (!reply.ok) refused.push(`${call.reference}: ${reply.detail}`);
    }
    this.busy = '';
    const done = calls.length - refused.length;
    if (refused.length > 0) this.trouble = `Not merged: ${refused.join('; ')}`;
    else this.asked = undefined;
    if (done > 0) this.#done(`${done + 1} calls are one incident: ${goesOn.reference}.`);
  }

  #repeat(incident: IncidentSummary, of: IncidentSummary): Promise<void> {
    return this.#once(
      link(this.commands, incident.id, of.id, 'repeat'),
      `${incident.reference} is a repeat of ${of.reference}.`,
    );
  }

  #apart(incidentId: string, reference: string): Promise<void> {
    return this.#once(unlink(this.commands, incidentId), `${reference} is an incident of its own again.`);
  }

  async #once(asked: Promise<Reply<unknown>>, sentence: string): Promise<void> {
    this.busy = 'One moment…';
    const reply = await asked;
    this.busy = '';
    this.trouble = reply.ok ? '' : reply.detail;
    if (!reply.ok) return;
    this.asked = undefined;
    this.#done(sentence);
  }

  #done(detail: string): void {
    this.dispatchEvent(new CustomEvent('done', { detail }));
  }
}

/** How many called: "1 caller", "46 callers". */
export const callersInWords = (incident: IncidentSummary): string => {
  const callers = callersOf(incident);
  return `${callers} ${callers === 1 ? 'caller' : 'callers'}`;
};
