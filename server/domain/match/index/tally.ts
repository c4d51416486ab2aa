import { dayOf, monthOf, yearOf } from '../normalise/date.js';
import { outwardOf } from '../normalise/postcode.js';
import { Counter } from './counter.js';
import { NONE, type AddressRow, type RecordRow } from './rows.js';

export interface TallyParts {
  readonly totals: readonly number[];
  readonly surnames: Int32Array;
  readonly givenNames: Int32Array;
  readonly years: Int32Array;
  readonly streets: Int32Array;
  readonly premises: Int32Array;
  readonly places: Int32Array;
  readonly numbers: Int32Array;
  /** a district and its count, one after the other */
  readonly districts: Uint32Array;
}

/** How often everything occurs in one register: what term frequencies are made of. Additions and withdrawals keep it exact. */
export class Tally {
  people: number;
  addresses: number;
  /** people with at least a year of birth, with a full date, and of those the ones born on a 1 January */
  dated: number;
  fullyDated: number;
  bornFirstOfJanuary: number;
  readonly surnames: Counter;
  readonly givenNames: Counter;
  readonly years: Counter;
  readonly streets: Counter;
  readonly premises: Counter;
  readonly places: Counter;
  readonly numbers: Counter;
  readonly districts = new Map<number, number>();

  constructor(parts?: TallyParts) {
    const [people = 0, addresses = 0, dated = 0, fullyDated = 0, bornFirstOfJanuary = 0] = parts?.totals ?? [];
    this.people = people;
    this.addresses = addresses;
    this.dated = dated;
    this.fullyDated = fullyDated;
    this.bornFirstOfJanuary = bornFirstOfJanuary;
    this.surnames = new Counter(parts?.surnames);
    this.givenNames = new Counter(parts?.givenNames);
    this.years = new Counter(parts?.years);
    this.streets = new Counter(parts?.streets);
    this.premises = new Counter(parts?.premises);
    this.places = new Counter(parts?.places);
    this.numbers = new Counter(parts?.numbers);
    const districts = parts?.districts ?? new Uint32Array(0);
    for (let at = 0; at < districts.length; at += 2) this.districts.set(districts[at] ?? 0, districts[at + 1] ?? 0);
  }

  get bytes(): number {
    const { surnames, givenNames, years, streets, premises, places, numbers } = this;
    return [surnames, givenNames, years, streets, premises, places, numbers].reduce((sum, one) => sum + one.bytes, 0);
  }

  /** The counts as they are now. */
  parts(): TallyParts {
    const { people, addresses, dated, fullyDated, bornFirstOfJanuary } = this;
    return {
      totals: [people, addresses, dated, fullyDated, bornFirstOfJanuary],
      surnames: this.surnames.parts(),
      givenNames: this.givenNames.parts(),
      years: this.years.parts(),
      streets: this.streets.parts(),
      premises: this.premises.parts(),
      places: this.places.parts(),
      numbers: this.numbers.parts(),
      districts: Uint32Array.from([...this.districts].flat()),
    };
  }

  /** @param change 1 for a record that joins, -1 for one that leaves */
  count(row: RecordRow, change: 1 | -1): void {
    for (const person of row.people) {
      this.people += change;
      this.countBirth(person.birth, change);
      for (const name of person.names) {
        for (const id of name.given) this.givenNames.add(id, change);
        if (name.surname !== NONE) this.surnames.add(name.surname, change);
        for (const id of name.parts) this.surnames.add(id, change);
      }
    }
    for (const address of row.addresses) this.countAddress(address, change);
  }

  private countBirth(birth: number, change: 1 | -1): void {
    if (birth === 0) return;
    this.dated += change;
    this.years.add(yearOf(birth), change);
    if (dayOf(birth) === 0) return;
    this.fullyDated += change;
    if (dayOf(birth) === 1 && monthOf(birth) === 1) this.bornFirstOfJanuary += change;
  }

  private countAddress(address: AddressRow, change: 1 | -1): void {
    this.addresses += change;
    if (address.street !== NONE) this.streets.add(address.street, change);
    if (address.name !== NONE) this.premises.add(address.name, change);
    if (address.house !== NONE) this.numbers.add(address.house, change);
    if (address.flat !== NONE) this.numbers.add(address.flat, change);
    for (const place of address.places) this.places.add(place, change);
    if (address.postcode === 0) return;
    const district = outwardOf(address.postcode);
    const count = (this.districts.get(district) ?? 0) + change;
    if (count === 0) this.districts.delete(district);
    else this.districts.set(district, count);
  }
}
