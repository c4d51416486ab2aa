import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { readTypedDate } from '../data/dates.js';
import type { PersonField, TypedPerson } from '../data/form.js';
import { ROLES } from '../data/report.js';
import { base, controls } from '../ui/base.js';
import { day } from '../ui/time.js';
import { ROLE } from '../ui/words.js';
import { choiceField, textField } from './fields.js';

const SEXES = [
  ['', ''],
  ['female', 'Female'],
  ['male', 'Male'],
  ['other', 'Other'],
  ['unknown', 'Unknown'],
] as const;

/** What was typed into one field of a person. */
export interface PersonTyped {
  readonly field: PersonField;
  readonly value: string;
}

/**
 * `out-person-fields`: one person of the call, as a group of fields named "Person 1" and so on.
 *
 * Fires `typed` with a `PersonTyped` at each change, and `removed`.
 */
@customElement('out-person-fields')
export class OutPersonFields extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      fieldset {
        display: grid;
        grid-template:
          'role givenNames surname dateOfBirth' auto
          'sex phone alsoKnownAs approximateAge' auto
          'description description description remove' auto / 5.6rem minmax(0, 1fr) minmax(0, 1fr) 7.6rem;
        gap: var(--gap-xs) var(--gap-s);
        margin: 0;
        padding: var(--gap-xxs) var(--gap-s) var(--gap-s);
        border: 1px solid var(--line);
        border-radius: var(--radius);
        min-width: 0;
      }
      legend {
        padding: 0 var(--gap-xs);
        font-weight: 650;
        font-size: var(--text-s);
      }
      .remove {
        grid-area: remove;
        align-self: end;
        min-height: var(--control);
      }
      @media (max-width: 600px) {
        fieldset {
          grid-template:
            'role dateOfBirth' auto
            'givenNames surname' auto
            'phone approximateAge' auto
            'alsoKnownAs sex' auto
            'description remove' auto / minmax(0, 1fr) minmax(0, 1fr);
        }
      }
    `,
  ];

  @property({ attribute: false }) person!: TypedPerson;
  /** where the person stands in the list, from 1 */
  @property({ type: Number }) number = 1;

  override render() {
    return html`
      <fieldset>
        <legend>Person ${this.number}</legend>
        ${choiceField({ ...this.#field('role', 'Role'), options: ROLES.map((role) => [role, ROLE[role]] as const) })}
        ${textField(this.#field('givenNames', 'Given names'))} ${textField(this.#field('surname', 'Surname'))}
        ${textField({
          ...this.#field('dateOfBirth', 'Date of birth'),
          placeholder: 'dd/mm/yyyy',
          error: this.#dateProblem(),
        })}
        ${textField({ ...this.#field('approximateAge', 'Approximate age'), inputMode: 'numeric', max: 3 })}
        ${textField({ ...this.#field('phone', 'Phone'), inputMode: 'tel', max: 40 })}
        ${textField({ ...this.#field('alsoKnownAs', 'Also known as'), placeholder: 'commas between' })}
        ${choiceField({ ...this.#field('sex', 'Sex'), options: SEXES })}
        ${textField({ ...this.#field('description', 'Description'), max: 1000 })}
        <button class="remove" type="button" aria-label="Remove person ${this.number}" @click=${this.#remove}>
          Remove
        </button>
      </fieldset>
    `;
  }

  /** Puts the focus on the given names: role comes filled in. */
  focusName(): void {
    this.renderRoot.querySelector<HTMLInputElement>('[name=givenNames]')?.focus();
  }

  #field(field: PersonField, label: string) {
    const typed = (value: string) =>
      this.dispatchEvent(new CustomEvent<PersonTyped>('typed', { detail: { field, value } }));
    return { label, name: field, value: this.person[field], typed };
  }

  /** A date that is not finished is not complained about while it can still become one. */
  #dateProblem(): string | undefined {
    const { dateOfBirth } = this.person;
    const thisYear = Number(day(Date.now()).slice(-4));
    const read = readTypedDate(dateOfBirth, thisYear);
    return read.kind === 'unfinished' && dateOfBirth.length >= 8 ? 'not a date yet' : undefined;
  }

  readonly #remove = () => {
    this.dispatchEvent(new CustomEvent('removed'));
  };
}
