import type { Card, PartyRole, Sex } from '../../server/contract/index.js';
import type { CallForm, TypedPerson } from '../data/form.js';
import { peopleOf, type KnownPerson } from '../ui/words.js';

/** Everybody who may be meant: the rows of the form by their number, then people whom only the card knows. */
export function peopleOnScreen(people: CallForm['people'], card: Card | undefined): KnownPerson[] {
  const typed = people.map(asKnown);
  const known = new Set(typed.map(({ id }) => id));
  const others = card === undefined ? [] : peopleOf(card).filter(({ id }) => !known.has(id));
  return [...typed, ...others];
}

function asKnown(person: TypedPerson, index: number): KnownPerson {
  const sex = person.sex === '' ? {} : { sex: person.sex as Sex };
  return {
    id: person.id ?? person.key,
    role: person.role as PartyRole,
    name: `${person.givenNames} ${person.surname}`.trim(),
    number: index + 1,
    ...sex,
  };
}
