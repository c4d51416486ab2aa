import { css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { IncidentSummary } from '../../server/contract/index.js';
import { whoCan, type Movement } from '../data/attendance.js';
import { record } from '../data/dispatching.js';
import { attendanceInWords } from '../ui/attendance.js';
import { aboutIncident, FormDialog, told } from '../ui/form-dialog.js';

const WORDS: Readonly<Record<Movement, { readonly question: string; readonly done: string; readonly note: string }>> = {
  arrival: { question: 'Who arrived?', done: 'is on scene', note: '' },
  departure: { question: 'Who left?', done: 'has left', note: 'They still read the card until they are stood down.' },
  'stand-down': { question: 'Stand down whom?', done: 'is stood down', note: 'The card leaves their screen at once.' },
};

interface About {
  readonly movement: Movement;
  readonly incident: IncidentSummary;
}

/** `out-movement-dialog`: which of the officers who were sent arrived, left or is stood down. Arrows move, Enter records. */
@customElement('out-movement-dialog')
export class OutMovementDialog extends FormDialog<About> {
  static override styles = [
    FormDialog.styles,
    css`
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

  protected override get label(): string {
    return this.about === undefined ? 'Officers' : WORDS[this.about.movement].question;
  }

  /** Asks of whom this is recorded. */
  ask(movement: Movement, incident: IncidentSummary): void {
    this.open({ movement, incident });
  }

  protected override fields({ movement, incident }: About) {
    const now = Date.now();
    const { note } = WORDS[movement];
    return html`
      ${aboutIncident(incident)} ${note === '' ? '' : html`<p class="quiet">${note}</p>`}
      <div class="people">
        ${whoCan(movement, incident.attendance).map(
          (one, index) =>
            html`<button value=${one.officer} data-step ?data-first=${index === 0} ?disabled=${this.busy}>
              ${attendanceInWords(one, now)}
            </button>`,
        )}
      </div>
    `;
  }

  protected override buttons() {
    return html``;
  }

  protected override async send({ movement, incident }: About, _said: FormData, officer: string) {
    const name = incident.attendance.find((one) => one.officer === officer)?.name ?? officer;
    const reply = await record(this.commands, incident.id, movement, officer);
    return told(reply, () => `${name} ${WORDS[movement].done} (${incident.reference}).`);
  }
}
