import { NAME_LEVELS } from './dictionary/name-term.js';
import type { BirthLevel } from './compare/birth.js';
import type { PersonComparison } from './compare/person.js';
import type { PersonHit, PersonSearch } from './search/find-person.js';
import type { NameWeights, Weights } from './weights.js';

/** Says of a hit how surely it is the person: 1 or 0 with the truth at hand, its own probability without. */
export type Judge = (hit: PersonHit) => number;

/** The base list counts as much as this many pairs: few observations move it little. */
const BASE_PAIRS = 60;
/** The same for the share of strangers at known addresses: nearly nothing, as no two populations share it. */
const BASE_SEARCHES = 2;
/** Shares outside these are not believed, however many observations there are. */
const [LEAST, MOST] = [0.0005, 0.9995];

/**
 * Learns a weight list from searches: how often true pairs reach each level, how many of those asked about are known, how
 * many of the others live with somebody who is. With a judge that knows the truth it counts labelled pairs; with one that
 * believes the probabilities it makes one step of expectation–maximisation (Winkler 1988), to be repeated.
 */
export class Learner {
  private readonly surname = new Shares();
  private readonly given = new Shares();
  private readonly middle = new Shares();
  private readonly swapped = new Shares();
  private readonly date = new Shares();
  private readonly age = new Shares();
  private readonly sex = new Shares();
  private readonly phone = new Shares();
  private readonly same = new Shares();
  private readonly postcode = new Shares();
  private readonly street = new Shares();
  private readonly place = new Shares();
  private readonly house = new Shares();
  private readonly flat = new Shares();
  private readonly known = new Shares();
  private readonly housemate = new Shares();

  constructor(
    private readonly base: Weights,
    private readonly judge: Judge = ({ probability }) => probability,
  ) {}

  /** Takes one search into account. */
  observe(search: PersonSearch): void {
    const best = new Map<number, PersonHit>();
    for (const hit of search.hits) if (!best.has(hit.identity)) best.set(hit.identity, hit);
    let known = 0;
    for (const hit of best.values()) {
      const share = this.judge(hit);
      known += share;
      if (share > 0.001) this.count(hit.found, share);
    }
    const unknown = Math.max(0, 1 - known);
    this.known.add('yes', Math.min(1, known));
    this.known.add('no', unknown);
    this.housemate.add('yes', Math.min(unknown, search.housemate));
    this.housemate.add('no', Math.max(0, unknown - search.housemate));
  }

  private count(found: PersonComparison, share: number): void {
    const { name, birth, address } = found;
    if (name !== undefined) {
      this.surname.add(NAME_LEVELS[name.surname], share);
      this.given.add(NAME_LEVELS[name.given], share);
      if (name.middle !== 'none') this.middle.add(name.middle, share);
      this.swapped.add(name.swapped ? 'yes' : 'no', share);
    }
    if (birth.level.startsWith('age')) this.age.add(AGE_NAMES[birth.level], share);
    else if (!UNCOUNTED.has(birth.level)) this.date.add(birth.level, share);
    if (found.sex !== 'missing') this.sex.add(found.sex, share);
    if (found.phone !== 'missing') this.phone.add(found.phone, share);
    if (address === undefined) return;
    const at = this.base.address.same.own;
    const odds = (at / (1 - at)) * 2 ** Math.min(60, address.sameBits);
    const same = (share * odds) / (1 + odds);
    this.same.add('yes', same);
    this.same.add('no', share - same);
    if (address.postcode !== 'missing') this.postcode.add(address.postcode, same);
    if (address.street !== 'missing') this.street.add(address.street === 'otherKind' ? 'near' : address.street, same);
    if (address.place !== 'missing') this.place.add(address.place, same);
    if (address.house !== 'missing') this.house.add(address.house === 'overlaps' ? 'near' : address.house, same);
    if (address.flat !== 'none') this.flat.add(address.flat, same);
  }

  /** The list that the observations make of the base; `version` names it. How sure it is has still to be calibrated. */
  weights(version: string): Weights {
    const { base } = this;
    const known = this.known.share('yes', 0.5);
    return {
      ...base,
      version,
      calibration: [],
      prior: {
        ...base.prior,
        knownOdds: known / (1 - known),
        atKnownAddress: this.housemate.share('yes', base.prior.atKnownAddress, BASE_SEARCHES),
      },
      surname: this.surname.all(base.surname),
      givenNames: this.given.all(base.givenNames),
      middleName: {
        ...base.middleName,
        ...this.middle.all({ agrees: base.middleName.agrees, differs: base.middleName.differs }),
      },
      swappedNames: this.swapped.share('yes', base.swappedNames),
      dateOfBirth: { ...this.date.all(base.dateOfBirth), partial: base.dateOfBirth.partial },
      age: this.age.all(base.age),
      sex: this.sex.all(base.sex),
      phone: this.phone.all(base.phone),
      address: {
        same: { ...base.address.same, own: Math.min(0.98, this.same.share('yes', base.address.same.own)) },
        postcode: this.postcode.all(base.address.postcode),
        street: this.street.all(base.address.street),
        place: this.place.all(base.address.place),
        house: this.house.all(base.address.house),
        flat: this.flat.all(base.address.flat),
        unsaidFlat: base.address.unsaidFlat,
        itself: base.address.itself,
      },
    };
  }
}

/** Levels that say what is known of a date, not how people get it wrong. */
const UNCOUNTED: ReadonlySet<BirthLevel> = new Set(['missing', 'partial', 'miswritten']);

const AGE_NAMES: Readonly<Partial<Record<BirthLevel, keyof Weights['age']>>> = {
  ageFits: 'fits',
  ageOneOff: 'oneOff',
  ageTwoOff: 'twoOff',
  ageFiveOff: 'fiveOff',
  ageDiffers: 'differs',
};

/** Counts by level, as shares of all, smoothed towards the base. */
class Shares {
  private readonly counts = new Map<string, number>();
  private total = 0;

  add(level: string | undefined, share: number): void {
    if (level === undefined) return;
    this.counts.set(level, (this.counts.get(level) ?? 0) + share);
    this.total += share;
  }

  share(level: string, base: number, strength = BASE_PAIRS): number {
    const share = ((this.counts.get(level) ?? 0) + strength * base) / (this.total + strength);
    return Math.max(LEAST, Math.min(MOST, share));
  }

  all<T extends NameWeights | Readonly<Record<string, number>>>(base: T): T {
    return Object.fromEntries(
      Object.entries(base).map(([level, share]) => [level, this.share(level, share as number)]),
    ) as T;
  }
}
