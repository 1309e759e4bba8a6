import type { LexiconData } from '../grammar/lexicon-data.ts';

export const dutch: LexiconData = {
  language: 'nl',
  speechVerbs: [
    'zeggen: zegt zeggen zei zeiden gezegd',
    'verklaren: verklaart verklaren verklaarde verklaarden verklaard',
    'vertellen: vertelt vertellen vertelde vertelden verteld',
    'stellen: stelt stellen stelde stelden gesteld',
    'melden: meldt melden meldde meldden gemeld',
    'vinden: vindt vinden vond vonden gevonden',
    'schrijven: schrijft schrijven schreef schreven geschreven',
    'antwoorden: antwoordt antwoordde antwoordden',
    'benadrukken: benadrukt benadrukte benadrukten',
    'bevestigen: bevestigt bevestigde bevestigden bevestigd',
    'waarschuwen: waarschuwt waarschuwde waarschuwden gewaarschuwd',
    'denken: denkt denken dacht',
    'menen: meent menen meende',
    'beweren: beweert beweren beweerde',
    'erkennen: erkent erkende',
    'beloven: belooft beloofde',
    'vragen: vraagt vroeg vroegen gevraagd',
    'reageren: reageert reageerde reageerden',
    'concluderen: concludeert concludeerde',
    'laten weten: liet lieten',
    'aankondigen: kondigt kondigde aankondigde aangekondigd',
    'toevoegen: voegt voegde',
    'oordelen: oordeelt oordeelde',
  ],
  quotingVerbs: [
    'noemen: noemt noemen noemde noemden genoemd',
    'roepen: roept riep riepen',
    'spreken: spreekt sprak spraken',
    'luiden: luidt luidde',
    'lachen: lacht lachte',
    'verzuchten: verzucht verzuchtte',
    'omschrijven: omschrijft omschreef',
  ],
  sourceBefore: ['aldus', 'volgens', 'in de woorden van'],
  pronouns: 'hij:ms zij:fs ze:cs het:ns men:cs ik:cs wij:cp we:cp',
  complementizers: 'dat of hoe waarom',
  reflexives: 'zich',
  articles: 'de het een zijn haar hun ons onze deze dit die enkele veel twee drie',
  auxiliaries: 'heeft hebben had hadden is zijn was waren wordt werd zal zou kan kon moet niet',
  adverbs:
    'ook dan later nog al echter daarom verder gisteren vandaag maandag dinsdag woensdag donderdag vrijdag zaterdag zondag toen daarna eerder',
  conjunctions: 'maar omdat terwijl hoewel nadat voordat als toen want',
  and: 'en of',
  prepositions:
    'in op aan bij met van naar voor over onder tegen door uit tot na tijdens volgens tussen vanwege zonder sinds',
  nounLinks: 'van voor bij uit en der',
  titles:
    'president premier minister staatssecretaris burgemeester wethouder koning koningin paus professor dr dr. prof prof. voorzitter directeur woordvoerder woordvoerster generaal hoogleraar kamerlid fractievoorzitter bondscoach trainer meneer mevrouw',
  gendered: 'meneer:m mevrouw:f koning:m koningin:f woordvoerster:f',
  abbreviations: 'dr prof mr ir drs ing nr bijv o.a d.w.z enz ca jl',
  organizationNouns:
    'ministerie regering kabinet partij politie gemeente universiteit commissie raad rechtbank bedrijf vakbond vereniging organisatie bank stichting om nos anp navo vn',
  personNouns:
    'woordvoerder woordvoerster president premier minister burgemeester wethouder advocaat directeur expert deskundige getuige bewoner hoogleraar kamerlid econoom arts onderzoeker voorzitter trainer',
  groupNouns: 'deskundigen bewoners getuigen demonstranten artsen onderzoekers bronnen experts autoriteiten',
  timeWords:
    'maandag dinsdag woensdag donderdag vrijdag zaterdag zondag gisteren vandaag tegen in op na tijdens over aan bij',
  subjectAfterVerb: true,
};
