import { css, html } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { IncidentSummary } from '../../server/contract/index.js';
import { link, unlink } from '../data/delivery.js';
import { callersOf, sameEventWith } from '../data/same-event.js';
import { aboutIncident, FormDialog, told, type Sent } from '../ui/form-dialog.js';
import { clock } from '../ui/time.js';

interface About {
  readonly incident: IncidentSummary;
  readonly board: readonly IncidentSummary[];
}

/**
 * `out-link-dialog`: one incident out of the calls about one event, all that place and time suggest or one by one; a repeat
 * call linked; or a call taken apart again. A person decides; what must not be merged, the server refuses and says why.
 */
@customElement('out-link-dialog')
export class OutLinkDialog extends FormDialog<About> {
  static override styles = [
    FormDialog.styles,
    css`
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
      .calls {
        max-height: 40vh;
        overflow: auto;
      }
    `,
  ];

  protected override readonly label = 'Calls about one event';
  /** how far merging has come, in words */
  @state() private progress = '';

  ask(incident: IncidentSummary, board: readonly IncidentSummary[]): void {
    this.open({ incident, board });
  }

  protected override fields({ incident, board }: About) {
    const suggested = sameEventWith(incident, board);
    const others = board.filter((row) => row.id !== incident.id && suggested?.others.includes(row) !== true);
    return html`
      ${aboutIncident(incident, callersInWords(incident))}
      ${
        suggested === undefined
          ? html`<p class="quiet">Place and time suggest no other call.</p>`
          : html`<button class="primary" value="all" data-first ?disabled=${this.busy}>
              Make one incident of ${suggested.others.length + 1} calls: ${suggested.goesOn.reference} goes on
            </button>`
      }
      ${
        incident.merged.length === 0
          ? ''
          : html`<ul class="calls" aria-label="Calls about this event">
              ${incident.merged.map(
                ({ incidentId, reference, openedAt }) =>
                  html`<li>
                    <span>${clock(openedAt).slice(0, 5)} ${reference}</span>
                    ${this.#button(`apart ${incidentId}`, 'Take apart', `Take ${reference} apart`)}
                  </li>`,
              )}
            </ul>`
      }
      <details>
        <summary ?data-first=${suggested === undefined}>Another incident: ${others.length}</summary>
        <ul class="calls">
          ${others.map(
            ({ id, address, reference, openedAt }) =>
              html`<li>
                <span>${clock(openedAt).slice(0, 5)} ${address ?? 'No address'} · ${reference}</span>
                ${this.#button(`same ${id}`, 'The same event')} ${this.#button(`repeat ${id}`, 'A repeat call')}
              </li>`,
          )}
        </ul>
      </details>
      <p role="status" ?hidden=${this.progress === ''}>${this.progress}</p>
    `;
  }

  protected override buttons() {
    return html``;
  }

  protected override async send({ incident, board }: About, _said: FormData, pressed: string): Promise<Sent> {
    const [what, id = ''] = pressed.split(' ');
    const other = board.find((row) => row.id === id);
    if (what === 'all') {
      const suggested = sameEventWith(incident, board);
      return suggested ? this.#merge(suggested.others, suggested.goesOn) : { trouble: 'Choose a call.' };
    }
    if (what === 'apart') {
      const call = incident.merged.find(({ incidentId }) => incidentId === id);
      return told(await unlink(this.commands, id), () => `${call?.reference ?? 'It'} is an incident of its own again.`);
    }
    if (other === undefined) return { trouble: 'Choose a call.' };
    if (what === 'same') return this.#merge([incident], other);
    return told(
      await link(this.commands, incident.id, other.id, 'repeat'),
      () => `${incident.reference} is a repeat of ${other.reference}.`,
    );
  }

  #button(value: string, text: string, label = text) {
    return html`<button value=${value} aria-label=${label} ?disabled=${this.busy}>${text}</button>`;
  }

  /** One after the other; what is refused does not keep the others from being merged. */
  async #merge(calls: readonly IncidentSummary[], goesOn: IncidentSummary): Promise<Sent> {
    const refused: string[] = [];
    for (const [index, call] of calls.entries()) {
      this.progress = `${index + 1} of ${calls.length}: ${call.reference}`;
      const reply = await link(this.commands, call.id, goesOn.id, 'same-event');
      if (!reply.ok) refused.push(`${call.reference}: ${reply.detail}`);
    }
    this.progress = '';
    const merged = calls.length - refused.length;
    const done = `${merged + 1} calls are one incident: ${goesOn.reference}.`;
    if (refused.length === 0) return { done };
    return { trouble: merged === 0 ? 'Not merged.' : `${done} Not merged:`, each: refused };
  }
}

/** How many called: "1 caller", "46 callers". */
const callersInWords = (incident: IncidentSummary): string => {
  const callers = callersOf(incident);
  return `${callers} ${callers === 1 ? 'caller' : 'callers'}`;
};
