const list = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/));

/** Names that are ordinary words as well: they name somebody only where they are written as a name. */
export const ALSO_WORDS = list(
  `will mark grace hope art may rose drew faith joy bill rob sue frank jack nick pat chase dean ray dawn april june august
summer penny sandy rich guy miles max ash gene ward olive violet ivy holly heather iris lily daisy ruby amber pearl jade crystal
victor earl duke king prince norm dick peter rod cliff dale glen heath forest reed stew les al tim van gay merry carol bob skip
chip buck rusty rocky sunny angel honey polly molly kitty candy bunny ginger sky star storm so si den don dot mat pip pop bo mo
jo di miss pleasant patience prudence constance mercy charity verity felicity hunter carter taylor cook baker mason porter
butler fisher fox wolf bird knight bell church hall day cross stone field wood woods hill park parks street best good little
small short long young white black green brown gray grey marsh banks brook brooks rivers waters walls snow frost winter love
power price law lamb bull swan drake noble sharp strong wise swift moody savage gamble bond case chance dash dane dee page paige
lance miller sonny buddy babe sweet teddy robin jay kit lane lee lou mick paddy randy red rick sally scout sport tommy tony
trip vince wade west east north tiger bear bull gun guns fat tiny slim lofty ginge`,
);

/** Ordinary words that sound like a name and lie a letter from it: never taken for one that is misspelt. */
export const NEAR_NAMES = list(
  `brain clear angle angel carry marry merry berry bury hurry worry curry belly bully silly tummy windy given shine shiny shone
shown scene trace tracer scout domain demon corner clean cross cries grass close claws glass gross stays stove louse loose house
louder leave leaves lease least later letter lower larger daily deals dining drain darting during denies denser doors dares
dared dearer keys kicks calm comes cameo cages curly curls cruel crawl creek craze crazy crate martin martian marking marks
matches match muddle middle model metal parole patrol petrol pillow police please places palms papers powder pewter
raging ranges rather rubbing robbing rubber roars rages reached ready really reason resin risen rising season seasons sarong
sharing share shared shame shear sheer sooner sinner sister sitter staying steven stolen stain stealing stairs stares station
there their three threw through throw tidy teddy toddler table taken taxis terrace terror
jelly jeans genie joins junior january jacket judge jumping hello hallo helen holly holler hands handy hardly heavy having
later lisa lucky lying liking looking living loving naming nearly nicer noisy never others alone along alarm alley allow
ankle ankles anger annoy after always arguing aren't aunts bashing basin basing being better biting bottle bolts brainy bread
broken brother burns bunch cheese cheers chairs chest chris crisis coal cold`,
);

/** Words after which a handler's own name stands, not the name of somebody in the call. */
export const OWN_NAME_AFTER = list('handler operator dispatcher taker');
