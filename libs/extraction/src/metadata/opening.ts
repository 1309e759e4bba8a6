/** What stands before the first sentence of an article. */
export interface Opening {
  readonly dateline: string | null;
  readonly publisher: string | null;
}

/** "BERLIN (dpa) — ", "NEW YORK, May 3 - ", "Kyiv, Ukraine (AP) — ". */
const place =
  /^(\p{Lu}[\p{Lu}.'’ -]{1,40}(?:, \p{Lu}[\p{L}. ]{1,24})?(?:, \p{L}{3,9}\.? \d{1,2})?)(?: ?\([^()]{2,30}\))? ?[—–-]{1,2} /u;
const placeWithAgency =
  /^(\p{Lu}[\p{L}.'’ -]{1,40}(?:, \p{Lu}[\p{L}. ]{1,24})?) ?\((?:AP|Reuters|AFP|dpa|ANI|PTI|IANS|Xinhua|TASS|CNN|UPI|EFE|ANSA)[^()]{0,20}\) ?[—–-]{1,2} /u;
/** "CityOnline: Rain is …": one word with an inner capital, as media names are written. */
const prefix = /^(\p{Lu}[\p{L}\d]*\p{Ll}\p{Lu}[\p{L}\d]*): (?=\p{Lu})/u;

/** Reads dateline and publisher off the beginning of an article's text. Nothing is cut away: they are part of the text. */
export function readOpening(body: string): Opening {
  const head = body.slice(0, 200);
  return {
    dateline: (placeWithAgency.exec(head)?.[1] ?? place.exec(head)?.[1])?.trim() ?? null,
    publisher: prefix.exec(head)?.[1] ?? null,
  };
}
