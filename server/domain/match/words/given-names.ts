import { isCommonName } from './frequencies.js';
import { AMERICAN_NICKNAMES } from './nicknames.js';

/** Short forms heard in Britain that the American list lacks; same form. Our own list. */
const BRITISH_NICKNAMES = `darren:daz,dazza,dazzer gary:gaz,gazza,gazzer barry:baz,bazza,bazzer sharon:shaz,shazza
karen:kaz,kazza terry:tel,tez terence:tel,tez derek:del,dez kevin:kev stephen:ste,stevo steven:ste,stevo jeremy:jez
gerald:jez jeremiah:jez caroline:caz,cazza carol:caz lawrence:loz,lozza,larry laurence:loz,lozza laura:loz,lozza
lauren:loz,lozza mohammed:mo,moe maureen:mo maurice:mo moira:mo michael:mick,micky,mickey,mike,mikey mark:marko
shane:shano wayne:wazza warren:wazza gareth:gaz,gaff,gary gavin:gav graham:gray jonathan:jonty,jon,jonny,johnny
john:jonny,johnny,jack,jon simon:si,simo craig:craigy lee:leebo paul:pauly,paulie peter:pete,petey philip:phil,pip
phillip:phil,pip colin:col christopher:chris,kit,kris alexander:alex,al,sandy,xander,sacha,sasha,alec,lex
alexandra:alex,sandra,lexi,lexie,sacha,sasha alastair:al,ali alistair:al,ali alasdair:al,ali bernadette:bernie,bern
deborah:debs,deb,debbie rebecca:becs,becks,becky,bex victoria:vic,vicky,vicki,tori jacqueline:jacs,jackie,jacqui
samantha:sam,sammy,sammie samuel:sam,sammy zachary:zac,zak,zach elizabeth:liz,lizzie,beth,betty,libby,eliza,elsie,lisa
katherine:kath,kathy,kate,katie,kat,kitty,kay kathleen:kath,kathy,kat,kate leslie:les lesley:les desmond:des,dez
dennis:den raymond:ray ronald:ron,ronnie reginald:reg,reggie frederick:fred,freddie alfred:alf,alfie albert:bert,bertie,al
theodore:theo,ted,teddy edward:ed,eddie,ted,ned edmund:ed,eddie,ted edwin:ed,eddie harold:harry henry:harry,hal,hank
patrick:pat,paddy,rick patricia:pat,patsy,trish,tricia,patti margaret:maggie,meg,peggy,madge,marge,margie,greta
mary:molly,polly,mae,may dorothy:dot,dottie,dolly sarah:sal,sally,sadie nicholas:nick,nicky,nico nicola:nic,nicky,nikki
natalie:nat,natasha nathan:nat,nate nathaniel:nat,nate,nathan anthony:tony,ant antony:tony,ant andrew:andy,drew,dru
william:bill,billy,will,liam,willie robert:bob,bobby,rob,robbie,bert richard:rick,dick,rich,richie,ricky james:jim,jimmy,jamie
joseph:joe,joey thomas:tom,tommy daniel:dan,danny david:dave,davey,davy matthew:matt,matty benjamin:ben,benny
jacob:jake,jay joshua:josh timothy:tim kenneth:ken,kenny donald:don,donny douglas:doug,dougie malcolm:mal
russell:russ stuart:stu stewart:stu geoffrey:geoff jeffrey:jeff gordon:gord dominic:dom fitzroy:roy charlotte:charlie,lottie
charles:charlie,chas,chaz,chuck isabella:izzy,bella,isa isabelle:izzy,bella isobel:izzy eleanor:ellie,nell,nelly,nora
ellen:nell,nelly,ellie helen:nell,nelly florence:flo,flossie amelia:millie,mia,amy emily:em,emmy,millie emma:em
jessica:jess,jessie georgina:georgie,gina george:geordie,georgie abigail:abi,abby,gail gabrielle:gabby,gaby
frances:fran,fanny,frankie francis:frank,frankie,fran josephine:jo,josie,joey joanna:jo,anna joanne:jo jennifer:jen,jenny
gillian:gill,jill kimberley:kim kimberly:kim michelle:shell,shelly,chelle shelley:shell valerie:val yvonne:von
philippa:pip,pippa penelope:pen,penny susan:sue,susie suzanne:sue,suzie susanna:sue,susie bridget:biddy,bridie
catherine:cath,cathy,kate,katie,kat,kitty,kit imran:immy abdul:abs wojciech:wojtek krzysztof:krzys,chris malgorzata:gosia
harry:haz,hazza hazel:haz hassan:haz monica:mo morag:mo
aleksandra:ola,alex katarzyna:kasia agnieszka:aga magdalena:magda,madge tomasz:tomek,tom pawel:paul piotr:peter
andrzej:andrew jan:john stanislaw:staszek,stan oluwaseun:seun oluwatobi:tobi chukwuemeka:emeka`;

/**
 * Spellings of one name: exchanged without thinking by whoever writes down what was said. Our own list. Unlike
 * nicknames, a group is closed: every member is a spelling of every other.
 */
const SPELLINGS = `mohammed mohammad mohamed mohamad muhammad muhammed muhamed muhamad mohamud mahomed mohammod md
ahmed ahmad ahmet achmed|hussain hussein husain hussien husein|hassan hasan|ali aly alli|abdul abdel abdal|abdullah abdulla abdallah
yusuf yousuf yousef yusef youssef|ibrahim ebrahim|ismail ismael esmail|omar umar omer|usman osman othman uthman|khalid khaled
fatima fatimah fatema|aisha ayesha aysha aishah|zainab zaynab zeinab|mariam maryam miriam|khadija khadijah|bilal billal
begum begam|chaudhry choudhry chaudhary choudhury chowdhury chaudhari|sheikh shaikh shaykh|syed sayed sayyed said|qureshi quraishi
rahman rehman|malik mallick|mahmood mahmud mehmood|akhtar akhter|iqbal eqbal|stephen steven stefan stephan|stephens stevens
catherine katherine kathryn catharine katharine cathryn|clark clarke|brown browne|green greene|read reid reed reade|smith smyth smythe
taylor tayler tailor|thompson thomson tompson tomson|johnson johnston johnstone jonson|davis davies|lewis louis
philips phillips philipps|philip phillip filip|geoffrey jeffrey geoffry jeffery|geoff jeff|jon john|allan alan allen alun
ann anne an|anna ana|sara sarah|elizabeth elisabeth|isabel isabelle isobel isabella isabell|teresa theresa|deborah debra debora
karen karin caren karon|lindsay lindsey lyndsay lyndsey linsey|lesley leslie|francis frances|hilary hillary|lynn lynne lin linn
marc mark|eric erik|erica erika|nicholas nicolas|nicola nichola|nicole nichole|michael micheal mikael|michelle michele
matthew mathew|bryan brian bryon|graham graeme grahame|stuart stewart|sean shaun shawn|neil neal niall|craig kraig|darren darran daren darrin
aaron aron arron|callum calum|connor conor conner|jordan jorden|kieran kieron ciaran keiran|rhys reece reese|lee leigh|antony anthony
jack jac|jamie jaime|jayden jaden jaiden|kayleigh kayley keeley|chloe cloe khloe|zoe zoey zowie|amy aimee amie|abigail abigale abbigail
hayley hailey haley hayleigh|kelly kellie|kerry kerrie|tracy tracey|stacy stacey|gail gale gayle|jane jayne|joan joanne|jean jeanne
caitlin katelyn kaitlyn kaitlin|megan meghan|rachel rachael|rebecca rebekah|hannah hanna|natalie nathalie|jacqueline jaqueline jacquelyn
claire clare clair|helen helena ellen|margaret margret|dorothy dorothea|susan suzan|suzanne susanne|denise denice|diane dianne diana
gillian jillian|jill gill|louise louisa|marie maria|julie juli|julia giulia|emily emilie emely|sophie sophy sofie|sophia sofia
lucas lukas|luke luc|louis lewis luis|oliver olivier|christopher kristopher cristopher|christian kristian|kristina christina
christine kristine|kristen kirsten kirstin|yvonne evonne|vivien vivian vivienne|o’neill oneill oneil oneal|obrien obryan
mcdonald macdonald mcdonnell|mclean maclean mclain|mckenzie mackenzie|macleod mcleod|mckay mackay|mcintyre macintyre|mcgregor macgregor
singh sing|kaur cour kor|patel pattel|kowalski kowalsky kovalski|nguyen ngyuen|philomena filomena|alistair alastair alasdair alister
leanne lianne leeanne|rosemary rosemarie|ryan rian|dylan dillon dilan|tyler tylor|toby tobi|zac zach zak zack|cole coal
wright right rite|white whyte|turner terner|cook cooke|moore more moor|king kinge|hughes hughs hews
edwards edwardes|wood woods|roberts robarts|harris harriss|jackson jaxon|cooper couper|ward warde|morris morriss maurice|watson wattson
mitchell mitchel michell|bailey bailie baillie bayley|bennett bennet benett|gray grey|lloyd loyd|pearce peirce pierce pearse|knight night
hawkins hawkings|rogers rodgers|wilson willson|robinson robison|rose roze|foster forster|pickering pickerin|barrett barret|page paige
lane laine layne|nicholson nicolson|nichols nicholls|mathews matthews|marshall marshal|osborne osborn osbourne|elliott elliot eliot`;

/** Words that lead a name without telling two people apart: dropped by the next person who writes it down. */
export const HONORIFIC_GIVEN: ReadonlySet<string> = new Set(
  'mohammed mohammad mohamed mohamad muhammad muhammed muhamed md mohammod syed sayed sheikh shaikh abdul haji hajji'.split(
    ' ',
  ),
);

/** Second names that custom gives to many, and that tell nobody apart. */
export const CUSTOMARY_MIDDLE: ReadonlySet<string> = new Set([
  ...HONORIFIC_GIVEN,
  ...'singh kaur begum bibi khatun khatoon khanom khanum devi kumar bai bhai ben ali'.split(' '),
]);

/** Names of their own that lie a letter from another: no slip, where both are on record. */
const NAMESAKES = new Set(
  `ranjit manjit sanjit surjit gurjit baljit daljit kuljit paramjit charanjit amarjit sarabjit gurpreet harpreet manpreet
jaspreet amandeep ramandeep asif arif atif kashif wasim qasim nasim jamal kamal imran kamran shabana shahana farah
sarah zara amina amira alina elina aisha alisha rashid khalid walid sajid majid hamid hamad ahmad tariq
rahim karim salim halim nazir bashir munir zahir tahir jan jana hana anna ivan iwan marek jarek darek maciej dorota marta
martha chidi chike emeka ade ada kofi kojo kwame kwasi yaw akua abena amit sumit rohit mohit anil sunil rajesh mahesh ramesh
mario maria victor victoria louis louise alexander alexandra paul paula daniel danielle joseph josephine christian christine
patrick patricia michael michelle julian julie carl carla denis denise farhana farzana nazma najma
suresh naresh haresh nilesh hitesh mitesh jitesh hetal sheetal meena reena veena seema reema neha sneha`.split(/\s+/),
);

const pairs = parsePairs(AMERICAN_NICKNAMES + ' ' + BRITISH_NICKNAMES);
const groups = parseGroups(SPELLINGS);

/** The short forms of a name, and the names that it is a short form of: one step, never two (Bob is no Bert by way of Robert). */
export const nicknamesOf = (name: string): readonly string[] => pairs.get(name) ?? pairs.get(stemOf(name)) ?? [];

/** A pet name without its ending: Jimi and Jimmie are Jim, Artie is Art. Ending and doubled letter say nothing more. */
const stemOf = (name: string): string => name.replace(/(?:ies?|ey|ee|[yio])$/, '').replace(/([^aeiou])\1$/, '$1');

/** The other spellings of a name. */
export const spellingsOf = (name: string): readonly string[] => groups.get(name) ?? [];

/** True for a name that one of the lists knows: two such names that differ by a letter are two names, not a slip. */
export const isKnownName = (name: string): boolean =>
  pairs.has(name) || groups.has(name) || NAMESAKES.has(name) || isCommonName(name);

function parsePairs(text: string): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  const add = (from: string, to: string): void => {
    const known = found.get(from);
    if (known === undefined) found.set(from, [to]);
    else if (!known.includes(to)) known.push(to);
  };
  for (const entry of text.split(/\s+/)) {
    const [name = '', shorts = ''] = entry.split(':');
    for (const short of shorts.split(',').filter(Boolean)) {
      add(name, short);
      add(short, name);
    }
  }
  return found;
}

function parseGroups(text: string): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const group of text.split(/[|\n]/)) {
    const names = group.replaceAll('’', '').split(/\s+/).filter(Boolean);
    for (const name of names) {
      const others = names.filter((other) => other !== name);
      found.set(name, [...new Set([...(found.get(name) ?? []), ...others])]);
    }
  }
  return found;
}
