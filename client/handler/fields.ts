import { html, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';

/** One labelled field: what it is called, what is in it, and what to do as it is typed. */
export interface Field {
  readonly label: string;
  readonly value: string;
  readonly typed: (value: string) => void;
  /** why the server did not take it, or what is wrong with it as typed */
  readonly error?: string | undefined;
  readonly name: string;
  readonly placeholder?: string;
  readonly inputMode?: 'text' | 'tel' | 'numeric';
  readonly max?: number;
  /** it can no longer be changed */
  readonly fixed?: boolean;
}

const valueOf = (event: Event) => (event.target as HTMLInputElement).value;

/** Where it stands in the form. As a property: the content policy lets no page set a style in its markup. */
const placeOf = ({ name }: Pick<Field, 'name'>): string => `grid-area: ${name.replaceAll('.', '-')}`;

const complaint = (error: string | undefined, id: string) =>
  error === undefined ? '' : html`<span class="hint" id=${id}>${error}</span>`;

/** One line of text. Nothing is filled in by the browser: what it remembers belongs to another caller. */
export function textField(field: Field): TemplateResult {
  const problem = `${field.name}-problem`;
  return html`
    <label .style=${placeOf(field)}>
      ${field.label}
      <input
        name=${field.name}
        .value=${live(field.value)}
        @input=${(event: Event) => field.typed(valueOf(event))}
        placeholder=${field.placeholder ?? ''}
        inputmode=${field.inputMode ?? 'text'}
        maxlength=${field.max ?? 200}
        autocomplete="off"
        spellcheck="false"
        aria-invalid=${field.error === undefined ? 'false' : 'true'}
        aria-describedby=${field.error === undefined ? '' : problem}
      />
      ${complaint(field.error, problem)}
    </label>
  `;
}

/** Text of several lines. */
export function textArea(field: Field & { readonly rows: number }): TemplateResult {
  return html`
    <label>
      ${field.label}
      <textarea
        name=${field.name}
        rows=${field.rows}
        .value=${live(field.value)}
        @input=${(event: Event) => field.typed(valueOf(event))}
        maxlength=${field.max ?? 20_000}
        aria-invalid=${field.error === undefined ? 'false' : 'true'}
      ></textarea>
      ${complaint(field.error, `${field.name}-problem`)}
    </label>
  `;
}

/** One of a few words. */
export function choiceField(
  field: Field & { readonly options: readonly (readonly [string, string])[] },
): TemplateResult {
  return html`
    <label .style=${placeOf(field)}>
      ${field.label}
      <select
        name=${field.name}
        ?disabled=${field.fixed ?? false}
        .value=${live(field.value)}
        @change=${(event: Event) => field.typed(valueOf(event))}
      >
        ${field.options.map(
          ([value, word]) => html`<option value=${value} ?selected=${value === field.value}>${word}</option>`,
        )}
      </select>
      ${complaint(field.error, `${field.name}-problem`)}
    </label>
  `;
}
