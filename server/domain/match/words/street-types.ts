/**
 * Kinds of street and their abbreviations, `kind|form|form`: the British part of libpostal's `street_types` (MIT).
 */
const FORMS = `alley|aly|ally|al
approach|app|apch|appr
arcade|arc
avenue|av|ave|aven|avenu|avn|avnu|avnue
bank|bnk
boulevard|blvd|boul|bvd
bridge|brdg|brg
broadway|bdwy|bway|broadwy
chase|ch|chse
circle|cir|circ
circuit|cct|cctt|circt
circus|crcs
cliff|clf
close|cl|clos|clo
common|comm|cmn
coppice|copse
corner|cnr|cor
court|ct|crt|cort
courtyard|ctyd
crescent|cres|crs|crst|crsnt|cresc
croft|crft
cross|crss
dale|dle
dene
drive|dr|drv|driv
drove
end
esplanade|esp|espl
estate|est|estates
field|fld
fields|flds
fold
gardens|gdns|gdn|garden|grdns|gards
gate|gte
glade|gld
glen|gln
green|grn|gn
grove|gr|grv|gro|grve
heath
heights|hts|hgts
hill|hl
lane|ln|la|lne
lawn|lawns
mead
meadow|mdw
meadows|mdws
mews|mws|mw
mount|mt
orchard
parade|pde|par|prde
park|pk|prk
passage|psge|pass
path
place|pl|plc|plac
plaza
promenade|prom
quay|qy
ride
ridge|rdge
rise|ri
road|rd|roa
row
square|sq|sqr
street|st|str|stret|strt|stree
terrace|tce|ter|terr|trc
vale
view|vw
villas|vls
wade
walk|wlk|wk
way|wy
wharf|whf
wynd
yard|yd
highway|hwy
parkway|pkwy|pkway
track|trk`;

/** The kinds, in a fixed order: an index into this list is the byte that a row keeps. */
export const STREET_TYPES: readonly string[] = FORMS.split('\n').map((line) => line.split('|')[0] ?? '');

/** Every form → the index of its kind. */
export const STREET_TYPE_BY_FORM: ReadonlyMap<string, number> = new Map(
  FORMS.split('\n').flatMap((line, kind) => line.split('|').map((form) => [form, kind] as const)),
);
