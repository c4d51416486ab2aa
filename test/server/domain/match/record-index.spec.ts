import fc from 'fast-check';
import type { Location } from '../../../../server/contract/index.js';
import { RecordIndex } from '../../../../server/domain/match/record-index.js';
import type { PersonSubject, SubjectAnswer } from '../../../../server/domain/match/types.js';
import { address, query, records } from './arbitraries.js';
import { AT, indexOf, record, somebody } from './support.js';

describe('the record index', () => {
  it('[R3] gives evidence that adds up to the weight, exactly, for every link', () => {
    fc.assert(
      fc.property(records, query, (content, asked) => {
        for (const { evidence, weight } of indexOf({ register: content }).ask(asked, AT, undefined, { least: 0 })
          .links) {
          expect(evidence.reduce((sum, line) => sum + line.weight, 0)).toBe(weight);
          expect(evidence[0]?.field).toBe('prior');
        }
      }),
    );
  });

  it('[R3] gives evidence that adds up to the weight for addresses and numbers too', () => {
    fc.assert(
      fc.property(records, address, (content, location) => {
        const index = indexOf({ register: content });
        const place = { ref: { kind: 'location' }, location } as const;
        const number = { ref: { kind: 'phone', id: 'caller' }, phone: '07700900123' } as const;
        const found = [
          ...index.ask(place, AT, undefined, { wide: true, least: 0 }).links,
          ...index.ask(number, AT).links,
        ];
        for (const { evidence, weight } of found)
          expect(evidence.reduce((sum, line) => sum + line.weight, 0)).toBe(weight);
      }),
    );
  });

  it('[R14] never shows a recorded address or number in the evidence', () => {
    fc.assert(
      fc.property(records, query, (content, asked) => {
        const { links } = indexOf({ register: content }).ask(asked, AT, undefined, { least: 0 });
        for (const line of links.flatMap(({ evidence }) => evidence)) {
          if (line.field !== 'address' && line.field !== 'phone') continue;
          expect(line.theirs).toBeUndefined();
          expect(line.sentence).not.toMatch(/\d|high|otley|park|leeds|york|rose/i);
        }
      }),
    );
  });

  it('gives probabilities between 0 and 1', () => {
    fc.assert(
      fc.property(records, query, (content, asked) => {
        const { links } = indexOf({ register: content }).ask(asked, AT, undefined, { least: 0 });
        for (const { probability } of links) {
          expect(probability).toBeGreaterThanOrEqual(0);
          expect(probability).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it('answers alike whatever the order in which the records came, and however they came', () => {
    fc.assert(
      fc.property(records, query, fc.integer(), (content, asked, turn) => {
        const shift = content.length === 0 ? 0 : Math.abs(turn) % content.length;
        const turned = [...content.slice(shift), ...content.slice(0, shift)];
        const byId = (id: string) => content.find(({ recordId }) => recordId === id);
        const built = indexOf({ register: content });
        const grown = new RecordIndex((_, id) => byId(id));
        for (const one of turned) {
          grown.put('register', {
            batch: 'b1',
            record: record({ recordId: one.recordId, people: [{ role: 'x', surname: 'Gone' }] }),
          });
        }
        grown.put('register', {
          batch: 'b1',
          record: record({ recordId: 'extra', people: [{ role: 'x', surname: 'Smith' }] }),
        });
        for (const one of turned) grown.put('register', { batch: 'b1', record: one });
        expect(grown.withdraw('register', 'extra')).toBe(true);
        expect(grown.ask(asked, AT)).toEqual(built.ask(asked, AT));
      }),
    );
  });

  it('asks for the first name of twins when it was not said', () => {
    const twin = (givenNames: string) =>
      record({
        recordId: givenNames,
        people: [{ role: 'subject', givenNames, surname: 'Hargreaves', dateOfBirth: '2004-05-17' }],
      });
    const asked = somebody({ surname: 'Hargreaves', dateOfBirth: '2004-05-17' });
    const answer = indexOf({ register: [twin('Amelia'), twin('Evelyn')] }).ask(asked, AT);
    expect(answer).toMatchObject({ equals: 2, separatingQuestion: 'First name?' });
  });

  it('lists another house of the street only when searched widely, and as possible', () => {
    const home = { building: '21', street: 'Heron Close', town: 'Leeds', postcode: 'LS1 4AP' };
    const index = indexOf({ register: [record({ recordId: 'r1', addresses: [home] })] });
    const asked = { ref: { kind: 'location' }, location: { ...home, building: '12' } } as const;

    expect(index.ask(asked, AT).links).toEqual([]);
    const [link] = index.ask(asked, AT, undefined, { wide: true, least: 0 }).links;
    expect(link).toMatchObject({ recordId: 'r1', tier: 'possible' });
    expect(link?.probability).toBeLessThan(0.2);
    expect(link?.evidence.at(-1)?.sentence).toContain('same street, another house');
  });

  it('forgets a withdrawn record, and says when there was none', () => {
    const susan = record({ recordId: 's', people: [{ role: 'victim', givenNames: 'Susan', surname: 'Pemberton' }] });
    const index = indexOf({ register: [susan] });
    const asked = somebody({ givenNames: 'Susan', surname: 'Pemberton' });
    expect(found(index.ask(asked, AT))).toEqual(['s']);
    index.put('register', { batch: 'b2', record: { ...susan, withdrawn: true } });
    expect(found(index.ask(asked, AT))).toEqual([]);
    expect(index.withdraw('register', 's')).toBe(false);
  });

  it('shows nothing of a load before it is committed, and all of it after', () => {
    const old = record({ recordId: 'old', people: [{ role: 'victim', givenNames: 'Susan', surname: 'Pemberton' }] });
    const now = record({ recordId: 'new', people: [{ role: 'victim', givenNames: 'Susan', surname: 'Pemberton' }] });
    const index = new RecordIndex((_, id) => [old, now].find(({ recordId }) => recordId === id));
    index.build('register', [{ batch: 'b1', record: old }]);
    const asked = somebody({ givenNames: 'Susan', surname: 'Pemberton' });
    const loading = index.load('register');
    loading.add({ batch: 'b2', record: now });
    expect(found(index.ask(asked, AT))).toEqual(['old']);
    loading.commit();
    expect(found(index.ask(asked, AT))).toEqual(['new']);
    expect(index.ask(asked, AT).links[0]?.batch).toBe('b2');
    expect(() => loading.commit()).toThrow('once');
  });

  it('[R2] says that a search was not complete when a bucket was too large to open', () => {
    const smiths = Array.from({ length: 3100 }, (_, i) =>
      record({ recordId: `r${i}`, people: [{ role: 'nominal', givenNames: 'John', surname: 'Smith' }] }),
    );
    const answer = indexOf({ register: smiths }).ask(somebody({ givenNames: 'John', surname: 'Smith' }), AT);
    expect(answer).toMatchObject({ complete: false, links: [] });
    expect(answer.reason).toContain('too many');
  });

  it('[R2] says that a search was not complete when a record that was found cannot be read', () => {
    const susan = record({
      recordId: 's',
      people: [{ role: 'victim', givenNames: 'Susan', surname: 'Pemberton', phones: ['07700900123'] }],
      addresses: [{ building: '12', street: 'Green Lane', town: 'Leeds' }],
    });
    const index = new RecordIndex(() => undefined);
    index.build('register', [{ batch: 'b1', record: susan }]);
    for (const subject of [
      somebody({ givenNames: 'Susan', surname: 'Pemberton' }),
      { ref: { kind: 'location' }, location: { building: '12', street: 'Green Lane', town: 'Leeds' } } as const,
      { ref: { kind: 'phone' }, phone: '07700900123' } as const,
    ])
      expect(index.ask(subject, AT)).toMatchObject({
        complete: false,
        links: [],
        reason: 'a record that agrees could not be read',
      });
  });

  it('asks only the registers that it is told to ask', () => {
    const susan = record({ recordId: 's', people: [{ role: 'victim', givenNames: 'Susan', surname: 'Pemberton' }] });
    const index = indexOf({ one: [susan], other: [susan] });
    const links = index.ask(somebody({ givenNames: 'Susan', surname: 'Pemberton' }), AT, ['other']).links;
    expect(links.map(({ register }) => register)).toEqual(['other']);
  });

  it('asks the question that separates many candidates', () => {
    const johns = ['1950', '1961', '1972', '1983', '1994'].map((year) =>
      record({
        recordId: year,
        people: [{ role: 'nominal', givenNames: 'Mordecai', surname: 'Fanshawe', dateOfBirth: `${year}-05-17` }],
      }),
    );
    const answer = indexOf({ register: johns }).ask(somebody({ givenNames: 'Mordecai', surname: 'Fanshawe' }), AT);
    expect(answer.candidates).toBe(5);
    expect(answer.separatingQuestion).toBe('Date of birth?');
  });

  it.each<[string, Partial<PersonSubject>, readonly string[]]>([
    ['nothing', {}, []],
    ['a name', { givenNames: 'Susan', surname: 'Clarke' }, []],
    [
      'name and date',
      { givenNames: 'Susan', surname: 'Clarke', dateOfBirth: '1980-05-17' },
      ['name+dateOfBirth', 'name+age'],
    ],
    ['name and year', { givenNames: 'Susan', surname: 'Clarke', dateOfBirth: '1980' }, ['name+age']],
    ['a surname and an age', { surname: 'Clarke', approximateAge: 40 }, []],
    ['two given names', { givenNames: 'Colin David', dateOfBirth: '1980-05-17' }, []],
    ['an initial', { givenNames: 'C', surname: 'Clarke', dateOfBirth: '1980-05-17' }, []],
    [
      'name and a flat of an unknown house',
      { givenNames: 'Susan', surname: 'Clarke', location: { flat: 'Flat 6', street: 'Green Lane', town: 'Leeds' } },
      [],
    ],
    ['name and half a postcode', { givenNames: 'Susan', surname: 'Clarke', location: { text: '7B High St, LS1' } }, []],
    ['name and place', { givenNames: 'Susan', surname: 'Clarke', location: { town: 'Leeds' } }, []],
    [
      'name and house',
      { givenNames: 'Susan', surname: 'Clarke', location: { text: '12 High St, Leeds' } },
      ['name+address'],
    ],
    [
      'name and number',
      { givenNames: 'Susan', surname: 'Clarke', phones: ['07700900123', 'withheld'] },
      ['name+phone', 'phone'],
    ],
  ])('[R2] says which keys there were: %s', (_, said, keys) => {
    const susan = record({ recordId: 's', people: [{ role: 'victim', givenNames: 'Susan', surname: 'Pemberton' }] });
    expect(indexOf({ register: [susan] }).ask(somebody(said), AT).keys).toEqual(keys);
  });

  it.each<[string, Location, readonly string[]]>([
    ['a house in a town', { building: '12', street: 'Green Lane', town: 'Leeds' }, ['address']],
    ['a house at a postcode', { building: '12', postcode: 'LS1 4AP' }, ['address']],
    ['a flat whose house is not known', { flat: 'Flat 6', street: 'Green Lane', town: 'Leeds' }, []],
    ['a street', { street: 'Green Lane', town: 'Leeds', postcode: 'LS1 4AP' }, []],
    ['a house in a village of an unknown town', { building: '12', street: 'Green Lane', locality: 'Cobdale' }, []],
    ['a name that may be a street’s', { text: 'Cobblefield, Leeds, LS1 4AP' }, []],
  ])('[R2] takes an address for whole only with its house: %s', (_, location, keys) => {
    const index = indexOf({ register: [record({ recordId: 'other', addresses: [{ building: '1', town: 'York' }] })] });
    expect(index.ask({ ref: { kind: 'location' }, location }, AT).keys).toEqual(keys);
  });

  it('[R2] never leaves a register clear that holds the name and the date of birth', () => {
    const her = { role: 'victim', givenNames: 'Paula', dateOfBirth: '1984-03-19', sex: 'female' } as const;
    const address = { building: '14', street: 'Otley Road', town: 'Leeds', postcode: 'LS1 4AP' };
    const calls = Array.from({ length: 70 }, (_, i) =>
      record({
        recordId: `call-${i}`,
        people: [{ ...her, surname: 'Ravenshaw', phones: ['07700900123'] }],
        addresses: [address],
      }),
    );
    const marker = record({ recordId: 'marker', people: [{ ...her, surname: 'Thackwray' }] });
    const asked = somebody({ ...her, surname: 'Thackwray', phones: ['07700900123'], location: address });
    const answer = indexOf({ calls, markers: [marker] }).ask(asked, AT);
    expect(answer.links.filter(({ register }) => register === 'markers').map(({ tier }) => tier)).toEqual(['match']);
    expect(answer.links).toHaveLength(71);
    expect(answer.complete).toBe(true);
  });

  it('[R2] says that a search was not complete when more records agree than are listed', () => {
    const address = { building: '14', street: 'Otley Road', town: 'Leeds', postcode: 'LS1 4AP' };
    const calls = Array.from({ length: 170 }, (_, i) =>
      record({ recordId: `call-${i}`, phones: ['07700900123'], addresses: [address] }),
    );
    const index = indexOf({ calls });
    expect(index.ask({ ref: { kind: 'location' }, location: address }, AT)).toMatchObject({
      complete: false,
      reason: expect.stringContaining('more records agree') as string,
    });
    expect(index.ask({ ref: { kind: 'phone' }, phone: '07700900123' }, AT).complete).toBe(false);
  });

  it('[R3] calls a location a match only when it is as good as certain', () => {
    const locations = fc.array(address, { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(locations, address, (recorded, location) => {
        const register = recorded.map((one, i) => record({ recordId: `r${i}`, addresses: [one] }));
        const { links } = indexOf({ register }).ask({ ref: { kind: 'location' }, location }, AT);
        for (const { tier, probability } of links) if (tier === 'match') expect(probability).toBeGreaterThan(0.99);
      }),
    );
  });

  it('bounds what one field can cost', () => {
    const long = 'pneumonoultramicroscopic '.repeat(400);
    const index = indexOf({
      register: [record({ recordId: 's', people: [{ role: 'victim', givenNames: long, surname: long }] })],
    });
    const answer = index.ask(somebody({ givenNames: long, surname: long, location: { text: long } }), AT);
    expect(answer.links.map(({ recordId }) => recordId)).toEqual(['s']);
  });
});

const found = (answer: SubjectAnswer): string[] => answer.links.map(({ recordId }) => recordId);
