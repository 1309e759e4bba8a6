const isTicker = (text: string): boolean =>
  /^(?:[A-Z]{1,6}\d{0,3}(?:\.[A-Z]{1,3})?|[A-Z]{3}\/[A-Z]{3}|[A-Z]{2}[A-Z0-9]{9}\d|\d{4,6})$/u.test(text);

/** Name, ticker and exchange of "Bitcoin (BTC)", "Marlow Engines plc (LSE: MRLW)", or of two leaf texts "Vale ON", "VALE3". */
export function splitName(
  title: string,
  leaves: readonly string[] = [],
): { name: string; ticker: string | null; exchange: string | null } {
  const bracket = /^(.+?)[\s\u00a0]?\((?:([A-Za-z][\w .]{1,20}):[\s\u00a0]?)?([A-Z0-9][A-Z0-9.]{0,6})\)$/u.exec(title);
  if (bracket && (isTicker(bracket[3] ?? '') || bracket[2] !== undefined) && !/^\d+$/u.test(bracket[3] ?? ''))
    return { name: bracket[1] ?? title, ticker: bracket[3] ?? null, exchange: bracket[2] ?? null };
  const texts = leaves.map((leaf) => leaf.trim()).filter((leaf) => leaf !== '');
  const last = texts.at(-1);
  if (texts.length > 1 && last !== undefined && isTicker(last))
    return { name: texts.slice(0, -1).join(' '), ticker: last, exchange: null };
  const isin = /^(.+?)[\s\u00a0]([A-Z]{2}[A-Z0-9]{9}\d)$/u.exec(title);
  if (isin) return { name: isin[1] ?? title, ticker: isin[2] ?? null, exchange: null };
  return { name: title, ticker: null, exchange: null };
}
