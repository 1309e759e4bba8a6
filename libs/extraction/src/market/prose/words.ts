/** Words of market reports, all languages together: their instruments tell the languages apart well enough. */
const word = (list: string): RegExp => new RegExp(`(?<![\\p{L}])(?:${list})(?![\\p{L}])`, 'giu');

export const upWords = word(
  'rose|rises|gained|gains|climbed|jumped|added|advanced|surged|rallied|edged up|ticked up|higher|up|stieg|stiegen|gewann|legte|kletterte|höher|fester|plus|gagné|gagne|adjugé|progressé|progressait|progresse|grimpé|avancé|' +
    'sube|subió|subía|ganó|gana|avanzó|avanza|salito|guadagnato|sale|guadagna|sobe|subiu|avançou|ganhou|вырос|выросла|выросли|подорожал|подорожала|поднялся|повысился|прибавил|wzrósł|zyskał|yükseldi|steeg|won|steg',
);
export const downWords = word(
  'slipped|fell|falls|lost|loses|dropped|declined|tumbled|slid|sank|shed|eased|dipped|lower|down|verlor|verloren|fiel|fielen|gab|schwächer|tiefer|niedriger|minus|cédé|cède|cédait|perdu|perd|reculait|reculé|recule|baissé|chuté|abandonné|' +
    'baja|bajó|cayó|cae|perdió|cedió|cede|retrocedió|retrocede|cala|perso|ceduto|perde|scende|caiu|recuou|perdeu|cedeu|упал|упала|снизился|снизилась|подешевел|потерял|spadł|stracił|düştü|daalde|verloor|föll',
);
export const tradeWords = word(
  'traded|trading|trades|stood|bought|closed|settled|ended|finished|little changed|unchanged|schloss|schlossen|notierte|notierten|kostete|kosteten|bezahlt|gehandelt|échangeait|échange|valait|clôturé|clôture|terminé|termine|cotizaba|cotiza|cerró|cierra|' +
    'chiude|chiuso|scambiato|quota|negociado|negociava|fechou|cotado|составил|составила|закрылся|торговался|торгуется|zamknął|kapandı|sloot',
);
/** Stand directly before the level that was reached. */
export const levelWords =
  /(?<![\p{L}])(?<!(?<!edged |ticked |inched |went |moved )up )(?:to|at|auf|bei|zu|à|a|em|para|до|на|na|do|op|till|bought|kostete|kosteten|costs?|wurden|wurde|valait|составил|составила|cotizaba a|hasta)[\s\u00a0](?:about |around |rund |etwa )?$/iu;
export const fromWords = /(?<![\p{L}])(?:from|von|zuvor|nach|contre|desde|da|с)[\s\u00a0]$/iu;
/** A price of another time, wished or feared: no observation. */
export const otherTime = word(
  'a year ago|year earlier|last year|last month|in \\d{4}|by (?:summer|winter|spring|autumn|year-end|the end)|could|would|will|may|might|forecasts?|target|expects?|expected|sees|predicts?|im sommer|im kommenden|vor einem jahr|könnte|dürfte|soll|seit jahresbeginn|kursziel|erwartet|' +
    'il y a un an|pourrait|devrait|sera|seront|objectif|hace un año|podría|prevé|objetivo|un anno fa|potrebbe|há um ano|poderia|deve|год назад|может|прогноз',
);
export const pointWords =
  /^[\s\u00a0]?(?:points?|pts?|punkten?|punkte|zähler|puntos|punti|pontos|пунктов|пункта)(?![\p{L}])/iu;
export const centWords = /^[\s\u00a0]?(?:us-)?cents?(?![\p{L}])/iu;
/** What a price is for, behind it. */
export const perWords =
  /^[\s\u00a0](?:a|an|per|je|pro|le|par|por|al) (?:barrel|ounce|troy ounce|fass|feinunze|barril|baril|once|onza|tonne|ton|share)(?![\p{L}])/iu;
/** A paragraph with one of these speaks of shares, and its companies are instruments. */
export const shareWords = word(
  'shares?|stocks?|aktien?|aktienkurs|papiere?|titel|actions?|titres?|acciones|acción|azioni|azione|titoli|ações|ação|papéis|akcje|akcji|hisse|hissesi|hisseleri|акции|акций|aandeel|aandelen|aktier|aktien|株|주가|سهم|أسهم|سهام',
);
