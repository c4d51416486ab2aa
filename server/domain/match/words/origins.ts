/**
 * Where a name is likely to come from, by its surname and else its given name: rough, from general knowledge, good enough to
 * see whether errors fall on some more than on others and for nothing else. Nothing is matched or weighed by it.
 */
export type NameOrigin = (typeof ORIGINS)[number][0] | 'other';

const listed = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/));

const ORIGINS = [
  [
    'arabic, bengali, somali or urdu',
    listed(`khan hussain hussein ahmed ahmad ali mahmood akhtar iqbal malik shah mirza butt chaudhry choudhury chowdhury qureshi
    sheikh shaikh rafiq aslam bashir raja siddiqui ashraf saleem javed anwar baig yousaf sharif miah mia rahman uddin islam hoque
    alam haque sarkar begum bibi khatun khatoon hassan hasan mohammed mohamed muhammad mohammad abdullah ibrahim osman omar
    yusuf farah abdi aziz rashid hamid karim saleh mansour haddad nasser ismail akbar aziz shaikh rehman mehmood`),
    /(uddin|ullah|zadeh)$|^(abdul|al)[a-z]{4,}/,
  ],
  [
    'punjabi, gujarati, hindi or tamil',
    listed(`singh kaur gill sandhu dhillon grewal sidhu dhaliwal bains sohal atwal johal randhawa mann bhogal virdee patel shah
    mistry desai mehta parmar joshi solanki chauhan amin vaghela gandhi sharma pandya kumar gupta verma nair iyer reddy rao das`),
    /(wala|bhai|deep|preet|inder)$/,
  ],
  [
    'polish or romanian',
    listed('nowak mazur wojcik wozniak krawczyk wrobel stepien popa radu stan stoica rusu matei ion'),
    /(ski|ska|cki|cka|czyk|wicz|escu|eanu|iuc)$/,
  ],
  [
    'west african',
    listed(
      'mensah owusu boateng asante ofori osei appiah okafor okonkwo eze obi adeyemi adebayo balogun okoro nwosu addo annan',
    ),
    /^(ade|olu|oko|chuk|nwa|ogu)[a-z]{3,}/,
  ],
  [
    'chinese',
    listed('wong chan chen li wang zhang liu lin leung cheung lam ng ho chow yang huang zhao wu zhou xu sun lau tang'),
    /^(zh|xi|qi)[a-z]+/,
  ],
  [
    'irish',
    listed(`murphy kelly byrne ryan doyle walsh gallagher doherty docherty kennedy lynch murray quinn mccarthy daly nolan sweeney
    brennan burke collins fitzgerald fitzpatrick donnelly duffy maguire kavanagh casey donovan`),
    /^(o(brien|connor|neill|sullivan|donnell|reilly|shea|hara|keefe|shannessy|toole|grady|leary|rourke|dwyer))|^fitz/,
  ],
  [
    'scottish',
    listed('campbell stewart fraser cameron robertson sinclair graham ferguson murdoch buchanan forbes gordon munro'),
    /^ma?c[a-z]{3,}/,
  ],
  [
    'welsh',
    listed(
      'jones davies evans williams thomas lewis morgan griffiths owen rees lloyd hughes powell price jenkins llewellyn',
    ),
    /^(ll|gw)/,
  ],
] as const satisfies readonly (readonly [string, ReadonlySet<string>, RegExp])[];

/** @param surname folded to lower-case letters, in one word */
export function originOf(surname: string): NameOrigin {
  return ORIGINS.find(([, names, pattern]) => names.has(surname) || pattern.test(surname))?.[0] ?? 'other';
}
