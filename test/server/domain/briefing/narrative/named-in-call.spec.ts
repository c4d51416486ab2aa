import type { PartyRole } from '../../../../../server/contract/index.js';
import { matchFrom } from '../../../../../server/domain/briefing/matches.js';
import { namedInCall } from '../../../../../server/domain/briefing/narrative/named-in-call.js';
import { toldIn } from '../../../../../server/domain/briefing/narrative/texts.js';
import type { Link } from '../../../../../server/domain/match/types.js';
import { aLink } from '../../../../support/briefing.js';

interface Person {
  readonly role?: string;
  readonly givenNames?: string;
  readonly surname?: string;
  readonly alsoKnownAs?: string[];
}

const MARIA = { role: 'victim', givenNames: 'Maria', surname: 'Ostrander' };

/** Her marker, with these people on it beside her. */
const marker = (people: readonly Person[], more: Partial<Omit<Link, 'record'>> = {}): Link =>
  aLink({
    ...more,
    record: { people: [MARIA, ...people.map((person) => ({ role: 'suspect', surname: 'Whitlock', ...person }))] },
  });

const hits = (link: Link, standing: 'unreviewed' | 'rejected' = 'unreviewed') => [
  { link, match: matchFrom(link, { standing }) },
];

type Party = { role: PartyRole; givenNames?: string; surname?: string; description?: string };

const named = (narrative: string, link: Link, parties: readonly Party[] = [{ ...MARIA, role: 'victim' }]) =>
  namedInCall(toldIn({ narrative, people: parties.map((party, n) => ({ id: `p${n}`, ...party })) }), hits(link));

/** Which words of a narrative are taken for somebody: what the call says, who is on the record, what is found. */
const CASES: readonly (readonly [string, Person, readonly string[]])[] = [
  // nicknames, spellings, aliases
  ['Dazza is outside with a bat', { givenNames: 'Darren' }, ['Dazza']],
  ['dazza is outside with a bat', { givenNames: 'Darren' }, ['dazza']],
  ['DAZZA IS OUTSIDE', { givenNames: 'Darren' }, ['DAZZA']],
  ['It is Darren, he has my keys', { givenNames: 'Dazza' }, ['Darren']],
  ['darran is kicking the door', { givenNames: 'Darren' }, ['darran']],
  ['she says its Dareen again', { givenNames: 'Darren' }, ['Dareen']],
  ['Darren Whitlock is here', { givenNames: 'Darren' }, ['Darren Whitlock']],
  ['Daz’s mate is with him', { givenNames: 'Darren' }, ['Daz']],
  ['Big D said he would come back', { givenNames: 'Darren', alsoKnownAs: ['Big D'] }, ['Big D']],
  ['Smiler is in the garden', { givenNames: 'Darren', alsoKnownAs: ['Smiler'] }, ['Smiler']],
  ['Mr Whitlock rang before', { givenNames: 'Darren' }, ['Whitlock']],
  ['whitelock has a key', { givenNames: 'Darren' }, ['whitelock']],
  ['Mohammad is at the back door', { givenNames: 'Mohammed', surname: 'Karim' }, ['Mohammad']],
  ['Łukasz jest na zewnątrz', { givenNames: 'Lukasz', surname: 'Nowak' }, ['Łukasz']],
  // ordinary words that are names
  ['he will mark the car', { givenNames: 'Mark' }, []],
  ['Mark will not stop', { givenNames: 'Will' }, []],
  ['Will he come back? she asked', { givenNames: 'Will' }, []],
  ['She says Will is drunk', { givenNames: 'Will' }, ['Will']],
  ['will whitlock is drunk', { givenNames: 'Will' }, ['will whitlock']],
  ['SHE SAYS HE WILL MARK HER', { givenNames: 'Mark' }, []],
  ['by the grace of god', { givenNames: 'Grace' }, []],
  ['I hope he may go', { givenNames: 'Hope' }, []],
  ['he may come in may', { givenNames: 'May' }, []],
  ['he drew a knife and rose from the chair', { givenNames: 'Drew' }, []],
  ['the curtain rose', { givenNames: 'Rose' }, []],
  ['modern art on the wall', { givenNames: 'Arthur' }, []],
  ['tried to rob her and sue her over the bill', { givenNames: 'Robert' }, []],
  ['to be frank, he has a gun', { givenNames: 'Frank' }, []],
  ['he came with Frank and left', { givenNames: 'Frank' }, ['Frank']],
  ['his brain is going, he was clear', { givenNames: 'Brian' }, []],
  ['they share the shed', { givenNames: 'Shane' }, []],
  ['given a windy day', { givenNames: 'Gavin' }, []],
  ['black car, short man', { givenNames: 'Darren', surname: 'Black' }, []],
  ['seen with Mr Black', { givenNames: 'Darren', surname: 'Black' }, ['Black']],
  ['darned socks', { givenNames: 'Darren' }, []],
  // the handler's own name, and hers
  ['Handler Darren took this call', { givenNames: 'Darren' }, []],
  ['Call taken by Darren', { givenNames: 'Darren' }, []],
  ['This is Darren from the police', { givenNames: 'Darren' }, []],
  ['She says this is Darren’s doing', { givenNames: 'Darren' }, ['Darren']],
  ['Mrs Whitlock next door heard it', { givenNames: 'Darren' }, []],
  ['Maria Ostrander is hurt', { givenNames: 'Darren', surname: 'Ostrander' }, []],
  ['nothing at all', { givenNames: 'Darren' }, []],
];

describe('people on the records, named in the words of the call', () => {
  test.each(CASES)('%s (%j) → %j', (narrative, person, words) => {
    const found = named(narrative, marker([person])).flatMap(({ mentions }) => mentions);
    expect(found.map((mention) => mention.words)).toEqual(words);
    for (const { start, end, words: said } of found) expect(narrative.slice(start, end)).toBe(said);
  });

  test('[R3] it says which record, who on it, and why these words may mean them', () => {
    const [found] = named('Dazza is outside with a bat', marker([{ givenNames: 'Darren' }]));
    expect(found).toMatchObject({
      register: 'critical-marker',
      recordRole: 'suspect',
      name: 'Darren Whitlock',
      tier: 'possible',
      sentence: 'named in the call: “Dazza” may be Darren Whitlock, suspect on the record',
      mentions: [{ field: 'narrative', start: 0, end: 5, sentence: '“Dazza” is short for Darren' }],
    });
  });

  test('a suspect of whom nothing but a short name is known is looked for too', () => {
    const parties = [
      { ...MARIA, role: 'victim' },
      { role: 'suspect', givenNames: 'Dazza' },
    ] as const;
    expect(named('', marker([{ givenNames: 'Darren' }]), parties)).toMatchObject([
      { mentions: [{ field: 'people.p1.givenNames', words: 'Dazza' }] },
    ]);
  });

  test.each(['victim', 'protected', 'child'])('[R14] never from him to her: no %s is looked for', (role) => {
    const his = aLink({
      recordRole: 'suspect',
      personIndex: 1,
      record: {
        people: [
          { ...MARIA, role },
          { role: 'suspect', givenNames: 'Darren', surname: 'Whitlock' },
        ],
      },
    });
    expect(named('Maria is hiding somewhere', his, [])).toEqual([]);
  });

  test('whoever is found already as a party is not found again', () => {
    const link = aLink({
      recordRole: 'suspect',
      personIndex: 1,
      record: { people: [MARIA, { role: 'suspect', givenNames: 'Darren', surname: 'Whitlock' }] },
    });
    expect(named('Darren is outside', link)).toEqual([]);
  });

  test.each([
    ['possible', marker([{ givenNames: 'Darren' }], { tier: 'possible' }), 'unreviewed'],
    ['rejected', marker([{ givenNames: 'Darren' }]), 'rejected'],
  ] as const)('[R4] a %s hit leads to nobody', (_, link, standing) => {
    const told = toldIn({ narrative: 'Darren is outside', people: [] });
    expect(namedInCall(told, hits(link, standing))).toEqual([]);
  });

  test('one who is on several records is named once, with the surest of them', () => {
    const one = marker([{ givenNames: 'Darren' }]);
    const other = { ...marker([{ givenNames: 'Darren' }]), register: 'prior-call' };
    const told = toldIn({ narrative: 'Dazza is outside', people: [] });
    expect(namedInCall(told, [...hits(one), ...hits(other)])).toMatchObject([{ register: 'critical-marker' }]);
  });
});
