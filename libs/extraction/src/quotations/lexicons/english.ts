import type { LexiconData } from '../grammar/lexicon-data.ts';

const vowel = /[aeiou]/u;

/** Forms of a regular English verb. */
function regular(lemma: string): string {
  const stem = lemma.endsWith('e') ? lemma.slice(0, -1) : lemma;
  const final = lemma.at(-1) ?? '';
  if (final === 'y' && !vowel.test(lemma.at(-2) ?? '')) {
    const i = lemma.slice(0, -1);
    return `${lemma}: ${lemma} ${i}ies ${i}ied ${lemma}ing`;
  }
  const third = /(?:s|sh|ch|x|z)$/u.test(lemma) ? `${lemma}es` : `${lemma}s`;
  return `${lemma}: ${lemma} ${third} ${stem}ed ${stem}ing`;
}

const regulars = (list: string): string[] => list.split(/\s+/u).map(regular);

export const english: LexiconData = {
  language: 'en',
  speechVerbs: [
    'find: finds found ~that',
    'show: show shows showed shown ~that',
    'threaten: threaten threatens threatened threatening',
    'call for: call calls called calling +for',
    'call on: call calls called calling +on',
    'accuse: accuse accuses accused accusing',
    'refuse: refuse refuses refused refusing ~to',
    'decline: decline declines declined declining ~to',
    'say: say says said saying',
    'tell: tell tells told telling',
    'write: write writes wrote written writing',
    'tweet: tweet tweets tweeted tweeting retweeted',
    'think: think thinks thought',
    'feel: feels felt',
    'swear: swears swore',
    'admit: admit admits admitted admitting',
    'quip: quip quips quipped quipping',
    'report: reported reports reporting',
    'state: stated stating states',
    'note: noted noting notes',
    'claim: claimed claiming claims claim',
    'comment: commented commenting comments',
    'promise: promised promising promises',
    'vow: vowed vowing vows',
    'pledge: pledged pledging pledges',
    'hint: hinted hinting hints',
    'remark: remarked remarking remarks',
    'forecast: forecast forecasts',
    'insist: insist insists insisted insisting',
    ...regulars(
      'add explain announce argue ask acknowledge allege assert confirm concede conclude contend declare deny emphasize emphasise estimate explain indicate inform joke lament maintain mention observe predict reiterate reply respond reveal stress suggest testify underline underscore urge warn recall caution complain boast believe hope acknowledge assure disclose advise agree remind clarify recount opine counter repeat exclaim retort proclaim guess fear recommend',
    ),
  ],
  quotingVerbs: [
    'read: read reads reading',
    'go on: went goes',
    'begin: began begins',
    'call: called calls calling call',
    'put: put puts putting',
    'shout: shouted shouting shouts shout',
    'chant: chanted chanting chants chant',
    'sing: sang sings singing',
    'hear: heard hears',
    'speak: spoke speaks speaking',
    'ask: asked asks asking ask',
    'quote: quoted quoting quotes',
    'label: labeled labelled labeling labelling labels',
    'cry: cried cries crying',
    'write: written',
    'post: posted posting posts',
    'email: emailed e-mailed',
    'text: texted',
    'open: opened opens',
    'offer: offered offers offering',
    'slam: slammed slams slamming',
    'cite: cited cites citing',
    'conclude: concluded concludes concluding',
    'know: knows knew know',
    ...regulars(
      'describe characterize characterise brand dub deem term ridicule mock blast criticize criticise denounce dismiss praise accuse condemn attack laugh whisper yell scream groan sigh muse wonder intone chuckle snap shrug smile grin hail tease rail demand answer summarize summarise interject thunder gush bellow chime implore plead ruminate drawl deadpan challenge defend question refer laud applaud decry tout salute thank hail apologize apologise elaborate chastise rant crow echo fume holler howl roar scoff sneer sniff taunt thunder volunteer venture joke boom bark crack marvel enthuse reflect reason vent hiss lie correct note pronounce diagnose compare consider liken chide rebuke scold deride bemoan credit warn start invoke express signal stipulate want introduce advocate advertise reassure blame assail continue worry',
    ),
  ],
  sourceBefore: ['according to', 'in the words of', 'as per', 'in the view of', 'in the opinion of'],
  possessives: 'him:ms her:fs them:cp',
  pronouns: 'he:ms she:fs it:ns they:cp we:cp i:cs you:cs one:cs who:cs',
  complementizers: 'that whether if how why what',
  relatives: 'who which that whom',
  objects: 'him her them us me you',
  committing: 'promise vow pledge threaten hope refuse decline agree',
  urging: ['call for:', 'urge:', 'accuse:of', 'call on:to', 'ask:to'],
  findings:
    'poll polls survey surveys polling report reports study studies data figures records numbers results filings documents statistics research emails census',
  showing: 'shows show showed found finds find',
  addressing: 'tell ask remind assure inform advise urge warn text email reassure',
  articles:
    'the a an this that these those his her their its our my some many several one two three four five another other both all most few every each no any more',
  auxiliaries:
    "has have had is was are were be been being will would can could may might must shall should do does did not n’t 's ’s hasn’t hadn’t didn’t doesn’t don’t won’t wouldn’t ’d 'd ’ve 've ’ll 'll",
  adverbs:
    'also then later once again often never always just still even now soon recently reportedly first ago already ever since twice repeatedly simply only both all too instead further so thus perhaps famously today yesterday tonight tuesday monday wednesday thursday friday saturday sunday back quickly long even',
  conjunctions:
    'but when while because although though if after before as since until unless where whereas because than that whether why how yet',
  and: 'and or &',
  prepositions:
    'in on at by with from to for of about during after before over under between among against into through without within along around behind beyond despite except near off per toward towards upon via amid following like unlike regarding',
  nounLinks: 'of for from with in at on who whose and & to',
  titles:
    'president vice deputy foreign prime minister secretary general senator sen sen. rep rep. representative gov gov. governor lt lt. lieutenant mr mr. mrs mrs. ms ms. miss dr dr. prof prof. professor sir lord lady dame king queen prince princess pope archbishop bishop cardinal rev rev. reverend father judge justice chief mayor speaker leader congressman congresswoman congresswomen attorney ambassador chancellor chairman chairwoman chair chairperson director executive officer ceo cfo coo spokesman spokeswoman spokesperson strategist adviser advisor manager coach captain colonel col col. gen gen. maj maj. major sgt sgt. sergeant cmdr cmdr. commander admiral detective inspector superintendent sheriff economist analyst historian author editor reporter columnist host commissioner premier first former ex-president then-president then-candidate then-sen. president-elect candidate nominee businessman billionaire mogul rival frontrunner front-runner hon. counsel founder co-founder coordinator organizer organiser assistant associate senior junior special envoy press communications campaign national policy political media head defense defence interior finance health labor labour state treasury democrat republican democratic texas',
  gendered:
    'mr:m mr.:m mrs:f mrs.:f ms:f ms.:f miss:f sir:m lord:m lady:f dame:f king:m queen:f prince:m princess:f pope:m father:m mother:f brother:m sister:f son:m daughter:f husband:m wife:f widow:f man:m woman:f boy:m girl:f spokesman:m spokeswoman:f chairman:m chairwoman:f congressman:m congresswoman:f businessman:m businesswoman:f policeman:m policewoman:f actor:m actress:f grandfather:m grandmother:f uncle:m aunt:f',
  firstNames: {
    f: 'mary patricia jennifer linda elizabeth barbara susan jessica sarah karen lisa nancy betty margaret sandra ashley kimberly emily donna michelle carol amanda dorothy melissa deborah stephanie rebecca sharon laura cynthia kathleen amy angela shirley anna brenda pamela emma nicole helen samantha katherine christine debra rachel carolyn janet catherine maria heather diane ruth julie olivia joyce virginia victoria kelly lauren christina joan evelyn judith megan andrea cheryl hannah jacqueline martha gloria teresa ann sara madison frances kathryn janice jean abigail alice julia judy sophia grace denise amber doris marilyn danielle beverly isabella theresa diana natalie brittany charlotte marie kayla alexis lori hillary melania ivanka chelsea carly jill tulsi kellyanne claire ellen jane kate katie huma loretta condoleezza nikki kamala nina theresa ursula',
    m: 'james robert john michael david william richard joseph thomas charles christopher daniel matthew anthony mark donald steven paul andrew joshua kenneth kevin brian george timothy ronald edward jason jeffrey ryan jacob gary nicholas eric jonathan stephen larry justin scott brandon benjamin samuel gregory alexander frank patrick raymond jack dennis jerry tyler aaron jose adam nathan henry douglas zachary peter kyle ethan walter noah jeremy christian keith roger terry austin sean gerald carl harold dylan arthur lawrence jordan jesse bryan billy bruce gabriel joe logan alan juan albert willie elijah wayne randy mason vincent liam roy bobby caleb bradley russell lucas bernie ted marco jeb mike barack bill ben rand rick lindsey mitt harry mitch newt rudy al bob jim tim tom dan ken ron steve tony chuck greg jeff matt pete sam vladimir boris emmanuel',
  },
  abbreviations:
    'mr mrs ms dr prof sen rep gov lt gen col maj sgt capt cmdr adm rev hon st jr sr inc corp co ltd llc vs v etc e.g i.e jan feb mar apr jun jul aug sept sep oct nov dec ala ariz ark calif colo conn del fla ga ill ind kan ky la md mass mich minn miss mo mont neb nev okla ore pa tenn tex vt va wash wis wyo d-va n.y n.j n.h n.c s.c d.c u.s u.k u.n u.s.a no fig a.m p.m ph.d dept est mt ft bros messrs supt det',
  organizationNouns:
    'committee ministry department university college school party agency council bank group institute association union times post news court police commission office house congress senate government inc inc. corp corp. co co. ltd ltd. llc company foundation campaign team network federation organization organisation center centre army navy force forces bureau administration authority board parliament nations kremlin pentagon treasury press journal tribune herald guardian magazine radio society club league church fund corporation industries holdings partners alliance coalition movement front service services newspaper paper channel website poll survey report study statement trust hospital museum airlines airways motors media',
  personNouns:
    'spokesman spokeswoman spokesperson official president minister leader senator governor mayor man woman lawyer attorney analyst expert professor director chairman chairwoman chief head officer manager adviser advisor aide source resident neighbor neighbour witness voter activist author historian economist scientist researcher doctor nurse teacher student farmer worker owner founder editor reporter journalist candidate nominee lawmaker representative congressman congresswoman member judge prosecutor commander soldier coach player billionaire businessman executive strategist diplomat ambassador secretary speaker father mother son daughter wife husband brother sister friend supporter critic veteran retiree host commentator consultant organizer operative staffer deputy sheriff detective investigator survivor victim actor actress singer pastor priest bishop rabbi imam king queen prince princess pollster donor delegate democrat republican conservative liberal',
  groupNouns:
    'officials sources people police experts analysts critics supporters residents witnesses voters activists lawmakers scientists researchers lawyers prosecutors democrats republicans leaders members investigators authorities aides advisers advisors economists students workers reporters journalists protesters demonstrators opposition others some many rebels militants parents families candidates senators conservatives liberals progressives americans russians authors writers editors opponents strategists observers pundits organizers operatives spokesmen delegates executives diplomats ministers men women respondents participants attendees organizers organisers donors fans neighbors neighbours relatives friends colleagues lawyers attorneys doctors nurses teachers farmers drivers owners managers engineers soldiers veterans detectives firefighters environmentalists campaigners regulators bankers traders insiders commentators pollsters advocates veterans allies rivals planners',
  verbs:
    'owns owned learnt leant burnt dreamt leapt spelt spilt went gave made came took left met held won lost led got became began kept found put ran sat stood saw brought built bought sent spent paid broke chose drew drove fell fought flew forgot grew hit knew let lay meant read rose sold set shook shot showed spoke struck taught threw understood wore wins wants seems appears plans looks gets makes takes gives goes comes needs tries helps faces leads runs joins shares holds hold expects considers likes loves hates prefers refuses remains continues rejects sees hears finds shows means supports opposes',
  namers:
    'so-called titled entitled dubbed nicknamed named album book film movie song magazine newspaper novel play restaurant podcast sitcom musical',
  timeWords:
    'monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november december today yesterday tonight tomorrow last this next earlier later recently during after before when while as until since at on in to about via by through over following amid because if where if again',
  inscriptions: 'sign signs notice plaque sticker label caption headline',
  pastEnding: 'ed',
};
