import type { LexiconData } from '../grammar/lexicon-data.ts';

/** Forms of a weak German verb; a separable prefix stands apart in main clauses and joins the verb in subordinate ones. */
function weak(lemma: string, stem: string, prefix = ''): string {
  // "berichtete", "entgegnete"
  const e = /(?:[td]|[fg]n|chn)$/u.test(stem) ? 'e' : '';
  const forms = [`${stem}t`, `${stem}${e}t`, `${stem}${e}te`, `${stem}${e}ten`, `${stem}en`];
  const participle = /^(?:be|er|ver|ent|zer)|ier$/u.test(stem) ? `${stem}${e}t` : `ge${stem}${e}t`;
  const all =
    prefix === '' ? [...forms, participle] : [...forms, ...forms.map((form) => prefix + form), prefix + participle];
  return `${lemma}: ${all.join(' ')}`;
}

const weakVerbs = (list: string): string[] =>
  list
    .split(/\s+/u)
    .map((lemma) =>
      weak(lemma, lemma.endsWith('eln') || lemma.endsWith('ern') ? lemma.slice(0, -1) : lemma.slice(0, -2)),
    );

/** A verb whose finite forms count only where its particle follows in the sentence: "teilte die Polizei mit". */
const separable = (particle: string, line: string, participle = ''): string[] => {
  const [lemma = '', forms = ''] = line.split(': ');
  const joined = forms.split(' ').map((form) => particle + form);
  return [`${lemma}: ${forms} ~${particle}`, `${lemma}: ${joined.join(' ')} ${participle}`];
};

const views =
  'angaben ansicht auskunft aussage aussagen meinung einschätzung auffassung informationen darstellung schilderung überzeugung erkenntnissen berichten berechnungen schätzungen'.split(
    ' ',
  );

export const german: LexiconData = {
  language: 'de',
  speechVerbs: [
    'schreiben: schreibt schreiben schrieb schrieben geschrieben',
    'sprechen: spricht sprach sprachen sprechen gesprochen',
    'heißen: heißt hieß geheißen',
    'meinen: meint meinte meinten meinen',
    'finden: findet fand',
    ...separable('mit', 'mitteilen: teilt teilte teilten teilen', 'mitgeteilt'),
    ...separable('hin', 'hinweisen: weist wies wiesen weisen', 'hingewiesen'),
    ...separable('darauf', 'darauf verweisen: verweist verwies verwiesen verweisen'),
    ...separable('schluss', 'schließen: kommt kam kamen kommen'),
    ...separable('auf', 'auffordern: fordert forderte forderten fordern', 'aufgefordert'),
    ...separable('auf', 'aufrufen: ruft rief riefen rufen', 'aufgerufen'),
    ...separable('auf', 'aufzeigen: zeigt zeigte zeigten zeigen', 'aufgezeigt'),
    ...separable('an', 'anführen: führt führte führten führen', 'angeführt'),
    ...separable('ein', 'einwenden: wendet wandte wendete wandten wenden', 'eingewandt eingewendet'),
    ...separable('nach', 'nachlegen: legt legte legten legen', 'nachgelegt'),
    ...separable('dagegen', 'dagegenhalten: hält hielt hielten halten', 'dagegengehalten'),
    ...separable('ab', 'abwiegeln: wiegelt wiegelte wiegelten wiegeln', 'abgewiegelt'),
    ...separable('durchblicken', 'durchblicken lassen: lässt ließ ließen lassen'),
    ...separable('fort', 'fortfahren: fährt fuhr fuhren fahren', 'fortgefahren'),
    ...separable('bekannt', 'bekanntgeben: gibt gab gaben geben', 'bekanntgegeben'),
    ...separable('an', 'angeben: gibt gab gaben geben', 'angegeben'),
    ...separable('zu', 'zugeben: gibt gab gaben geben', 'zugegeben'),
    ...separable('hinzu', 'hinzufügen: fügt fügte fügten fügen', 'hinzugefügt'),
    ...separable('an', 'ankündigen: kündigt kündigte kündigten kündigen', 'angekündigt'),
    ...separable('ein', 'einräumen: räumt räumte räumten räumen', 'eingeräumt'),
    ...separable('aus', 'ausführen: führt führte führten führen', 'ausgeführt'),
    ...separable('fest', 'feststellen: stellt stellte stellten stellen', 'festgestellt'),
    ...separable('klar', 'klarstellen: stellt stellte stellten stellen', 'klargestellt'),
    ...separable('vor', 'vorwerfen: wirft warf warfen werfen', 'vorgeworfen'),
    ...separable('zusammen', 'zusammenfassen: fasst fasste fassten fassen', 'zusammengefasst'),
    ...separable('an', 'anprangern: prangert prangerte prangerten prangern', 'angeprangert'),
    ...separable('heraus', 'herausstreichen: streicht strich strichen streichen', 'herausgestrichen'),
    ...separable('zu', 'zusichern: sichert sicherte sicherten sichern', 'zugesichert'),
    ...separable('vor', 'vorschlagen: schlägt schlug schlugen schlagen', 'vorgeschlagen'),
    ...separable('an', 'anmerken: merkt merkte merkten merken', 'angemerkt'),
    ...separable('hervor', 'hervorheben: hebt hob hoben heben', 'hervorgehoben'),
    ...separable('ab', 'abstreiten: streitet stritt stritten streiten', 'abgestritten'),
    ...separable('dar', 'darlegen: legt legte legten legen', 'dargelegt'),
    ...separable('zu', 'zugestehen: gesteht gestand gestanden gestehen', 'zugestanden'),
    ...separable('davon', 'ausgehen: geht ging gingen gehen'),
    ...separable('verlauten', 'verlauten: lässt ließ ließen lassen'),
    ...separable('wissen', 'wissen lassen: lässt ließ ließen lassen'),
    ...separable('überzeugt', 'überzeugt sein: zeigt zeigte zeigten'),
    ...separable('zuversichtlich', 'zuversichtlich sein: zeigt zeigte zeigten'),
    ...['ansicht', 'auffassung', 'meinung', 'these', 'standpunkt'].flatMap((noun) =>
      separable(noun, `vertreten: vertritt vertrat vertraten vertreten`),
    ),
    'bestreiten: bestreitet bestritt bestritten',
    'versprechen: verspricht versprach versprachen versprochen',
    'unterstreichen: unterstreicht unterstrich',
    'befinden: befand',
    'wissen: weiß wusste',
    'denken: denkt dachte',
    'bekennen: bekennt bekannte bekannten',
    'widersprechen: widerspricht widersprach widersprachen widersprochen',
    ...weakVerbs(
      'sagen erklären berichten melden betonen behaupten bestätigen kommentieren kritisieren warnen fordern verlangen verkünden versichern erläutern bemerken äußern glauben vermuten hoffen beklagen antworten entgegnen erwidern ergänzen konstatieren argumentieren prognostizieren begründen monieren mahnen appellieren befürchten vermelden verlautbaren resümieren urteilen bekräftigen präzisieren unterstellen bemängeln bedauern beteuern beschweren drohen schildern prophezeien bezweifeln signalisieren verdeutlichen schwören erwarten wünschen plädieren folgern spekulieren dementieren verdächtigen versichern annoncieren hervorkehren suggerieren postulieren insistieren referieren protestieren lamentieren deklarieren proklamieren protokollieren dozieren murmeln flüstern stammeln seufzen ätzen lästern unken orakeln mutmaßen schlussfolgern bilanzieren rekapitulieren attestieren bescheinigen beanstanden entschuldigen beschwören geloben anvertrauen beeilen rechtfertigen verlauten bloggen posten mailen',
    ),
    'erzählen: erzählt erzählte erzählten',
    'fragen: fragt fragte fragten gefragt fragen',
    'zitieren: zitiert zitierte zitierten',
    'beschreiben: beschreibt beschrieb beschrieben',
    'twittern: twittert twitterte twitterten getwittert',
  ],
  quotingVerbs: [
    'nennen: nennt nannte nannten genannt',
    'bezeichnen: bezeichnet bezeichnete bezeichneten',
    'rufen: ruft rief riefen gerufen',
    'singen: singt sang sangen',
    'lauten: lautet lautete lauteten',
    'lesen: las lesen liest',
    'skandieren: skandiert skandierte skandierten',
    'loben: lobt lobte lobten',
    'vergleichen: vergleicht verglich',
    'bewerten: bewertet bewertete',
    'werten: wertet wertete werteten',
    'freuen: freut freute freuten',
    'reagieren: reagiert reagierte reagierten',
    'formulieren: formuliert formulierte',
    'begrüßen: begrüßt begrüßte begrüßten',
    'verurteilen: verurteilt verurteilte verurteilten',
    'sehen: sieht sah',
    'sich zeigen: zeigt zeigte zeigten',
    'titeln: titelt titelte titelten',
    'beginnen: beginnt begann',
    'enden: endet endete',
    'empfehlen: empfiehlt empfahl',
    'stehen: steht stand',
    'wollen wissen: wollen wollte',
    'kontern: kontert konterte',
    'spotten: spottet spottete',
    'scherzen: scherzt scherzte',
    'schimpfen: schimpft schimpfte',
    'jubeln: jubelt jubelte',
    'klagen: klagt klagte klagten',
    'schätzen: schätzt schätzte',
    'verteidigen: verteidigt verteidigte',
    'würdigen: würdigt würdigte',
    'erinnern: erinnert erinnerte',
    'raten: rät riet',
    'bitten: bittet bat baten',
    ...weakVerbs('beurteilen attackieren rechtfertigen charakterisieren feiern rügen verspotten würdigen deuten'),
    ...separable('für', 'halten für: hält hielt hielten halten'),
    ...separable('ein', 'einschätzen: schätzt schätzte schätzten', 'eingeschätzt'),
    ...separable('ein', 'einstufen: stuft stufte stuften', 'eingestuft'),
    ...separable('zurück', 'zurückweisen: weist wies wiesen', 'zurückgewiesen'),
    ...separable('ab', 'ablehnen: lehnt lehnte lehnten', 'abgelehnt'),
  ],
  sourceBefore: [
    ', so',
    'laut',
    'gemäß',
    // The bare noun last: the first that fits is taken.
    ...[' von', ' der', ' des', ''].flatMap((link) => views.map((noun) => `nach ${noun}${link}`)),
    'nach den worten von',
    'aus sicht von',
    'aus sicht der',
    'aus sicht des',
  ],
  sourceOwn: ['nach ihren angaben', 'nach seinen angaben', 'nach ihren worten', 'nach seinen worten'],
  possessives: 'ihren:fs seinen:ms ihm:ms ihnen:cp',
  sourceAfter: 'zufolge',
  pronouns: 'er:ms sie:fs es:ns man:cs wir:cp ich:cs dieser:ms diese:fs jener:ms',
  complementizers: 'dass daß ob wie warum weshalb wieso',
  reflexives: 'sich',
  impersonal: 'heißen verlauten stehen lesen',
  citing: 'zitieren',
  objects: 'ihm ihr ihnen uns mir',
  articles:
    'der die das den dem des ein eine einen einem einer eines sein seine seinen seiner ihr ihre ihren ihrer unser unsere kein keine viele einige mehrere zwei drei vier beide alle dieser diese dieses',
  auxiliaries:
    'hat haben hatte hatten habe hätte ist sind war waren sei wäre wird werden wurde wurden würde kann können konnte konnten soll sollen sollte muss müssen musste will wollte darf dürfen nicht',
  adverbs:
    'besorgt derzeit höhnisch auch dann später noch bereits schon jedoch aber zudem außerdem weiter ferner dazu daraufhin anschließend heute gestern zuvor erneut mehrfach ausdrücklich deshalb daher dabei hingegen dagegen nun damals unterdessen inzwischen jetzt so wörtlich darauf schließlich zunächst hierzu nur sogar etwa selbst mit an hin aus dennoch allerdings insbesondere zwar demnach zusätzlich insgesamt ursprünglich trotzdem immerhin offenbar offensichtlich anscheinend angeblich vermutlich gleichzeitig zugleich weiterhin hinaus ebenso gleichwohl indes mittlerweile bisher bislang erst kürzlich vielmehr hier dort wiederum ansonsten übrigens überdies lediglich immer wieder wörtlich sinngemäß besonders folgt',
  conjunctions:
    'weil wenn während obwohl nachdem bevor sobald falls als denn sondern doch seit damit indem da zumal wonach sodass ehe sofern soweit wobei woraufhin',
  and: 'und oder sowie',
  prepositions:
    'in im an am auf bei beim mit von vom zu zum zur aus nach vor für um über unter durch gegen ohne seit bis wegen trotz während zwischen gegenüber neben hinter anlässlich angesichts aufgrund laut gemäß innerhalb außerhalb seitens per ins ans',
  relativePronouns: 'der die das dem den deren dessen denen welche welcher welches welchem welchen',
  anaphors: 'das dies',
  owning: 'sagen erklären einräumen zugeben betonen mitteilen schreiben äußern verkünden versichern berichten twittern',
  looseLinks: 'für',
  statements:
    'fazit urteil resümee bilanz credo einschätzung begründung kommentar vorwurf kritik botschaft appell antwort warnung forderung aussage meinung erklärung prognose these überzeugung',
  announcing: ['mit diesen worten', 'mit den worten'],
  nounLinks: 'von vom der des aus für beim bei zum zur im in und',
  titles:
    'präsident präsidentin minister ministerin kanzler kanzlerin vorsitzender vorsitzende vorsitzenden sprecher sprecherin pressesprecher pressesprecherin regierungssprecher chef chefin dr. dr prof. prof professor professorin herr frau general papst könig königin bischof kardinal senator senatorin bürgermeister bürgermeisterin oberbürgermeister direktor direktorin pastor pastorin pfarrer pfarrerin geschäftsführer geschäftsführerin generalsekretär generalsekretärin abgeordneter abgeordnete abgeordneten trainer bundestrainer experte expertin anwalt anwältin rechtsanwalt richter richterin staatsanwalt staatsanwältin oberstaatsanwalt leiter leiterin us-präsident us-außenministerin botschafter botschafterin polizeisprecher polizeisprecherin autor autorin politiker politikerin kandidat kandidatin kommissar kommissarin manager gründer gründerin analyst analystin historiker historikerin forscher forscherin ökonom ökonomin',
  titleEndings:
    'senator senatorin minister ministerin präsident präsidentin kanzler kanzlerin chef chefin sprecher sprecherin vorsitzende vorsitzender vorsitzenden sekretär sekretärin kommissar kommissarin experte expertin beauftragte beauftragter meister meisterin politiker politikerin anwalt anwältin direktor direktorin leiter leiterin trainer trainerin richter richterin bischof forscher forscherin wissenschaftler wissenschaftlerin abgeordnete abgeordneter kandidat kandidatin rat rätin manager managerin führer führerin vertreter vertreterin kommandant kommandeur historiker historikerin ökonom ökonomin professor professorin rabbiner pfarrer händler händlerin spieler spielerin stürmer kapitän gründer gründerin verleger verlegerin reporter reporterin redakteur redakteurin dekan rektor rektorin ermittler intendant dirigent künstler künstlerin schriftsteller schriftstellerin regisseur regisseurin botschafter botschafterin gouverneur gouverneurin parteifreund aktivist aktivistin biologe biologin psychologe psychologin soziologe politologe politologin theologe geologe virologe virologin mediziner arzt ärztin psychiater',
  gendered:
    'herr:m frau:f sprecher:m sprecherin:f präsident:m präsidentin:f minister:m ministerin:f kanzler:m kanzlerin:f bundeskanzler:m bundeskanzlerin:f chef:m chefin:f könig:m königin:f papst:m vater:m mutter:f bürgermeister:m bürgermeisterin:f vorsitzender:m innenminister:m außenminister:m außenministerin:f finanzminister:m leiter:m leiterin:f direktor:m direktorin:f',
  firstNames: {
    f: 'angela ursula anna maria katrin claudia andrea sabine petra monika christine karin susanne julia sarah lisa franziska renate heike birgit annette annalena hillary barbara anja silvia gabriele ingrid helga eva nicole stefanie martina brigitte manuela agnes alexandra alice alina amelie anette angelika anika anke anne annika antje astrid beate beatrice bettina bianca carmen carola caroline charlotte christa christiane christina cornelia dagmar daniela diana doris dorothea edith elena elisabeth elke ellen emma erika esther eveline franka friederike gabi gerda gisela gudrun hanna hannah hannelore heide heidi helen helene henriette hilde ilse ina ines inge irene iris irmgard isabel isabella jana jasmin jennifer jessica johanna judith jutta karen karoline katarina katharina kathrin kerstin kirsten klara kristin kristina laura lena linda lore luise magdalena maike mandy marianne marie marina marion marlene martha maya meike melanie michaela michelle mirjam miriam nadine nadja natalie natascha nina olga patricia paula pia ramona regina regine rita rosa ruth sabrina sahra sandra sara sigrid silke simone sofia sonja sophie stephanie svenja tanja tatjana teresa theresa ulla ulrike uta ute vanessa vera verena veronika victoria waltraud yvonne',
    m: 'gerhard helmut hans peter thomas michael andreas wolfgang klaus jürgen günter stefan stephan christian martin frank frank-walter olaf joachim horst uwe karl heinz werner markus matthias sebastian guido joschka otto franz edmund norbert volker philipp jan alexander barack george wladimir nicolas tony dirk ralf bernd dieter rainer jens sigmar christoph robert friedrich alexej ali amir antonio anton armin arno arthur ahmed axel ben benedikt benjamin bernhard björn bruno carl carlos carsten christof claus clemens constantin daniel david denis detlef dietmar dominik donald eberhard egon emil enno eric erik ernst erwin fabian felix ferdinand fernando florian francesco francisco francois fred fritz gabriel gert giovanni gregor guillaume gustav harald hartmut hassan heiko heiner helge hendrik henning henry herbert hermann holger hubert hugo ibrahim igor ivan jacques jakob james jean jim jochen joe joerg johann johannes john jonas jörg jose josef josé juan julian jörn kai karim karsten kevin konrad konstantin kurt lars leo leon leonard lothar ludwig luis lukas lutz manfred manuel marc marcel marco mario marius mark max maximilian mehmet michel mike mohammed moritz mustafa niels nikolaus nils norman oliver oscar oskar pascal patrick paul pedro philip pierre rafael raimund ralph reinhard reinhold richard roberto rolf roland roman ronald rudolf rüdiger samuel sergej siegfried sigmund silvio simon steffen stephen steven sven theo theodor thilo thorsten tim timo tobias tom torsten udo ulf ulrich urs valentin victor viktor vincent vladimir walter wilhelm willi william wolf wolfram yusuf',
  },
  abbreviations:
    'dr prof nr st u.a z.b d.h bzw ca vgl jan feb apr aug sept okt nov dez mio mrd gez evtl inkl abs art bd dipl geb hl jh jr sog str usw v.a rd inkl etc',
  organizationNouns:
    'ministerium innenministerium außenministerium bundesregierung regierung polizei partei gericht amt bundesamt behörde verband gewerkschaft universität institut kommission rat bundestag bundesrat senat parlament zeitung magazin sender agentur nachrichtenagentur unternehmen konzern bank verein organisation staatsanwaltschaft stadt fraktion opposition hilfsorganisation initiative bürgerinitiative bündnis nachrichtenmagazin tageszeitung wochenzeitung boulevardzeitung stiftung gesellschaft gmbh ag spd cdu csu fdp unternehmensgruppe klub club tagesschau spiegel bild ausschuss gremium landesamt landtag stadtrat gemeinderat kirche konferenz liga hersteller airline betreiber sprecherrat betriebsrat vorstand aufsichtsrat weltbank notenbank zentralbank eu-kommission kreml weißes pentagon klinik krankenhaus feuerwehr bundeswehr armee militär justiz bundesgerichtshof bundesverfassungsgericht landgericht amtsgericht verwaltungsgericht oberlandesgericht bundesanwaltschaft landesregierung umweltministerium',
  personNouns:
    'sprecher sprecherin experte expertin zeuge zeugin anwalt anwältin mitarbeiter mitarbeiterin nachbar bewohner vertreter vertreterin polizist beamter präsident präsidentin minister ministerin vorsitzende vorsitzender leiter leiterin chef chefin politiker politikerin abgeordnete abgeordneter augenzeuge professor richter trainer forscher forscherin journalist journalistin autor autorin direktor direktorin kanzler kanzlerin bürgermeister bürgermeisterin reporter korrespondent kommandeur offizier gouverneur botschafter politologe historiker wissenschaftler unternehmer unternehmerin bauer bäuerin lehrer lehrerin student studentin schüler schülerin passant augenzeugin fahrer fahrerin pilot pilotin künstler künstlerin sänger sängerin schauspieler schauspielerin regisseur regisseurin ökonom ökonomin ermittler ermittlerin polizistin arzt ärztin mutter vater bruder schwester sohn tochter witwe papst kardinal könig königin amtsinhaber amtsinhaberin vorgänger nachfolger nachfolgerin stellvertreter stellvertreterin amtskollege amtskollegin kollege kollegin parteifreund rivale oppositionsführer oppositionsführerin angeklagte angeklagter verteidiger verteidigerin verfasser verfasserin urheber urheberin',
  groupNouns:
    'experten zeugen anwälte behörden vertreter beobachter kritiker demonstranten wissenschaftler forscher medien ermittler mediziner ärzte politiker beamte bewohner anwohner augenzeugen richter gegner befürworter rebellen veranstalter organisatoren kreise diplomaten analysten eltern studenten grünen linken liberalen sozialdemokraten ökonomen historiker fans zuschauer passanten spieler gewerkschaften verbände umweltschützer tierschützer menschenrechtler oppositionelle aktivisten landwirte bauern unternehmer manager sprecher nutzer opfer helfer retter ermittlungsbehörden sicherheitskräfte nachbarn angehörige anhänger abgeordnete parteien staaten länder',
  verbs:
    'ging kam gab machte nahm stand lag blieb fiel hielt ließ wurde kommt geht gibt macht nimmt steht liegt bleibt fällt hält lässt',
  timeWords:
    'montag dienstag mittwoch donnerstag freitag samstag sonntag januar februar märz april mai juni juli august september oktober november dezember heute gestern am um gegenüber nach vor während bei auf anlässlich laut über mit an zu zum zur bereits weiter zuvor dazu in im aus hinzu wörtlich später vormittag nachmittag mittag abend morgen nacht mitternacht woche wochen wochenende monat jahr uhr',
  oblique:
    'dies den dem des einem einen eines seinem seinen seines ihrem ihren ihres diesem diesen dieses unserem unseren keinem keinen',
  reportive:
    'sei seien habe werde könne könnten müsse müssten solle dürfe wolle gebe gehe komme stehe bleibe brauche wisse wäre wären hätte hätten liege halte lasse mache sehe führe nehme',
  quotedFragments: true,
  namers:
    'namens genannt genannte genannten genannter genanntes motto titel name namen buch film lied song album roman serie sendung zeitung magazin magazins magazines zeitschrift begriff ausdruck projekt programm schiff firma partei gruppe verein bezeichnung zeichen stichwort thema themen musical oper stück festival preis prädikat stiftung agentur sender senders blatt konferenz ausstellung spiel kampagne stamms stamm',
  viewpoint: 'für',
  copulas: 'ist sind war waren sei seien wäre wären bleibt blieb',
  judging: 'als ein eine einen einer einem eines',
  ordinalStop: true,
  subjectAfterVerb: true,
  capitalisedNouns: true,
};
