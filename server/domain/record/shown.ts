import type { Match } from '../../contract/index.js';

/** What somebody was shown, for the record: which records in which version, and which fields; never what they said. */
export interface Shown {
  /** `REGISTER/RECORD@VERSION`, each once; a version is named by the instant that it was recorded at */
  readonly records: readonly string[];
  /** of the card or the answer, and of its records as `record.FIELD`: those that said anything */
  readonly fields: readonly string[];
}

/** What says nothing about anybody. */
const ABOUT_NOBODY: ReadonlySet<string> = new Set(['id', 'incidentId', 'version', 'issuedAt', 'level', 'review', 'ok']);

/** The fields of an answer that said anything about somebody. */
export const fieldsOf = (answer: object): string[] =>
  Object.entries(answer).flatMap(([field, value]) =>
    value === undefined || value === '' || (Array.isArray(value) && value.length === 0) || ABOUT_NOBODY.has(field)
      ? []
      : [field],
  );

/** What was found of each card before: the same for everybody with the same view of it. */
const known = new WeakMap<object, Shown>();

/** What a card, or an answer to a draft, shows to whoever gets it. */
export function shownOf(card: { readonly matches: readonly Match[] }): Shown {
  const shown = known.get(card) ?? lookThrough(card);
  known.set(card, shown);
  return shown;
}

function lookThrough(card: { readonly matches: readonly Match[] }): Shown {
  const records = card.matches.map(({ register, recordId, record }) => `${register}/${recordId}@${record.recordedAt}`);
  const ofRecords = card.matches.flatMap(({ record }) => fieldsOf(record).map((field) => `record.${field}`));
  return { records: [...new Set(records)], fields: [...new Set([...fieldsOf(card), ...ofRecords])] };
}
