import { css, html, LitElement } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { IncidentSummary, ShiftState, User } from '../../server/contract/index.js';
import { readShift } from '../data/closing.js';
import type { Commands } from '../data/commands.js';
import { letIn } from '../data/oversight.js';
import { base, controls } from '../ui/base.js';
import { lineForm } from '../ui/line-form.js';
import { ROLE_TITLE } from '../ui/words.js';

/**
 * `out-restriction`: says that an incident is kept from almost everybody, because one of the force's own may be in it; an
 * inspector lets in who must know, such as the dispatcher who sends officers.
 */
@customElement('out-restriction')
export class OutRestriction extends LitElement {
  static override styles = [
    base,
    controls,
    lineForm,
    css`
      section {
        padding: var(--gap-s) var(--gap-m);
      }
      strong {
        color: var(--warn);
      }
      form {
        margin-top: var(--gap-xs);
      }
    `,
  ];

  @property({ attribute: false }) incident!: IncidentSummary;
  @property({ attribute: false }) user!: User;
  @property({ attribute: false }) commands!: Commands;
  @property({ attribute: false }) nameOf: (id: string) => string = (id) => id;
  @state() private colleagues: ShiftState['colleagues'] = [];
  @state() private trouble = '';

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.#mayLetIn) void this.#readColleagues();
  }

  get #mayLetIn(): boolean {
    return this.user.roles.includes('inspector');
  }

  override render() {
    const known = this.incident.restricted?.letIn ?? [];
    const names = known.map((id) => this.nameOf(id)).join(', ');
    return html`
      <section class="panel" aria-label="Restricted">
        <p>
          <strong>Restricted:</strong> one of ours may be in it. Only those who must know see it; do not speak of it to
          others. ${known.length > 0 ? html`Let in: ${names}.` : ''}
        </p>
        ${
          this.#mayLetIn
            ? html`<form @submit=${this.#submit}>
                <label>
                  Who must know too
                  <select name="who" required>
                    <option value="">Choose a person</option>
                    ${this.colleagues.map(
                      ({ id, name, roles, here }) =>
                        html`<option value=${id}>
                          ${name}, ${roles.map((role) => ROLE_TITLE[role]).join(', ')}${here ? ', here now' : ''}
                        </option>`,
                    )}
                  </select>
                </label>
                <label>Why <input name="reason" required maxlength="300" autocomplete="off" /></label>
                <button>Let in</button>
              </form>`
            : ''
        }
        <p class="trouble" role="alert" ?hidden=${this.trouble === ''}>${this.trouble}</p>
      </section>
    `;
  }

  readonly #submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const said = new FormData(form);
    const who = said.get('who') as string;
    const reply = await letIn(this.commands, this.incident.id, who, (said.get('reason') as string).trim());
    this.trouble = reply.ok ? '' : reply.detail;
    if (reply.ok) form.reset();
  };

  async #readColleagues(): Promise<void> {
    const reply = await readShift(this.commands);
    if (reply.ok) this.colleagues = reply.value.colleagues;
  }
}
