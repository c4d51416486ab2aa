import { html, nothing, type TemplateResult } from 'lit';
import type { AuditEntry } from '../../server/contract/index.js';
import { thenOf, type Asked, type ThenAsked } from '../data/audit.js';
import { whatInWords } from './record-words.js';

/** What can be asked from an operation on. */
export interface Onward {
  /** the record, on what this operation was about */
  readonly ask: (asked: Asked) => void;
  /** the card that was sent, as it was then */
  readonly cardThen: (asked: ThenAsked) => void;
}

/** All of an operation of the record, and what it leads to. */
export function entryDetail(entry: AuditEntry, { ask, cardThen }: Onward): TemplateResult {
  const { rule, fields = [], records = [], incidentId, by, position } = entry;
  const asks = (asked: Asked, label: string) => html`<button @click=${stopping(() => ask(asked))}>${label}</button>`;
  const card = thenOf(entry);
  return html`
    <dl>
      ${line('What', whatInWords(entry))} ${rule === undefined ? nothing : line('Rule', rule)}
      ${fields.length === 0 ? nothing : line('Fields shown', fields.join(', '))}
      ${
        records.length === 0
          ? nothing
          : line(
              'Records',
              records.map((record) => asks({ record: record.split('@', 1)[0] ?? record }, record)),
            )
      }
      ${line(
        'Ask on',
        html`${incidentId === undefined ? nothing : asks({ incidentId }, 'all of this incident')}
        ${asks({ user: by }, `all of ${by}`)}`,
      )}
      ${
        card === undefined
          ? nothing
          : line(
              'Then',
              html`<button @click=${stopping(() => cardThen(card))}>The card as ${card.readerName} had it</button>`,
            )
      }
      ${line('In the log', `position ${position}`)}
    </dl>
  `;
}

const line = (title: string, says: unknown) => html`
  <dt>${title}</dt>
  <dd>${says}</dd>
`;

/** A touch of what is in a row is none of the row. */
const stopping = (act: () => void) => (event: Event) => {
  event.stopPropagation();
  act();
};
