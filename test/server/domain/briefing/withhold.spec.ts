import { withholdPlaces } from '../../../../server/domain/briefing/withhold.js';

const RECORD = {
  addresses: [
    { building: '12', street: 'High Street', town: 'Sudbury', postcode: 'CO10 9ZZ', uprn: '10012345678' },
    { building: 'Rose Cottage', text: 'The old mill by the river' },
  ],
};

describe('[R14] free text of a record, without the places and numbers in it', () => {
  it.each([
    ['Not to go to 12 High Street', 'Not to go to [address withheld]'],
    ['Not within 100 m of 12a, HIGH STREET, CO109ZZ', 'Not within 100 m of [address withheld]'],
    ['Stays at Rose Cottage', 'Stays at [address withheld]'],
    ['Found in the old mill by the river', 'Found in [address withheld]'],
    ['Moved to SW1A 2AA', 'Moved to [address withheld]'],
    ['Ring 07700 900111, not +44 1632 960111', 'Ring [number withheld], not [number withheld]'],
    ['Property 10012345678', 'Property [address withheld]'],
  ])('%s', (text, shown) => {
    expect(withholdPlaces(text, RECORD)).toBe(shown);
  });

  it.each(['Threats to kill in Sudbury', 'Two shotguns, certificate SGC-20147', 'Breach of bail on 12 March 2026'])(
    'leaves "%s" as it is',
    (text) => {
      expect(withholdPlaces(text, RECORD)).toBe(text);
    },
  );

  it('takes a name with signs in it for what it is, not for a pattern', () => {
    expect(withholdPlaces('At (The) Old+House.', { addresses: [{ building: '(The) Old+House' }] })).toBe(
      'At [address withheld].',
    );
  });
});
