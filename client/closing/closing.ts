import { css, html, LitElement, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { IncidentSummary, LogLine, User } from '../../server/contract/index.js';
import { resourcing } from '../data/attendance.js';
import { actionsOn, readLog, type ClosingAction } from '../data/closing.js';
import type { Commands } from '../data/commands.js';
import { base } from '../ui/base.js';
import { Ticker } from '../ui/ticker.js';
import { ago, clock, moment, span } from '../ui/time.js';
import './closing-dialog.js';
import type { OutClosingDialog } from './closing-dialog.js';
import { ACTIONS, LATE, OWNER, STAGE } from './words.js';

/** Kinds of lines that say what people did; the machine's own are left out here, and are in the log. */
const BY_PEOPLE =
  /^(noted|suspect-recorded|signed-off|closed|reopened|reviewed|handover-\w+|overdue|dispatched|arrived|departed|stood-down)$/;

/**
 * `out-closing`: who is responsible for an incident, what people wrote about it, and how far it is from being closed: what is
 * missing, who has signed, the suspect. Letters act as on the board (`keys`).
 *
 * Fires `done` with a sentence as detail.
 */
@customElement('out-closing')
export class OutClosing extends LitElement {
  static override styles = [
    base,
    css`
      .body {
        display: grid;
        gap: var(--gap-s);
      }
      .actions {
        display: flex;
        flex-wrap: wrap;
        gap: var(--gap-s);
      }
      ol {
        display: grid;
        gap: var(--gap-xxs);
        /* Four lines, the last of them whole. */
        max-height: calc(4 * (1.4em + var(--gap-xxs)));
        overflow: auto;
      }
      .late,
      .suspect {
        color: var(--warn);
        font-weight: 650;
      }
      .missing {
        padding-left: var(--gap-l);
        list-style: square;
      }
      summary {
        min-height: var(--button);
        cursor: pointer;
      }
      .big button,
      .big summary {
        min-height: var(--thumb);
      }
    `,
  ];

  @property({ attribute: false }) incident!: IncidentSummary;
  @property({ attribute: false }) user!: User;
  @property({ attribute: false }) commands!: Commands;
  /** the name of a person, by user id */
  @property({ attribute: false }) nameOf: (id: string) => string = (id) => id;
  /** the version of the card that the reader has before them */
  @property({ attribute: false }) cardVersion: number | undefined;
  /** for thumbs, not for keys */
  @property({ type: Boolean }) phone = false;
  @state() private lines: readonly LogLine[] = [];
  @query('out-closing-dialog') private readonly dialog!: OutClosingDialog;
  #readFor = '';
  readonly ticker = new Ticker(this);

  protected override willUpdate(_changed: PropertyValues<this>): void {
    const { id, closing, attendance } = this.incident;
    const wanted = JSON.stringify([
      id,
      closing.updates,
      closing.signOffs.length,
      closing.suspect,
      attendance,
      closing.offers,
    ]);
    if (wanted === this.#readFor) return;
    this.#readFor = wanted;
    void this.#read(id);
  }

  override render() {
    const { incident, phone } = this;
    const { closing } = incident;
    return html`
      <section class="panel ${phone ? 'big' : ''}" aria-labelledby="closing-title">
        <h2 id="closing-title">
          ${incident.status === 'closed' ? `Closed ${closing.closedAt === undefined ? '' : clock(closing.closedAt)}` : 'Log and closing'}
          <span>Responsible: ${OWNER(incident.owner, this.nameOf)}</span>
        </h2>
        <div class="body">
          ${closing.overdue.map(
            ({ what, since, step }) =>
              html`<p class="late">
                ${LATE[what]}, ${ago(since, Date.now())}${step === 2 ? '; the inspector was told' : ''}
              </p>`,
          )}
          ${closing.offers.map(
            ({ item, toName, at }) =>
              html`<p>Handed to ${toName} (${item}) ${clock(at).slice(0, 5)}, not accepted yet.</p>`,
          )}
          ${this.#suspect()} ${this.#log()} ${incident.status === 'closed' ? '' : this.#missing()}
          <div class="actions">${actionsOn(incident, this.user).map((action) => this.#button(action))}</div>
        </div>
      </section>
      <out-closing-dialog
        .commands=${this.commands}
        @done=${(event: CustomEvent<string>) => this.dispatchEvent(new CustomEvent('done', { detail: event.detail }))}
      ></out-closing-dialog>
    `;
  }

  /** Does what a key asks for, if it is something that can be done here. */
  press(key: string): boolean {
    const action = actionsOn(this.incident, this.user).find((one) => ACTIONS[one].key === key.toUpperCase());
    if (action === undefined) return false;
    this.#ask(action);
    return true;
  }

  #suspect() {
    const { suspect } = this.incident.closing;
    if (suspect === undefined) return '';
    const now = Date.now();
    const left = Date.parse(suspect.attemptDueAt) - now;
    return html`<p class="suspect">
      Suspect at large since ${moment(suspect.since, now)}, for ${this.nameOf(suspect.owner)} to find.
      ${suspect.attempts.length === 0 ? 'No attempt yet' : `${suspect.attempts.length} attempts`}; next one
      ${left >= 0 ? `due in ${span(left)}` : `overdue by ${span(-left)}`}.
    </p>`;
  }

  #log() {
    const lines = this.lines.filter(({ type }) => BY_PEOPLE.test(type)).toReversed();
    if (lines.length === 0) return html`<p class="quiet">Nobody has written anything yet.</p>`;
    return html`<ol aria-label="Log, the latest first" tabindex="0">
      ${lines.map(
        ({ at, by, sentence }) =>
          html`<li>
            <span class="quiet">${clock(at).slice(0, 5)} ${this.#unlessNamed(by, sentence)}</span> ${sentence}
          </li>`,
      )}
    </ol>`;
  }

  /** Who did it, where the sentence does not begin with them. */
  #unlessNamed(by: string, sentence: string): string {
    return sentence.startsWith(by === this.user.id ? this.user.name : this.nameOf(by)) ? '' : this.nameOf(by);
  }

  #missing() {
    const { missing, signOffs } = this.incident.closing;
    const signed = signOffs.map(({ stage, name }) => `${STAGE[stage]} (${name})`).join(', ');
    return html`
      <details ?open=${signOffs.length > 0}>
        <summary>
          ${missing.length === 0 ? 'Ready to close' : `${missing.length} missing before it can be closed`}${signed === '' ? '' : html`; signed: ${signed}`}
        </summary>
        <ul class="missing">
          ${missing.map(({ sentence }) => html`<li>${sentence}</li>`)}
        </ul>
      </details>
    `;
  }

  #button(action: ClosingAction) {
    const { word, key } = ACTIONS[action];
    const isReady = action === 'close-incident' && this.incident.closing.missing.length === 0;
    // As long as somebody is to be sent, on the way or there, this is not what comes next.
    const isTurn = action === 'sign' && resourcing(this.incident.attendance) === 'left';
    if (action === 'close-incident' && this.incident.status === 'closed') return '';
    if (this.incident.status === 'closed' && (action === 'sign' || action === 'suspect')) return '';
    return html`<button class=${isReady || isTurn ? 'primary' : ''} @click=${() => this.#ask(action)}>
      ${word} ${this.phone ? '' : html`<kbd>${key}</kbd>`}
    </button>`;
  }

  #ask(action: ClosingAction): void {
    this.dialog.ask(action, this.incident, this.cardVersion ?? this.incident.cardVersion);
  }

  async #read(id: string): Promise<void> {
    const reply = await readLog(this.commands, id);
    if (reply.ok && id === this.incident.id) this.lines = reply.value;
  }
}
