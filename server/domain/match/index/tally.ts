import { dayOf, monthOf, yearOf } from '../normalise/date.js';
import { outwardOf } from '../normalise/postcode.js';
import { Counter } from './counter.js';
import { NONE, type AddressRow, type RecordRow } from './rows.js';

/** How often everything occurs in one register: what term frequencies are made of. Additions and withdrawals keep it exact. */
export class Tally {
  people = 0;
  addresses = 0;
  /** people with at least a year of birth, with a full date, and of those the ones born on a 1 January */
  dated = 0;
  fullyDated = 0;
  bornFirstOfJanuary = 0;
  readonly surnames = new Counter();
  readonly givenNames = new Counter();
  readonly years = new Counter();
  readonly streets = new Counter();
  readonly premises = new Counter();
  readonly places = new Counter();
  readonly numbers = new Counter();
  readonly districts = new Map<number, number>();

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
