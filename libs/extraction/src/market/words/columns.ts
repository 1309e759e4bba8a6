import { plainMarks } from '../numbers/marks.ts';

/** What a column, label or `dt` says about the value under or behind it. */
export type Role =
  | 'name'
  | 'symbol'
  | 'unit'
  | 'last'
  | 'change'
  | 'changePercent'
  | 'changeBasisPoints'
  | 'previousClose'
  | 'bid'
  | 'ask'
  | 'open'
  | 'high'
  | 'low'
  | 'range'
  | 'volume'
  | 'time'
  | 'ignored';

/** Lower-case words by role; "|" separated. Longer ones win. */
const words: Readonly<Record<Role, string>> = {
  name:
    'name|index|indices|indexes|stock|stocks|share|company|market|issue|security|bond|instrument|currency|currencies|commodity|pair|contract|coin|fund|metal|' +
    'aktie|aktien|titel|wertpapier|devisen|währung|rohstoff|unternehmen|indizes|valeur|valeurs|titre|indice|devise|société|valor|índice|divisa|empresa|moneda|titolo|azione|valuta|' +
    'título|ação|ações|moeda|ativo|бумага|акция|валюта|индекс|компания|инструмент|waluta|spółka|indeks|hisse|ad|döviz|endeks|銘柄|指数|通貨|銘柄名|名称|عنوان|شاخص|نماد|ارز|العملة|المؤشر|السهم|fonds|aandeel|koers van|aktier|bolag|valor / isin|valeur / isin',
  symbol:
    'symbol|ticker|code|isin|wkn|kürzel|тикер|код|kod|コード|代码|الرمز|sembol|símbolo|codice|código|epic|kuerzel',
  unit: 'unit|einheit|unité|unidad|unità|единица|単位',
  last:
    'last|last price|last trade|price|close|closing|closing price|settle|settlement|latest|level|yield|rate|value|current|now|kurs|letzter|letzter kurs|schluss|schlusskurs|aktuell|punkte|stand|rendite|cours|dernier|dernier cours|clôture|cotation|' +
    'último|ultima|última|cierre|precio|cotización|cambio|rendimiento|prezzo|ultimo|chiusura|quotazione|última cotação|cotação|preço|fecho|fechamento|valor atual|цена|курс|закрытие|последняя|посл|значение|kurs średni|cena|zamknięcie|' +
    'son|fiyat|kapanış|değer|終値|現在値|株価|値|収盘|收盘|最新|最新价|قیمت|مقدار|آخرین|نرخ|الإغلاق|السعر|آخر|آخر سعر|koers|slotkoers|slot|senaste|sist|kurssi|현재가|종가|last sale',
  change:
    'change|chg|net|net chg|net change|points|pts|move|diff|day change|1 day|today|+/-|+-|veränderung|veraenderung|änderung|differenz|diff.|var|variation|écart|variación|dif|dif.|var.|variazione|diferencia|variação|изм|изменение|zmiana|' +
    'fark|değişim|前日比|涨跌|騰落|تغییر|التغير|verschil|ändring|endring|1 jour|1 tag|1 día|24h|1d|24h change|euros|punti|puntos|pontos|change points',
  changePercent:
    '%|pct|percent|% change|% chg|change %|chg %|var. %|diff. %|dif. %|+/- %|prozent|前日比%|騰落率|涨跌幅|درصد تغییر|درصد|نسبة التغير|النسبة|изм %|% var|yüzde|procent|change percent|percent change',
  changeBasisPoints: 'chg (bp)|change (bp)|bp|bps|basis points|basispunkte',
  previousClose:
    'prev|prev.|previous|previous close|prev. close|prior|prior close|vortag|vortageskurs|veille|clôture veille|anterior|cierre anterior|precedente|önceki|önceki kapanış|пред|предыдущее|前日終値|昨收|poprzedni|fecho anterior|vorige|yesterday',
  bid: 'bid|geld|buy|buying|compra|achat|acquisto|denaro|alış|покупка|купля|kupno|شراء|الشراء|خرید|買値|买入',
  ask: 'ask|offer|offered|brief|sell|selling|venta|vente|vendita|lettera|satış|продажа|sprzedaż|بيع|البيع|فروش|売値|venda|卖出',
  open: 'open|opening|eröffnung|ouv|ouverture|apertura|abertura|открытие|откр|açılış|otwarcie|始値|开盘|الافتتاح|öppning|opening price',
  high: 'high|day high|hoch|tageshoch|haut|+ haut|plus haut|máx|máximo|máxima|massimo|max|макс|максимум|yüksek|en yüksek|高値|最高|الأعلى|بیشترین|hög|hoog|maks',
  low: 'low|day low|tief|tagestief|bas|+ bas|plus bas|mín|mínimo|mínima|minimo|min|мин|минимум|düşük|en düşük|安値|最低|الأدنى|کمترین|låg|laag',
  range: "day’s range|day's range|days range|range|day range|spanne|tagesspanne",
  volume:
    'vol|vol.|volume|umsatz|volumen|volumes|obroty|hacim|объем|объём|出来高|成交量|حجم|الحجم|wolumen|omsättning|shares traded|volume shares',
  time: 'time|zeit|uhrzeit|heure|hora|ora|время|saat|時刻|tijd|tid|date|datum|as of|stand vom|updated|الوقت|زمان',
  ignored:
    'market cap|mkt cap|marktkapitalisierung|capitalisation|p/e|pe|kgv|dividend|div|dividende|dividend yield|sector|sektor|secteur|estado|status|state|24h volume|volume 24h|turnover|52-week high|52-week low|52 wk high|52 wk low|52-week range|ytd|ytd %|1 year|1 jahr|1 an|week|month|wk|ytd change|beta|eps|rank|#|no|№|type',
};
const roles = new Map<string, Role>();
for (const [role, list] of Object.entries(words)) for (const word of list.split('|')) roles.set(word, role as Role);
/** Words for an instrument that no other kind of table uses: with them a table of prices is one of markets. */
const marketNames = new Set(
  (
    'index|indices|stock|stocks|share|security|bond|currency|commodity|pair|contract|coin|aktie|aktien|wertpapier|devisen|währung|rohstoff|indizes|valeur|valeurs|indice|devise|valor|índice|divisa|titolo|azione|valuta|' +
    'título|ação|moeda|бумага|акция|валюта|индекс|waluta|hisse|döviz|endeks|銘柄|指数|通貨|نماد|ارز|شاخص|العملة|المؤشر|السهم|valeur / isin|valor / isin|aandeel'
  ).split('|'),
);
const equityNames =
  /stock|share|company|compan|aktie|titel|valeur|valor|título|titolo|azion|société|бумага|акци|hisse|銘柄|empresa|issue|spółka|السهم|نماد|security/u;

const normal = (label: string): string =>
  plainMarks(label)
    .toLowerCase()
    .replaceAll(/[\s\u00a0]+/gu, ' ')
    .replaceAll(/^[\s:]+|[\s:*]+$/gu, '');
const withoutUnit = (label: string): string =>
  label
    .replaceAll(/\s*[([（][^)\]）]*[)\]）]/gu, '')
    .replace(/(?: in)? (?:[€$£]|eur|usd|gbp|chf|tl|円)$/u, '')
    .replace(/,\s?[^,]{1,12}$/u, '')
    .replace(/\.$/u, '')
    .trim();

/** The role that a column head or label names; null for any other text. Of a two-line head the parts are joined by a blank. */
export function roleOf(label: string): Role | null {
  const text = normal(label);
  if (text === '' || text.length > 40) return null;
  const bare = withoutUnit(text);
  const exact = roles.get(text) ?? roles.get(text.replace(/\.$/u, ''));
  if (exact) return exact;
  if (/(?<![\d.])52(?![\d.])/u.test(text)) return 'ignored';
  const base =
    roles.get(bare) ??
    roles.get(
      bare
        .replaceAll(/[%％]|pct\.?|percent|prozent/gu, '')
        .replaceAll(/\s+/gu, ' ')
        .replace(/[.,]? ?$/u, '')
        .trim(),
    );
  const isPercent = /[%％]|pct|percent|prozent/u.test(text);
  if (/\bbps?\b|basis/u.test(text)) return 'changeBasisPoints';
  if (isPercent && (base === 'change' || base === undefined || base === 'changePercent'))
    return text.length < 25 ? 'changePercent' : null;
  if (base) return base;
  const [first = '', ...rest] = bare.split(' ');
  const tail = rest.length > 0 && rest.length <= 2 ? rest.join(' ') : '';
  return tail !== '' && roles.get(first.replace(/\.$/u, '')) === 'change' && roles.get(tail) === 'change'
    ? 'change'
    : null;
}

/** Whether the head of the name column speaks of instruments and nothing else. */
export const isMarketName = (label: string): boolean =>
  marketNames.has(withoutUnit(normal(label))) || marketNames.has(normal(label));
export const isEquityName = (label: string): boolean => equityNames.test(normal(label));
