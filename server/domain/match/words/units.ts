/** From libpostal’s `unit_types_numbered` (MIT), British ones added. */

/** Words before the number of a dwelling within a building; they say nothing that tells two dwellings apart. */
export const UNIT_WORDS: ReadonlySet<string> = new Set(
  'flat flt apartment apt apts aprt unit un room rm studio suite ste maisonette msnt penthouse number no bedsit'.split(
    ' ',
  ),
);

/** Words that place a dwelling in its house: they stand for a number. */
export const FLOOR_WORDS: ReadonlyMap<string, string> = new Map(
  [
    ['basement', 'lowerground', 'lower', 'garden', 'gardenflat', 'bsmt', 'base'].map((form) => [form, 'basement']),
    ['ground', 'gff', 'gf', 'groundfloor'].map((form) => [form, 'ground']),
    ['first', '1st', 'fff', 'ff', 'firstfloor', '1stfloor'].map((form) => [form, 'firstfloor']),
    ['second', '2nd', 'sff', 'secondfloor', '2ndfloor'].map((form) => [form, 'secondfloor']),
    ['third', '3rd', 'tff', 'thirdfloor', '3rdfloor'].map((form) => [form, 'thirdfloor']),
    ['top', 'topfloor', 'upper', 'attic'].map((form) => [form, 'topfloor']),
  ].flat() as [string, string][],
);
