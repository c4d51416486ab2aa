import '@awesome.me/webawesome/dist/components/dialog/dialog.js';
import { css, html, LitElement } from 'lit';
import { customElement, property, query, queryAll, state } from 'lit/decorators.js';
import type { Dispatch, IncidentSummary, OfficerState } from '../../server/contract/index.js';
import { attendanceOf, goesAlone } from '../data/attendance.js';
import type { Commands } from '../data/commands.js';
import { dispatch, readOfficers } from '../data/dispatching.js';
import { base, controls } from '../ui/base.js';
import { dialogForm } from '../ui/dialog-form.js';
import { startAt } from '../ui/focus.js';

/**
 * `out-dispatch-dialog`: who is sent, when they will be there, and why one goes alone where two are needed. Arrows move
 * between officers, Space takes one, Enter sends.
 *
 * Fires `done` with a sentence as detail.
 */
@customElement('out-dispatch-dialog')
export class OutDispatchDialog extends LitElement {
  static override styles = [
    base,
    controls,
    dialogForm,
    css`
      wa-dialog {
        --width: 36rem;
      }
      ul {
        max-height: 40vh;
        overflow: auto;
        border: 1px solid var(--line);
        border-radius: var(--radius);
      }
      li + li {
        border-top: 1px solid var(--line);
      }
      .officer {
        display: grid;
        grid-template-columns: auto 9em 1fr;
        gap: var(--gap-s);
        align-items: center;
        min-height: var(--control);
        padding: var(--gap-xxs) var(--gap-s);
        color: var(--ink);
        font-size: var(--text-m);
      }
      .officer:focus-within {
        background: var(--accent-wash);
      }
      .officer strong {
        font-weight: 600;
      }
      .eta {
        max-width: 12em;
      }
      .missing {
        color: var(--warn);
      }
    `,
  ];

  @property({ attribute: false }) commands!: Commands;
  @state() private incident: IncidentSummary | undefined;
  @state() private officers: readonly OfficerState[] = [];
  @state() private chosen: ReadonlySet<string> = new Set();
  @state() private eta = '';
  @state() private reason = '';
  /** the server asked for a reason */
  @state() private reasonAsked = false;
  @state() private trouble = '';
  @state() private busy = false;
  @query('[name=reason]') private readonly reasonField!: HTMLInputElement;
  @queryAll('[name=officer]') private readonly boxes!: NodeListOf<HTMLInputElement>;

  override render() {
    const { incident } = this;
    return html`
      <wa-dialog
        label="Send officers"
        ?open=${incident !== undefined}
        @wa-after-show=${this.#focusFirst}
        @wa-after-hide=${() => (this.incident = undefined)}
      >
        ${incident === undefined ? '' : this.#form(incident)}
      </wa-dialog>
    `;
  }

  /** Asks whom to send to this incident. */
  async ask(incident: IncidentSummary): Promise<void> {
    this.incident = incident;
    this.chosen = new Set();
    [this.eta, this.reason, this.trouble, this.reasonAsked] = ['', '', '', false];
    const reply = await readOfficers(this.commands);
    if (reply.ok) this.officers = reply.value;
    else this.trouble = `The officers cannot be read: ${reply.detail}`;
    await this.updateComplete;
    this.#focusFirst();
  }

  #form(incident: IncidentSummary) {
    const alone = this.#needsReason(incident);
    return html`
      <form @submit=${this.#submit} @keydown=${this.#move}>
        <p><strong>${incident.address ?? 'No address'}</strong> · ${incident.reference}</p>
        <fieldset>
          <legend>Officers</legend>
          ${this.officers.length === 0 ? html`<p class="quiet">No officer can be sent.</p>` : ''}
          <ul>
            ${this.officers.map((officer) => html`<li>${this.#officer(officer, incident)}</li>`)}
          </ul>
        </fieldset>
        <label class="eta">
          ETA in minutes
          <input
            name="eta"
            inputmode="numeric"
            pattern="[0-9]{1,3}"
            autocomplete="off"
            .value=${this.eta}
            @input=${(event: Event) => (this.eta = (event.target as HTMLInputElement).value)}
          />
        </label>
        ${
          alone
            ? html`<label>
                Why does one officer go alone? Domestic abuse needs two, or a reason.
                <input
                  name="reason"
                  required
                  maxlength="300"
                  autocomplete="off"
                  .value=${this.reason}
                  @input=${(event: Event) => (this.reason = (event.target as HTMLInputElement).value)}
                />
              </label>`
            : ''
        }
        <p class="trouble" role="alert" ?hidden=${this.trouble === ''}>${this.trouble}</p>
        <div class="row">
          <button class="primary" ?disabled=${this.busy}>Send ${this.#count()} <kbd>Enter</kbd></button>
          <button type="button" @click=${() => (this.incident = undefined)}>Cancel <kbd>Esc</kbd></button>
        </div>
      </form>
    `;
  }

  #officer({ id, name, connected, incidents }: OfficerState, incident: IncidentSummary) {
    const here = attendanceOf(id, incident.attendance) !== undefined;
    const elsewhere = incidents.filter(({ incidentId }) => incidentId !== incident.id);
    const where = elsewhere.length === 0 ? 'free' : `sent to ${elsewhere.map(({ reference }) => reference).join(', ')}`;
    return html`
      <label class="officer">
        <input
          type="checkbox"
          name="officer"
          .checked=${this.chosen.has(id)}
          @change=${(event: Event) => this.#choose(id, (event.target as HTMLInputElement).checked)}
        />
        <strong>${name}</strong>
        <span>
          ${here ? 'already sent here' : where} ·
          <span class=${connected ? '' : 'missing'}>${connected ? 'phone connected' : 'phone not connected'}</span>
        </span>
      </label>
    `;
  }

  #count(): string {
    const { size } = this.chosen;
    return size === 0 ? '' : `${size} ${size === 1 ? 'officer' : 'officers'}`;
  }

  #needsReason({ category, attendance }: IncidentSummary): boolean {
    return this.reasonAsked || goesAlone(category, attendance, [...this.chosen]);
  }

  #choose(id: string, sent: boolean): void {
    const chosen = new Set(this.chosen);
    if (sent) chosen.add(id);
    else chosen.delete(id);
    this.chosen = chosen;
    this.reasonAsked = false;
  }

  readonly #focusFirst = () => startAt(this.boxes[0], this.shadowRoot ?? document);

  readonly #move = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const boxes = [...this.boxes];
    const at = boxes.indexOf(event.target as HTMLInputElement);
    if (step === undefined || at < 0) return;
    event.preventDefault();
    boxes[Math.min(Math.max(at + step, 0), boxes.length - 1)]?.focus();
  };

  readonly #submit = async (event: Event) => {
    event.preventDefault();
    const { incident } = this;
    if (incident === undefined || this.busy) return;
    if (this.chosen.size === 0) {
      this.trouble = 'Choose at least one officer (Space).';
      return;
    }
    this.busy = true;
    const reply = await dispatch(this.commands, incident.id, this.#sent(incident));
    this.busy = false;
    if (reply.ok) {
      this.incident = undefined;
      this.dispatchEvent(new CustomEvent('done', { detail: `Sent ${this.#names()} to ${incident.reference}.` }));
      return;
    }
    this.trouble = [reply.detail, ...reply.errors.map(({ detail }) => detail)].join(' ');
    if (reply.code !== 'TWO_OFFICERS_NEEDED') return;
    this.reasonAsked = true;
    await this.updateComplete;
    this.reasonField.focus();
  };

  #sent(incident: IncidentSummary): Dispatch {
    const reason = this.#needsReason(incident) ? this.reason.trim() : '';
    return {
      officers: [...this.chosen],
      ...(this.eta === '' ? {} : { etaMinutes: Number(this.eta) }),
      ...(reason === '' ? {} : { singleCrewedReason: reason }),
    };
  }

  #names(): string {
    return this.officers
      .filter(({ id }) => this.chosen.has(id))
      .map(({ name }) => name)
      .join(', ');
  }
}
