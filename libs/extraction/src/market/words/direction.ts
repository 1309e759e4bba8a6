/** Words and class names that say in which direction a value moved. */
const upClass =
  /(?:^|[-_\s])(?:up|pos|positive|gain|gainer|gains|rise|rising|increase|plus|alta|sube|hausse|haut|winner|bull|advance|higher)(?:$|[-_\s])/iu;
const downClass =
  /(?:^|[-_\s])(?:down|neg|negative|loss|loser|losses|fall|falling|decrease|minus|baixa|baja|baisse|bear|decline|lower)(?:$|[-_\s])/iu;
const greenClass = /(?:^|[-_\s])(?:green|verde|gruen|grün|vert)(?:$|[-_\s])/iu;
const redClass = /(?:^|[-_\s])(?:red|rojo|rot|rouge|rosso|vermelho)(?:$|[-_\s])/iu;

/** The direction that a class attribute (or alt text) names; null for none or both. */
export function namedDirection(text: string): 1 | -1 | null {
  const up = upClass.test(text);
  return up === downClass.test(text) ? null : up ? 1 : -1;
}
/** Green or red: the direction in the West, its opposite in East Asia. */
export function colourDirection(text: string): 1 | -1 | null {
  const green = greenClass.test(text);
  return green === redClass.test(text) ? null : green ? 1 : -1;
}

const upWord = /(?<![\p{L}])(?:up|gained|rose|plus|hausse|sube|higher)(?![\p{L}])/iu;
const downWord = /(?<![\p{L}])(?:down|off|lost|fell|minus|baisse|baja|lower)(?![\p{L}])/iu;
/** "up 461.88", "down $2". */
export function wordDirection(text: string): 1 | -1 | null {
  const up = upWord.test(text);
  return up === downWord.test(text) ? null : up ? 1 : -1;
}

/** Printed in place of a number that is not available. */
export const isMissing = (text: string): boolean =>
  /^(?:n\/?\.?a\.?|n\/d|s\/d|n\.d\.|k\.?\s?a\.?|nd|н\/д|нет|[-–—−]{1,2}|\.{2,3}|…|－|ー|غ\/م)$/iu.test(text.trim());
export const isBroken = (text: string): boolean =>
  /^(?:#[\p{L}/0-9]+[!?]?|[+-]?nan%?|undefined|null|error|err|inf(?:inity)?|\[object object\])$/iu.test(text.trim());
export const isUnchanged = (text: string): boolean =>
  /^(?:unch\.?|unchanged|unv\.?|unverändert|inchangé|sin cambios|invariato|stabile|estable|без изм\.?|0|flat|変わらず|değişmedi)$/iu.test(
    text.trim(),
  );
