import { css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { IncidentSummary, ReaderProof } from '../../server/contract/index.js';
import { readOut } from '../data/delivery.js';
import { aboutIncident, FormDialog, told, type Sent } from '../ui/form-dialog.js';
import { proofInWords } from '../ui/proof.js';

interface Asked {
  readonly incident: IncidentSummary;
  readonly officers: readonly ReaderProof[];
}

/**
 * `out-reading-dialog`: the card, read to its officers over the radio. First whether they are free to speak, then what to
 * say, then that it was said: they are informed.
 */
@customElement('out-reading-dialog')
export class OutReadingDialog extends FormDialog<Asked> {
  static override styles = [
    FormDialog.styles,
    css`
      blockquote {
        margin: 0;
        padding: var(--gap-s) var(--gap-m);
        border-left: 6px solid var(--accent);
        background: var(--accent-wash);
        font-size: var(--text-xl);
        font-weight: 600;
      }
    `,
  ];

  protected override readonly label = 'Read out over the radio';

  /** Asks for a reading to those who are sent; who is not informed yet is chosen. */
  ask(incident: IncidentSummary, officers: readonly ReaderProof[]): void {
    this.open({ incident, officers });
  }

  protected override fields({ incident, officers }: Asked) {
    const anybody = officers.some(({ informed }) => !informed);
    return html`
      ${aboutIncident(incident, `card ${incident.cardVersion}`)}
      <fieldset>
        <legend>To</legend>
        ${officers.map(
          (proof) =>
            html`<label>
              <input type="checkbox" name="to" value=${proof.reader} ?checked=${!anybody || !proof.informed} />
              ${proofInWords(proof)}
            </label>`,
        )}
      </fieldset>
      <p>1. Ask first: <strong>“Are you free to speak?”</strong></p>
      <p>2. If they are, read this, and nothing else:</p>
      <blockquote>${incident.spoken === '' ? 'There is nothing to read out yet.' : incident.spoken}</blockquote>
    `;
  }

  protected override buttons() {
    return html`
      <button class="primary" value="read" data-first ?disabled=${this.busy}>They heard it <kbd>Enter</kbd></button>
      <button value="not-free" ?disabled=${this.busy}>Not free to speak</button>
    `;
  }

  protected override async send({ incident, officers }: Asked, said: FormData, pressed: string): Promise<Sent> {
    const to = said.getAll('to').map(String);
    if (to.length === 0) return { trouble: 'Choose who heard it.' };
    const freeToSpeak = pressed !== 'not-free';
    const reply = await readOut(this.commands, incident.id, { version: incident.cardVersion, to, freeToSpeak });
    const names = officers.filter(({ reader }) => to.includes(reader)).map(({ name }) => name);
    const words = freeToSpeak ? 'Read out to' : 'Not read out, not free to speak:';
    return told(reply, () => `${words} ${names.join(', ')} (${incident.reference}).`);
  }
}
