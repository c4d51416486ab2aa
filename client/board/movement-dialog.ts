import '@awesome.me/webawesome/dist/components/dialog/dialog.js';
import { css, html, LitElement } from 'lit';
import { customElement, property, queryAll, state } from 'lit/decorators.js';
import type { Attendance, IncidentSummary } from '../../server/contract/index.js';
import { whoCan, type Movement } from '../data/attendance.js';
import type { Commands } from '../data/commands.js';
import { record } from '../data/dispatching.js';
import { attendanceInWords } from '../ui/attendance.js';
import { base } from '../ui/base.js';
import { dialogForm } from '../ui/dialog-form.js';
import { startAt } from '../ui/focus.js';

const WORDS: Readonly<Record<Movement, { readonly question: string; readonly done: string; readonly note: string }>> = {
  arrival: { question: 'Who arrived?', done: 'is on scene', note: '' },
  departure: { question: 'Who left?', done: 'has left', note: 'They still read the card until they are stood down.' },
  'stand-down': { question: 'Stand down whom?', done: 'is stood down', note: 'The card leaves their screen at once.' },
};

/**
 * `out-movement-dialog`: which of the officers who were sent arrived, left or is stood down. Arrows move, Enter records.
 *
 * Fires `done` with a sentence as detail.
 */
@customElement('out-movement-dialog')
export class OutMovementDialog extends LitElement {
  static override styles = [
    base,
    dialogForm,
    css`
      .asked,
      .people {
        display: grid;
        gap: var(--gap-s);
      }
      .people button {
        justify-content: start;
        min-height: var(--control);
        text-align: left;
      }
    `,
  ];

  @property({ attribute: false }) commands!: Commands;
  @state() private asked: { readonly movement: Movement; readonly incident: IncidentSummary } | undefined;
  @state() private trouble = '';
  @state() private busy = false;
  @queryAll('.people button') private readonly buttons!: NodeListOf<HTMLButtonElement>;

  override render() {
    const { asked } = this;
    return html`
      <wa-dialog
        label=${asked === undefined ? 'Officers' : WORDS[asked.movement].question}
        ?open=${asked !== undefined}
        @wa-after-show=${() => startAt(this.buttons[0], this.shadowRoot ?? document)}
        @wa-after-hide=${() => (this.asked = undefined)}
      >
        ${asked === undefined ? '' : this.#people(asked.movement, asked.incident)}
      </wa-dialog>
    `;
  }

  /** Asks of whom this is recorded. */
  ask(movement: Movement, incident: IncidentSummary): void {
    this.trouble = '';
    this.asked = { movement, incident };
  }

  #people(movement: Movement, incident: IncidentSummary) {
    const now = Date.now();
    const { note } = WORDS[movement];
    return html`
      <div class="asked">
        <p><strong>${incident.address ?? 'No address'}</strong> · ${incident.reference}</p>
        ${note === '' ? '' : html`<p class="quiet">${note}</p>`}
        <div class="people" @keydown=${this.#move}>
          ${whoCan(movement, incident.attendance).map(
            (one) =>
              html`<button ?disabled=${this.busy} @click=${() => this.#record(movement, incident, one)}>
                ${attendanceInWords(one, now)}
              </button>`,
          )}
        </div>
        <p class="trouble" role="alert" ?hidden=${this.trouble === ''}>${this.trouble}</p>
      </div>
    `;
  }

  async #record(movement: Movement, incident: IncidentSummary, { officer, name }: Attendance): Promise<void> {
    this.busy = true;
    const reply = await record(this.commands, incident.id, movement, officer);
    this.busy = false;
    if (!reply.ok) {
      this.trouble = reply.detail;
      return;
    }
    this.asked = undefined;
    this.dispatchEvent(new CustomEvent('done', { detail: `${name} ${WORDS[movement].done} (${incident.reference}).` }));
  }

  readonly #move = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const buttons = [...this.buttons];
    const at = buttons.indexOf(event.target as HTMLButtonElement);
    buttons[Math.min(Math.max(at + step, 0), buttons.length - 1)]?.focus();
  };
}
