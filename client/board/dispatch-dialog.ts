import { css, html } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import type { IncidentSummary, OfficerState } from '../../server/contract/index.js';
import { attendanceOf, goesAlone } from '../data/attendance.js';
import { dispatch, readOfficers } from '../data/dispatching.js';
import { aboutIncident, FormDialog, textOf, told } from '../ui/form-dialog.js';

/**
 * `out-dispatch-dialog`: who is sent, when they will be there, and why one goes alone where two are needed. Arrows move
 * between officers, Space takes one, Enter sends.
 */
@customElement('out-dispatch-dialog')
export class OutDispatchDialog extends FormDialog<IncidentSummary> {
  static override styles = [
    FormDialog.styles,
    css`
      wa-dialog {
        --width: 36rem;
      }
      fieldset ul {
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

  protected override readonly label = 'Send officers';
  /** undefined: not read yet; a sentence: why they cannot be */
  @state() private officers: readonly OfficerState[] | string | undefined;
  @state() private chosen: ReadonlySet<string> = new Set();
  /** the server asked for a reason */
  @state() private reasonAsked = false;
  @query('[name=reason]') private readonly reasonField!: HTMLInputElement;

  /** Asks whom to send to this incident. */
  async ask(incident: IncidentSummary): Promise<void> {
    this.chosen = new Set();
    this.reasonAsked = false;
    this.officers = undefined;
    this.open(incident);
    const reply = await readOfficers(this.commands);
    this.officers = reply.ok ? reply.value : `The officers cannot be read: ${reply.detail}`;
    await this.updateComplete;
    if (this.about !== undefined) this.start();
  }

  protected override fields(incident: IncidentSummary) {
    return html`
      ${aboutIncident(incident)}
      <fieldset>
        <legend>Officers</legend>
        ${this.#officers(incident)}
      </fieldset>
      <label class="eta">
        ETA in minutes
        <input name="eta" inputmode="numeric" pattern="[0-9]{1,3}" autocomplete="off" />
      </label>
      ${
        this.#needsReason(incident)
          ? html`<label>
              Why does one officer go alone? Domestic abuse needs two, or a reason.
              <input name="reason" required maxlength="300" autocomplete="off" />
            </label>`
          : ''
      }
    `;
  }

  protected override buttons() {
    const { size } = this.chosen;
    const count = size === 0 ? '' : `${size} ${size === 1 ? 'officer' : 'officers'}`;
    return html`<button class="primary" ?disabled=${this.busy}>Send ${count} <kbd>Enter</kbd></button>`;
  }

  protected override async send(incident: IncidentSummary, said: FormData) {
    const officers = [...this.chosen];
    if (officers.length === 0) return { trouble: 'Choose at least one officer (Space).' };
    const [eta, reason] = [textOf(said, 'eta'), textOf(said, 'reason')];
    const reply = await dispatch(this.commands, incident.id, {
      officers,
      ...(eta === '' ? {} : { etaMinutes: Number(eta) }),
      ...(reason === '' ? {} : { singleCrewedReason: reason }),
    });
    if (!reply.ok && reply.code === 'TWO_OFFICERS_NEEDED') {
      this.reasonAsked = true;
      void this.updateComplete.then(() => this.reasonField.focus());
    }
    return told(reply, () => `Sent ${officers.map(this.#nameOf).join(', ')} to ${incident.reference}.`);
  }

  #officers(incident: IncidentSummary) {
    const { officers } = this;
    if (officers === undefined) return html`<p class="quiet" data-first tabindex="-1">Reading who can be sent …</p>`;
    if (typeof officers === 'string') return html`<p class="trouble" role="alert">${officers}</p>`;
    if (officers.length === 0) return html`<p class="quiet">No officer can be sent.</p>`;
    return html`<ul>
      ${officers.map((officer, index) => html`<li>${this.#officer(officer, incident, index === 0)}</li>`)}
    </ul>`;
  }

  #officer({ id, name, connected, incidents }: OfficerState, incident: IncidentSummary, first: boolean) {
    const here = attendanceOf(id, incident.attendance) !== undefined;
    const elsewhere = incidents.filter(({ incidentId }) => incidentId !== incident.id);
    const where = elsewhere.length === 0 ? 'free' : `sent to ${elsewhere.map(({ reference }) => reference).join(', ')}`;
    return html`
      <label class="officer">
        <input
          type="checkbox"
          name="officer"
          data-step
          ?data-first=${first}
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

  readonly #nameOf = (id: string): string => {
    const officer = typeof this.officers === 'string' ? undefined : this.officers?.find((one) => one.id === id);
    return officer?.name ?? id;
  };
}
