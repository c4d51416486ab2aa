import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Call } from '../data/call.js';
import type { FieldPath } from '../data/form.js';
import { base, controls } from '../ui/base.js';
import { StoreReader } from '../ui/store-reader.js';
import { GRADE } from '../ui/words.js';
import { choiceField, textArea, textField } from './fields.js';
import './person-fields.js';
import type { OutPersonFields, PersonTyped } from './person-fields.js';

const SOURCES = [
  ['999', '999'],
  ['101', '101'],
  ['in-person', 'In person'],
  ['agency', 'Agency'],
  ['cad', 'CAD'],
] as const;
const CALL_STATES = [
  ['open', 'Open'],
  ['silent', 'Silent'],
  ['silent-55', 'Silent, 55 pressed'],
  ['cut-off', 'Cut off'],
  ['ended', 'Ended'],
] as const;
const CALLERS = [
  ['', ''],
  ['victim', 'Victim'],
  ['suspect', 'Suspect'],
  ['witness', 'Witness'],
  ['third-party', 'Third party'],
  ['professional', 'Professional'],
] as const;
const GRADES = [['', 'Not graded'], ...Object.entries(GRADE)] as const;

/** `out-call-form`: what the caller says, typed as it comes. Every field can be left out; the order is that of a call. */
@customElement('out-call-form')
export class OutCallForm extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      form {
        display: grid;
        gap: var(--gap-s);
      }
      .row {
        display: grid;
        gap: var(--gap-xs) var(--gap-s);
      }
      .call {
        grid-template:
          'source call-state call-callerIs caller-phone' auto
          'caller-name caller-name call-firstWords call-firstWords' auto / 5.6rem minmax(0, 1fr) minmax(0, 1fr) minmax(
            0,
            1.3fr
          );
      }
      .place {
        grid-template:
          'location-text location-text location-text location-text location-text' auto
          'location-flat location-building location-street location-town location-postcode' auto / 4.2rem 6.5rem minmax(
            0,
            1fr
          )
          minmax(0, 1fr) 6rem;
      }
      .people {
        display: grid;
        gap: var(--gap-s);
      }
      .danger {
        grid-template:
          'weapons injuries' auto
          'drinkOrDrugs suspectWhereabouts' auto / minmax(0, 1fr) minmax(0, 1fr);
      }
      .rating {
        grid-template: 'category language grade' auto / minmax(0, 1fr) 8rem 10rem;
      }
      .add {
        justify-self: start;
      }
      @media (max-width: 600px) {
        .call {
          grid-template:
            'source call-state' auto
            'caller-phone call-callerIs' auto
            'caller-name call-firstWords' auto / minmax(0, 1fr) minmax(0, 1fr);
        }
        .place {
          grid-template:
            'location-text location-text' auto
            'location-flat location-building' auto
            'location-street location-town' auto
            'location-postcode .' auto / minmax(0, 1fr) minmax(0, 1fr);
        }
        .rating {
          grid-template:
            'category category' auto
            'language grade' auto / minmax(0, 1fr) minmax(0, 1fr);
        }
      }
    `,
  ];

  @property({ attribute: false }) call!: Call;
  readonly reader = new StoreReader(this, () => [this.call.state]);

  override render() {
    const { form, filing } = this.call.state.value;
    const isFiled = filing.kind !== 'new';
    return html`
      <form autocomplete="off" aria-label="Call" @submit=${(event: Event) => event.preventDefault()}>
        <div class="row call">
          ${choiceField({ ...this.#field('source', 'Source'), options: SOURCES, fixed: isFiled })}
          ${choiceField({ ...this.#field('call.state', 'Call state'), options: CALL_STATES })}
          ${choiceField({ ...this.#field('call.callerIs', 'Caller is'), options: CALLERS })}
          ${textField({ ...this.#field('caller.phone', 'Caller phone'), inputMode: 'tel', max: 40 })}
          ${textField(this.#field('caller.name', 'Caller name'))}
          ${textField({ ...this.#field('call.firstWords', 'First words'), max: 500 })}
        </div>
        <div class="row place">
          ${textField({
            ...this.#field('location.text', 'Address'),
            placeholder: 'as the caller says it, or in parts',
            max: 400,
          })}
          ${textField({ ...this.#field('location.flat', 'Flat'), max: 80 })}
          ${textField({ ...this.#field('location.building', 'Building'), max: 120 })}
          ${textField({ ...this.#field('location.street', 'Street'), max: 120 })}
          ${textField({ ...this.#field('location.town', 'Town'), max: 80 })}
          ${textField({ ...this.#field('location.postcode', 'Postcode'), max: 12 })}
        </div>
        <div class="people" role="group" aria-label="People">
          ${repeat(
            form.people,
            ({ key }) => key,
            (person, index) => html`
              <out-person-fields
                .person=${person}
                .number=${index + 1}
                @typed=${({ detail }: CustomEvent<PersonTyped>) =>
                  this.call.setPersonField(person.key, detail.field, detail.value)}
                @removed=${() => this.#removePerson(person.key)}
              ></out-person-fields>
            `,
          )}
          <button class="add" type="button" @click=${this.addPerson}>
            <wa-icon name="plus-lg"></wa-icon> Add a person <kbd>Alt+P</kbd>
          </button>
        </div>
        ${textArea({ ...this.#field('narrative', 'Narrative'), rows: 5 })}
        <div class="row danger">
          ${textField({ ...this.#field('weapons', 'Weapons'), max: 500 })}
          ${textField({ ...this.#field('injuries', 'Injuries'), max: 500 })}
          ${textField({ ...this.#field('drinkOrDrugs', 'Drink or drugs'), max: 500 })}
          ${textField({ ...this.#field('suspectWhereabouts', 'Where the suspect is'), max: 500 })}
        </div>
        <div class="row rating">
          ${textField({ ...this.#field('category', 'Category'), max: 80 })}
          ${textField({ ...this.#field('language', 'Language'), max: 80 })}
          ${choiceField({ ...this.#field('grade', 'Grade'), options: GRADES })}
        </div>
      </form>
    `;
  }

  /** Puts the focus where a call begins. */
  focusStart(): void {
    this.renderRoot.querySelector<HTMLInputElement>('[name="caller.phone"]')?.focus();
  }

  /** Adds a person, by role who is missing yet, and puts the focus on the name. */
  readonly addPerson = async (): Promise<void> => {
    const known = this.call.state.value.form.people.map(({ role }) => role);
    this.call.addPerson(known.includes('suspect') ? 'other' : 'suspect');
    await this.updateComplete;
    const rows = [...this.renderRoot.querySelectorAll<OutPersonFields>('out-person-fields')];
    const last = rows.at(-1);
    await last?.updateComplete;
    last?.focusName();
  };

  async #removePerson(key: string) {
    this.call.removePerson(key);
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('.add')?.focus();
  }

  #field(path: FieldPath, label: string) {
    const { form, errors } = this.call.state.value;
    return {
      label,
      name: path,
      value: form.fields[path],
      typed: (value: string) => this.call.setField(path, value),
      error: errors.find((error) => error.path === path)?.detail,
    };
  }
}
