/** People who never lived, in numbers: names, streets and towns as unevenly spread as real ones. */
export interface SyntheticPerson {
  readonly id: string;
  readonly givenNames: string;
  readonly surname: string;
  readonly dateOfBirth: string;
  readonly sex: 'female' | 'male';
  readonly phone: string;
  readonly building: string;
  readonly street: string;
  readonly town: string;
  readonly postcode: string;
}

/** What a caller said, and who it is about; nobody of the register when `truth` is undefined. */
export interface SyntheticQuery {
  readonly said: Partial<Omit<SyntheticPerson, 'id'>> & { readonly age?: number };
  readonly truth: string | undefined;
}

const COMMON_SURNAMES =
  'Smith Jones Williams Taylor Davies Brown Wilson Evans Thomas Johnson Roberts Walker Wright Khan Patel Singh'.split(
    ' ',
  );
const FEMALE =
  'Margaret Mary Susan Patricia Sarah Elizabeth Christine Julie Karen Helen Emma Jennifer Claire Rebecca Laura Amy'.split(
    ' ',
  );
const MALE =
  'John David Michael James Paul Robert Peter Andrew Mark William Richard Stephen Thomas Mohammed Daniel Christopher'.split(
    ' ',
  );
const KINDS = 'Street Road Avenue Close Lane Drive Crescent Gardens'.split(' ');
const COMMON_STREETS = 'High Station Church Main Park Victoria Green Manor'.split(' ');
const BEGINNINGS =
  'Al Bar Bel Cal Car Der Dun El Fen Gar Hal Har Kel Lan Mar Nor Pen Ram Sel Tor Wal Wes Whit Wood'.split(' ');
const MIDDLES = 'a e i o en an er al in or ing ber der ley'.split(' ');
const ENDINGS = 'ton ham ley worth son field by ford man well wick den stone more bury'.split(' ');
const YEAR_OF_THE_CALL = 2026;
/** How fast names get rarer: share of the n-th is proportional to 1 / (n + offset). */
const ZIPF_OFFSET = 8;

/** A place by itself, as a register of addresses holds it. */
export type SyntheticAddress = Pick<SyntheticPerson, 'id' | 'building' | 'street' | 'town' | 'postcode'>;

/** @param seed the same seed gives the same world, whatever is asked for beside its people */
export function syntheticPeople(
  seed: number,
  people: number,
  queries: number,
  addresses = 0,
): {
  readonly people: readonly SyntheticPerson[];
  readonly queries: readonly SyntheticQuery[];
  readonly addresses: readonly SyntheticAddress[];
} {
  const world = new World(seed);
  const all: SyntheticPerson[] = [];
  while (all.length < people) all.push(world.person(all.length, all.at(-1)));
  return {
    people: all,
    queries: Array.from({ length: queries }, () => world.query(all)),
    addresses: Array.from({ length: addresses }, (_, number) => world.address(number)),
  };
}

class World {
  private readonly surnames: readonly string[];
  private readonly rareGiven: readonly string[];
  private readonly streets: readonly string[];
  private readonly towns: readonly string[];

  constructor(private state: number) {
    this.surnames = [...COMMON_SURNAMES, ...this.words(30_000)];
    this.rareGiven = this.words(6_000);
    this.streets = [...COMMON_STREETS, ...this.words(4_000)];
    this.towns = this.words(200);
  }

  /** Every second person lives with the one before, half of those with the same surname. */
  person(number: number, before: SyntheticPerson | undefined): SyntheticPerson {
    const housemate = number % 2 === 1 ? before : undefined;
    const sex = this.chance(0.5) ? 'female' : 'male';
    const street = this.pick(this.streets);
    return {
      id: `person-${number}`,
      givenNames: this.givenName(sex),
      surname: housemate !== undefined && this.chance(0.5) ? housemate.surname : this.pick(this.surnames),
      dateOfBirth: this.date(),
      sex,
      phone: `07${String(100_000_000 + this.below(899_999_999))}`,
      building: housemate?.building ?? String(1 + this.below(150)) + (this.chance(0.05) ? 'A' : ''),
      street: housemate?.street ?? `${street} ${KINDS[this.below(KINDS.length)]}`,
      town: housemate?.town ?? this.pick(this.towns),
      postcode: housemate?.postcode ?? this.postcode(),
    };
  }

  address(number: number): SyntheticAddress {
    const { building, street, town, postcode } = this.person(number * 2, undefined);
    return { id: `address-${number}`, building, street, town, postcode };
  }

  /** Somebody as a caller gives them: a name, and now and then age or date, address, number; with slips. */
  query(people: readonly SyntheticPerson[]): SyntheticQuery {
    const target = people[this.below(people.length)];
    if (target === undefined) throw new Error('A world has people');
    const known = this.chance(0.75);
    const stranger = this.person(0, undefined);
    const { building, street, town, postcode } = known || this.chance(0.5) ? target : stranger;
    const someone = known ? target : { ...stranger, building, street, town, postcode };
    const age = YEAR_OF_THE_CALL - Number(someone.dateOfBirth.slice(0, 4)) + this.below(3) - 1;
    const atHome = this.chance(0.6);
    return {
      said: {
        givenNames: this.slip(someone.givenNames),
        surname: this.slip(someone.surname),
        sex: someone.sex,
        ...(this.chance(0.4) ? { dateOfBirth: someone.dateOfBirth } : { age: Math.max(0, age) }),
        ...(atHome ? { building, street: this.slip(street), town } : {}),
        ...(atHome && this.chance(0.4) ? { postcode } : {}),
        ...(this.chance(0.3) ? { phone: someone.phone } : {}),
      },
      truth: known ? target.id : undefined,
    };
  }

  private givenName(sex: 'female' | 'male'): string {
    return this.chance(0.6) ? this.pick(sex === 'female' ? FEMALE : MALE) : this.pick(this.rareGiven);
  }

  private date(): string {
    const two = (value: number): string => String(value).padStart(2, '0');
    return `${1936 + this.below(78)}-${two(1 + this.below(12))}-${two(1 + this.below(28))}`;
  }

  private postcode(): string {
    const letter = (): string => 'ABDEFGHJLNPQRSTUWXYZ'[this.below(20)] ?? 'A';
    return `${letter()}${letter()}${1 + this.below(20)} ${this.below(10)}${letter()}${letter()}`;
  }

  /** One word in eight has a letter changed, lost, doubled or moved. */
  private slip(word: string): string {
    if (word.length < 4 || !this.chance(0.125)) return word;
    const at = 1 + this.below(word.length - 2);
    const [before, here, after] = [word.slice(0, at), word[at] ?? '', word.slice(at + 1)];
    return (
      [
        before + after,
        before + here + here + after,
        `${before}e${after}`,
        before + after.slice(0, 1) + here + after.slice(1),
      ][this.below(4)] ?? word
    );
  }

  private words(count: number): string[] {
    const made = new Set<string>();
    while (made.size < count) {
      const middle = this.chance(0.5) ? (MIDDLES[this.below(MIDDLES.length)] ?? '') : '';
      const more = this.chance(0.6)
        ? (MIDDLES[this.below(MIDDLES.length)] ?? '') + (BEGINNINGS[this.below(BEGINNINGS.length)] ?? '').toLowerCase()
        : '';
      made.add(`${BEGINNINGS[this.below(BEGINNINGS.length)]}${middle}${more}${ENDINGS[this.below(ENDINGS.length)]}`);
    }
    return [...made];
  }

  /** Zipf’s law: the first of a list is the most common. */
  private pick(list: readonly string[]): string {
    const rank = Math.floor(ZIPF_OFFSET * ((list.length / ZIPF_OFFSET + 1) ** this.next() - 1));
    return list[Math.min(rank, list.length - 1)] ?? '';
  }

  private chance(share: number): boolean {
    return this.next() < share;
  }

  private below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  /** mulberry32: a small generator, the same on every machine. */
  private next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }
}
