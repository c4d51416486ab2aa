import type { Evidence, RecordedPerson } from '../../../contract/index.js';
import { countOf } from '../../count.js';
import { NameLevel } from '../dictionary/name-term.js';
import type { Lexicon } from '../index/lexicon.js';
import { NONE } from '../index/rows.js';
import { parseDate, sayDate } from '../normalise/date.js';
import { isSameDwelling, isSameLocus, type AddressComparison } from './address.js';
import type { BirthLevel, QueryBirth } from './birth.js';
import type { NameComparison } from './names.js';
import type { PersonComparison, Scales } from './person.js';

type Agreement = Evidence['agreement'];

const COUNT = new Intl.NumberFormat('en-GB');

/**
 * Where every comparison with a person begins. Of few people as many are assumed as `smallestPopulation` says: who is not
 * recorded may call, too.
 */
export function oneOfAll({ population: { people }, weights: { prior } }: Scales): string {
  const among =
    people < prior.smallestPopulation
      ? `at least ${COUNT.format(prior.smallestPopulation)} people who may call`
      : `${COUNT.format(people)} recorded people`;
  return `before anything is compared: one of ${among}`;
}

/** What our side said, in its own words. */
export interface Ours {
  readonly birth: QueryBirth;
  readonly sex: string | undefined;
}

/**
 * The comparison as lines that a call handler could repeat. A recorded address or number is never among them (R14): the
 * line says that it agrees or differs, and shows what was asked about only.
 */
export function personEvidence(
  found: PersonComparison,
  ours: Ours,
  theirs: RecordedPerson | undefined,
  scales: Scales,
): Evidence[] {
  const { bits } = found;
  const { lexicon } = scales;
  const lines: Evidence[] = [priorLine(bits.prior, oneOfAll(scales))];
  if (found.name !== undefined) lines.push(...nameLines(found.name, found, lexicon));
  lines.push(birthLine(found, ours.birth, theirs));
  if (found.sex !== 'missing') {
    lines.push({
      field: 'sex',
      agreement: found.sex,
      weight: bits.sex,
      ...(ours.sex === undefined ? {} : { ours: ours.sex }),
      ...(theirs?.sex === undefined ? {} : { theirs: theirs.sex }),
      sentence: found.sex === 'agrees' ? 'sex agrees' : 'sex differs',
    });
  }
  if (found.phone !== 'missing') {
    const sentence = found.phone === 'agrees' ? 'telephone number agrees' : 'telephone number differs';
    lines.push({ field: 'phone', agreement: found.phone, weight: bits.phone, sentence });
  }
  if (found.address !== undefined) {
    const { agreement, sentence } = sayAddress(found.address);
    lines.push({ field: 'address', agreement, weight: bits.address, sentence });
  }
  return lines;
}

/** That others fit as well: it takes nothing from the sum, and says why the sum decides nothing. */
export const equalsLine = (equals: number): readonly Evidence[] =>
  equals < 2
    ? []
    : [
        {
          field: 'others',
          agreement: 'missing',
          weight: 0,
          sentence: `${countOf(equals)} recorded people fit equally: this may be any of them`,
        },
      ];

/** The line that the sum starts from. */
export function priorLine(weight: number, sentence: string): Evidence {
  return { field: 'prior', agreement: 'missing', weight, sentence };
}

function nameLines(name: NameComparison, { bits }: PersonComparison, lexicon: Lexicon): Evidence[] {
  const swap = name.swapped ? 'given name and surname exchanged; ' : '';
  const line = (
    field: 'surname' | 'givenNames',
    label: string,
    level: NameLevel,
    ours: string,
    id: number,
    more: string,
  ): Evidence => {
    const theirs = id === NONE ? '' : lexicon.names.word(id);
    return {
      field,
      agreement: agreementOf(level),
      weight: bits[field],
      ...(ours === '' ? {} : { ours: capital(ours) }),
      ...(theirs === '' ? {} : { theirs: capital(theirs) }),
      sentence: swap + sayName(label, level, capital(ours), capital(theirs)) + more,
    };
  };
  const middle =
    name.middle === 'none' ? '' : name.middle === 'agrees' ? '; middle name agrees' : '; middle name differs';
  return [
    line('surname', 'surname', name.surname, name.ourSurname, name.theirSurname, ''),
    line('givenNames', 'given name', name.given, name.ourGiven, name.theirGiven, middle),
  ];
}

function agreementOf(level: NameLevel): Agreement {
  if (level === NameLevel.exact) return 'agrees';
  if (level === NameLevel.missing) return 'missing';
  return level === NameLevel.differs ? 'differs' : 'similar';
}

function sayName(label: string, level: NameLevel, ours: string, theirs: string): string {
  const both = `${ours}, ${theirs}`;
  switch (level) {
    case NameLevel.exact:
      return `${label} agrees: ${ours}`;
    case NameLevel.spelling:
      return `${label} is another spelling: ${both}`;
    case NameLevel.nickname:
      return `${label} is a short form: ${both}`;
    case NameLevel.near:
      return `${label} is a letter or two off: ${both}`;
    case NameLevel.soundsAlike:
      return `${label} sounds alike: ${both}`;
    case NameLevel.closeName:
      return `${label} is close, but another name: ${both}`;
    case NameLevel.initial:
      return `${label} begins alike: ${both}`;
    case NameLevel.part:
      return `${label} agrees in part: ${both}`;
    case NameLevel.resembles:
      return `${label} resembles: ${both}`;
    case NameLevel.differs:
      return `${label} differs: ${both}`;
    case NameLevel.missing:
      return `${label} not known on one side`;
  }
}

const capital = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1);

const BIRTH_SENTENCES: Readonly<Record<BirthLevel, readonly [Agreement, string]>> = {
  missing: ['missing', 'date of birth or age not known on one side'],
  exact: ['agrees', 'date of birth agrees'],
  partial: ['agrees', 'date of birth agrees as far as it is known'],
  miswritten: ['similar', 'year of birth agrees; the date that was said is in no calendar'],
  dayAndMonthSwapped: ['similar', 'date of birth: day and month swapped'],
  slip: ['similar', 'date of birth: one digit off'],
  twoParts: ['similar', 'date of birth: two of day, month and year agree'],
  firstOfJanuary: ['similar', 'year of birth agrees; 1 January may stand for a day that is not known'],
  sameYear: ['similar', 'year of birth agrees, the day does not'],
  nearYear: ['differs', 'year of birth is one or two off'],
  differs: ['differs', 'date of birth differs'],
  ageFits: ['agrees', 'age fits the date of birth'],
  ageOneOff: ['similar', 'age is one year off'],
  ageTwoOff: ['similar', 'age is two years off'],
  ageFiveOff: ['differs', 'age is three to five years off'],
  ageDiffers: ['differs', 'age does not fit the date of birth'],
};

function birthLine(found: PersonComparison, ours: QueryBirth, person: RecordedPerson | undefined): Evidence {
  const [agreement, sentence] = BIRTH_SENTENCES[found.birth.level];
  const said = ours.date !== 0 ? sayDate(ours.date) : ours.age === undefined ? undefined : `about ${ours.age}`;
  const recorded = parseDate(person?.dateOfBirth);
  const theirs = recorded === 0 ? undefined : sayDate(recorded);
  const detail = said === undefined || theirs === undefined || said === theirs ? '' : `: ${said}, ${theirs}`;
  return {
    field: 'dateOfBirth',
    agreement,
    weight: found.bits.birth,
    ...(said === undefined ? {} : { ours: said }),
    ...(theirs === undefined ? {} : { theirs }),
    sentence:
      (sentence.includes(':') ? sentence : sentence + detail) + (found.birth.level === 'exact' ? `: ${theirs}` : ''),
  };
}

/** An address in words, without saying anything of the recorded one that was not asked about. */
export function sayAddress(found: AddressComparison): { readonly agreement: Agreement; readonly sentence: string } {
  if (isSameDwelling(found)) {
    if (found.flat === 'oneSide')
      return { agreement: 'similar', sentence: 'building agrees; a flat is named on one side only' };
    if (found.street === 'otherKind' && !found.uprn)
      return { agreement: 'similar', sentence: 'address agrees but for the kind of street' };
    const exact = found.uprn || (found.street !== 'near' && found.postcode !== 'near');
    return exact
      ? { agreement: 'agrees', sentence: 'address agrees' }
      : { agreement: 'similar', sentence: 'address agrees but for a slip in the street or postcode' };
  }
  if (isSameLocus(found)) {
    if (found.house === 'exact') return { agreement: 'differs', sentence: 'same building, another flat' };
    if (found.house === 'overlaps')
      return { agreement: 'similar', sentence: 'house number lies within the range on record' };
    if (found.house === 'near') return { agreement: 'similar', sentence: 'house name is nearly the same' };
    if (found.house === 'differs') return { agreement: 'differs', sentence: 'same street, another house' };
    return { agreement: 'similar', sentence: 'street or postcode agrees; the house is not known on one side' };
  }
  if (found.street === 'asPlace' && found.house === 'exact') {
    return { agreement: 'similar', sentence: 'house number agrees; what was said for the street is a place on record' };
  }
  if (found.postcode === 'district' || found.place === 'agrees') {
    return { agreement: 'differs', sentence: 'address differs; same town or district' };
  }
  return { agreement: 'differs', sentence: 'address differs' };
}

/** A line of evidence without the recorded side: that it is another spelling, another day; not which. */
export function withoutRecorded({ theirs, letters: _letters, ...line }: Evidence): Evidence {
  if (theirs === undefined || theirs === line.ours) return line;
  return { ...line, sentence: line.sentence.replace(`: ${line.ours ?? ''}, ${theirs}`, '') };
}
