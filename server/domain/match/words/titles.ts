/** Forms of address and ranks that are no part of a name. From libpostal's `personal_titles` (MIT), British ones added. */
export const TITLES: ReadonlySet<string> = new Set(
  (
    'mr mister mrs misses ms miss mx master dr doctor sir dame lord lady rev reverend revd fr father sister br brother ' +
    'prof professor capt captain col colonel cpl corporal gen general lt lieut lieutenant maj major sgt sargeant ' +
    'sergeant cllr councillor hon honourable rt right judge bishop archbishop rabbi imam pc wpc dc ds di dci insp inspector ' +
    'supt superintendent pcso hrh king queen prince princess duke duchess earl baron baroness viscount count countess ' +
    'baronet bt bart adm admiral brig brigadier cdr commander commodore marquess marquis'
  ).split(' '),
);

/** Titles that parents give as names: alone before a surname, they are one. */
export const NAMES_TOO: ReadonlySet<string> = new Set('earl prince princess duke king queen baron'.split(' '));

/** What follows a name and is no part of it. */
export const SUFFIXES: ReadonlySet<string> = new Set(
  'jr jnr junior sr snr senior ii iii iv esq obe mbe cbe'.split(' '),
);
