import type { LexiconData } from '../grammar/lexicon-data.ts';

export const italian: LexiconData = {
  language: 'it',
  speechVerbs: [
    'dire: dice dicono disse dissero detto diceva dicendo',
    'affermare: afferma affermano affermò affermato',
    'spiegare: spiega spiegano spiegò spiegato',
    'aggiungere: aggiunge aggiungono aggiunse aggiunto',
    'dichiarare: dichiara dichiarano dichiarò dichiarato',
    'sottolineare: sottolinea sottolineano sottolineato',
    'sostenere: sostiene sostengono sostenne sostenuto',
    'annunciare: annuncia annunciano annunciò annunciato',
    'commentare: commenta commentano commentò commentato',
    'osservare: osserva osservano osservato',
    'ricordare: ricorda ricordano ricordato',
    'rispondere: risponde rispondono rispose risposto',
    'scrivere: scrive scrivono scrisse scritto',
    'raccontare: racconta raccontano raccontò raccontato',
    'precisare: precisa precisano precisato',
    'assicurare: assicura assicurano assicurato',
    'ribadire: ribadisce ribadito',
    'concludere: conclude concluso',
    'avvertire: avverte avvertito',
    'chiedere: chiede chiedono chiese chiesto',
    'ammettere: ammette ammesso',
    'promettere: promette promesso',
    'denunciare: denuncia denunciano denunciato',
    'proseguire: prosegue proseguito',
    'confermare: conferma confermano confermato',
  ],
  quotingVerbs: [
    'definire: definisce definito',
    'chiamare: chiama chiamato',
    'parlare: parla parlato',
    'esclamare: esclama',
    'scherzare: scherza',
    'attaccare: attacca',
    'leggere: legge',
  ],
  sourceBefore: ['secondo', 'a detta di', 'stando a'],
  pronouns: 'lui:ms lei:fs egli:ms ella:fs loro:cp essi:mp',
  complementizers: 'che se come perché',
  reflexives: 'si',
  articles: "il lo la i gli le l' l’ un uno una un' questo questa suo sua suoi sue molti alcuni due tre",
  auxiliaries: 'ha hanno aveva avevano è sono era erano ho abbiamo non sarà',
  adverbs:
    'anche poi ancora già inoltre ieri oggi infatti invece quindi così lunedì martedì mercoledì giovedì venerdì sabato domenica',
  conjunctions: 'ma quando mentre perché anche dopo poiché se però',
  and: 'e ed o',
  prepositions:
    'a ad al allo alla ai agli alle da dal dalla dai di del dello della dei degli delle in nel nella nei con su sul sulla per tra fra durante dopo prima secondo verso',
  nounLinks: "di del dello della dell' dell’ dei degli delle per e da dal",
  titles:
    'presidente ministro ministra premier sindaco sindaca senatore senatrice deputato deputata generale professor professoressa dottor dottoressa dott segretario segretaria portavoce direttore direttrice capo governatore cancelliere procuratore giudice papa re regina signor signora onorevole avvocato',
  gendered:
    'signor:m signora:f ministra:f sindaca:f senatore:m senatrice:f direttore:m direttrice:f re:m regina:f dottor:m dottoressa:f',
  abbreviations: 'sig dott prof avv ing on art etc ecc n pag s',
  organizationNouns:
    'ministero governo partito polizia sindacato associazione università commissione comitato procura azienda gruppo agenzia parlamento senato camera comune banca federazione fondazione ansa onu nato ue',
  personNouns:
    'portavoce presidente ministro ministra sindaco avvocato direttore direttrice esperto esperta testimone senatore deputato procuratore economista professore medico ricercatore ricercatrice leader allenatore segretario',
  groupNouns:
    'autorità esperti residenti testimoni manifestanti sindacati inquirenti ricercatori fonti medici avvocati',
  timeWords:
    'lunedì martedì mercoledì giovedì venerdì sabato domenica ieri oggi durante dopo prima in nel nella a al alla ai su per davanti',
  subjectAfterVerb: true,
  namesSpeakerInside: true,
  elisions: 'l d un dell all dall nell sull quest c',
  speechAfterDash: true,
};
