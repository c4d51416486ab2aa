/**
 * How common the most common names are in England and Wales, per 100,000 people, rounded: what a small register cannot
 * know by itself. Rounded approximations of published tables (surnames: National Health Service Central Register, 2002;
 * given names: Office for National Statistics, several decades together), good to a factor of two, which is one bit.
 */
const SURNAMES = `smith 1150 jones 750 williams 520 taylor 500 davies 390 brown 480 wilson 360 evans 330 thomas 320 johnson 350
roberts 310 walker 280 wright 270 robinson 260 thompson 260 white 250 hughes 250 edwards 240 green 230 hall 220 wood 220 harris 220
lewis 220 martin 210 jackson 210 clarke 200 clark 190 turner 190 hill 190 scott 180 cooper 180 morris 170 ward 170 moore 170 king 170
watson 160 baker 160 harrison 160 morgan 160 patel 180 young 150 allen 150 mitchell 150 james 150 anderson 150 phillips 140 lee 150
bell 140 parker 140 davis 140 bennett 130 miller 130 cook 130 shaw 120 cox 120 richardson 120 carter 120 collins 120 marshall 120
bailey 120 khan 180 ahmed 130 ali 140 hussain 130 singh 180 kaur 130 begum 100 campbell 120 gray 110 foster 110 adams 110 ellis 110
chapman 100 stevens 90 mason 90 simpson 90 rogers 80 murphy 90 hunt 90 webb 90 holmes 90 mills 90 palmer 90 matthews 90 gibson 80
fisher 80 knight 80 kelly 90 lloyd 80 price 80 butler 70 powell 70 barnes 70 murray 70 stewart 80 graham 70 wilkinson 90 owen 70`;

const GIVEN_NAMES = `john 2500 david 2300 michael 1900 james 1600 paul 1500 robert 1300 peter 1200 andrew 1200 mark 1000 william 1000
richard 900 stephen 900 thomas 900 christopher 900 matthew 800 daniel 900 george 700 anthony 700 ian 600 kevin 600 alan 600 joseph 600
simon 500 gary 500 charles 500 jonathan 450 brian 500 nicholas 400 colin 400 martin 450 philip 450 darren 350 jason 350 lee 400 adam 450
benjamin 450 samuel 450 jack 500 joshua 450 edward 450 steven 500 stuart 300 craig 300 wayne 250 ryan 400 luke 350 mohammed 500
muhammad 350 harry 350 oliver 350 alexander 450 ronald 300 kenneth 350 raymond 250 dennis 250 frank 250 margaret 1300 mary 1300 susan 1200
patricia 900 sarah 1100 elizabeth 900 christine 700 julie 700 karen 700 jean 600 helen 650 anne 600 ann 550 emma 700 jennifer 550
jane 500 linda 500 michelle 450 tracey 350 nicola 450 claire 450 rebecca 500 laura 500 barbara 500 deborah 350 amanda 400 joanne 400
jacqueline 350 lisa 400 sharon 350 sandra 350 carol 450 maureen 350 dorothy 350 joan 400 catherine 400 katherine 250 hannah 400
charlotte 400 jessica 450 emily 400 sophie 400 lucy 350 amy 400 gemma 300 victoria 350 rachel 400 samantha 300 alice 250 ruth 200
maria 250 marie 200 pauline 250 janet 400 diane 250 valerie 250 sheila 250 kathleen 300 irene 250 chloe 250 olivia 250 megan 250`;

const parse = (text: string): ReadonlyMap<string, number> => {
  const parts = text.split(/\s+/);
  const shares = new Map<string, number>();
  for (let i = 0; i + 1 < parts.length; i += 2) shares.set(parts[i] ?? '', Number(parts[i + 1]) / 100_000);
  return shares;
};

const surnames = parse(SURNAMES);
const givenNames = parse(GIVEN_NAMES);

/** The share of people that bear a name which the lists do not hold: a typical rarer one. */
const UNLISTED = { surname: 1e-4, given: 5e-4 } as const;

/** The share of the population that bears this name, in the given position. */
export function populationShare(name: string, position: 'surname' | 'given'): number {
  return (position === 'surname' ? surnames : givenNames).get(name) ?? UNLISTED[position];
}

/** The name is among the commonest of the population. */
export const isCommonName = (name: string): boolean => surnames.has(name) || givenNames.has(name);
