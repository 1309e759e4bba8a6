import { equities } from './equities.ts';
import { type Instrument, instrumentsOf } from './instrument.ts';

const indices = instrumentsOf(
  'index',
  `
^GSPC = s&p 500|s&p500|s&p-500|s & p 500|sp500|s&p 500 index|spx|gspc|s&p
^DJI = dow jones industrial average|dow jones industrials|dow industrials|djia|dji|dow jones 30|dow 30|ダウ平均 = dow|dow jones|dow-jones
^IXIC = nasdaq composite|ixic|nasdaq comp|ナスダック総合 = nasdaq
^NDX = nasdaq-100|nasdaq 100|ndx|nasdaq100
^RUT = russell 2000|rut
^VIX = cboe volatility index|vix|volatility index
^NYA = nyse composite
^GSPTSE = s&p/tsx composite|s&p/tsx|s&p tsx|tsx|tsx composite
^FTSE = ftse 100|ftse100|footsie|ukx
^FTMC = ftse 250|mcx
^FTAS = ftse all-share|ftse all share
^GDAXI = dax|dax 40|dax40|dax-40
^MDAXI = mdax
^SDAXI = sdax
^TECDAX = tecdax
^STOXX50E = euro stoxx 50|eurostoxx 50|eurostoxx50|eurostoxx|euro stoxx|estoxx 50
^STOXX = stoxx europe 600|stoxx 600|stoxx europe|stoxx600
^FCHI = cac 40|cac40|cac
^SBF120 = sbf 120
^IBEX = ibex 35|ibex|ibex35
FTSEMIB.MI = ftse mib|ftsemib|mib
^AEX = aex
^BFX = bel 20|bel20
^SSMI = smi|swiss market index
^ATX = atx
^OMX = omxs30|omx stockholm 30|omx
^OSEAX = oslo bors all-share|osebx
^OMXC25 = omxc25|omx c25|c25
^OMXH25 = omxh25|omx helsinki 25
^PSI20 = psi 20|psi20|psi
WIG20.WA = wig20|wig 20
WIG.WA = wig
PX.PR = px
BUX.BD = bux
IMOEX.ME = imoex|moex russia|индекс мосбиржи|ммвб
RTSI.ME = rts|rtsi|ртс|индекс ртс
XU100.IS = bist 100|bist100|xu100|bist 30|bist
^N225 = nikkei 225|nikkei|nikkei225|nikkei-225|日経平均|日経平均株価|日経225
^TOPX = topix
^HSI = hang seng|hang seng index|hangseng|hsi|恒生指数|恒生指數
000001.SS = shanghai composite|shanghai|sse composite|ssec|上证指数|上证综指|上海総合
399001.SZ = shenzhen component|深证成指
000300.SS = csi 300|csi300|沪深300
^TWII = taiex|taiwan weighted
^KS11 = kospi|코스피
^KQ11 = kosdaq|코스닥
^AXJO = s&p/asx 200|asx 200|asx200
^NZ50 = nzx 50|nzx50
^BSESN = sensex|bse sensex
^NSEI = nifty 50|nifty|nifty50
^STI = straits times|sti|straits times index
^JKSE = jakarta composite|idx composite|jci
^KLSE = klci|ftse bursa malaysia klci
^SET = set index
PSEI.PS = psei
^BVSP = bovespa|ibovespa|ibov
^MXX = ipc|ipc méxico|ipc mexico|s&p/bmv ipc
^MERV = merval|s&p merval
^IPSA = ipsa
^COLCAP = colcap|msci colcap
^SPBLPGPT = bvl|bvl perú|bvl peru|s&p/bvl perú general
- = latibex
^TA125 = ta-125|ta 125
^TASI = tasi|تاسي|تاسی
^DFMGI = dfm|سوق دبي المالي
^FADGI = adx|سوق أبوظبي
^GNRI = qe|بورصة قطر
- = السوق الأول الكويتي
^MSM30 = msm 30|مسقط 30
- = بورصة البحرين
^EGX30 = egx 30|egx30
TEDPIX = tedpix|شاخص کل|شاخص بورس
DX-Y.NYB = dollar index|us dollar index|شاخص دلار
^MSCIW = msci world|msci world index
- = msci emerging markets|msci em
^DJT = dow jones transportation|dow transports
^DJU = dow jones utilities|dow utilities
^OEX = s&p 100
^MID = s&p midcap 400|s&p 400
^SP600 = s&p smallcap 600|s&p 600
^RUI = russell 1000
^SOX = phlx semiconductor|philadelphia semiconductor
^V2TX = vstoxx
^CN20 = cac next 20
^AMX = amx
^ISEQ = iseq|iseq all share|iseq 20
^SSHI = spi|swiss performance index
^HSCE = hang seng china enterprises|hscei
^HSTECH = hang seng tech
399006.SZ = chinext|创业板指
000688.SS = star 50|科创50
^NSEBANK = nifty bank|bank nifty
^VNINDEX = vn-index|vn index|vnindex
^KSE = kse 100|kse-100
^CSE = cse all share|aspi
^DSEX = dsex
^J203 = jse all share|ftse/jse all share|jse top 40
^NGX = ngx all-share|nse all share
^NSE20 = nse 20
^MASI = masi
^ATG = athex composite|athens general|athex
^SOFIX = sofix
^BET = bet index
^CROBEX = crobex
^BELEX15 = belex15|belex 15
^OMXT = omx tallinn|omxt
^OMXR = omx riga|omxr
^OMXV = omx vilnius|omxv
^OMXI = omx iceland|omxi10
^PFTS = pfts|пфтс
^KASE = kase
`,
);
const commodities = instrumentsOf(
  'commodity',
  `
BZ=F = brent|brent crude|brent oil|brent crude oil|brent-öl|petróleo brent|pétrole brent|brn|нефть brent|brent petrol|noordzee brent
CL=F = wti|wti crude|west texas intermediate|us crude|u.s. crude|light crude|nymex crude|crude oil|crude|wti-öl|petróleo wti
- = oil|öl|petróleo|pétrole|petrolio|нефть|نفت|النفط
- = نفت اوپک|opec basket|opec
NG=F = natural gas|nat gas|natgas|erdgas|gaz naturel|gas natural
RB=F = gasoline|rbob gasoline
HO=F = heating oil|heizöl
GC=F = gold|gold futures|goldpreis|oro|or|ouro|золото|طلا|الذهب|altın|złoto|xau|xauusd|spot gold|ゴールド|goud|guld
SI=F = silver|silber|argent|argento|plata|prata|серебро|نقره|الفضة|gümüş|srebro|xag|spot silver
PL=F = platinum|platin|platino|platine
PA=F = palladium|paladio|palladio
HG=F = copper|kupfer|cuivre|cobre|rame|медь
ALI=F = aluminium|aluminum
- = nickel|níquel|nichel
- = zinn|étain
- = blei
- = lithium carbonate
- = cobalt|kobalt
- = steel rebar
- = coking coal|thermal coal|newcastle coal
- = ttf gas|dutch ttf|ttf
- = gasoil|ice gasoil
- = urals|urals crude|dubai crude
LE=F = live cattle
GF=F = feeder cattle
HE=F = lean hogs
ZL=F = soybean oil
ZM=F = soybean meal
RS=F = canola|rapeseed|raps|colza
OJ=F = orange juice futures|frozen orange juice
RR=F = rough rice
- = milk class iii|class iii milk
- = zinc|zink
- = iron ore
- = uranium
ZC=F = corn|maize|mais|maíz
ZS=F = soybeans|soybean|soja
ZW=F = wheat|milling wheat|weizen|blé|trigo
ZO=F = oats
CC=F = cocoa|cocoa beans|kakao|cacao
KC=F = coffee|arabica|robusta|kaffee|café
SB=F = sugar|zucker|sucre|azúcar
CT=F = cotton
- = copra
- = vanilla|vanilla futures
- = palm oil
- = rubber
LBS=F = lumber
- = rice
- = سکه امامی|سکه بهار آزادی|نیم سکه|ربع سکه|سکه گرمی|مثقال طلا
`,
);
const cryptos = instrumentsOf(
  'crypto',
  `
BTC = bitcoin|btc|биткоин|بیت‌کوین|بیت کوین
ETH = ethereum|ether|eth
USDT = tether|usdt
BNB = bnb|binance coin
SOL = solana|sol
XRP = xrp|ripple
DOGE = dogecoin|doge
SHIB = shiba inu|shib
ADA = cardano|ada
TRX = tron|trx
LTC = litecoin|ltc
DOT = polkadot
BCH = bitcoin cash|bch
LINK = chainlink
AVAX = avalanche
XMR = monero
USDC = usd coin|usdc
TON = toncoin
XLM = stellar lumens
HBAR = hedera
UNI = uniswap
NEAR = near protocol
APT = aptos
ICP = internet computer
ETC = ethereum classic
FIL = filecoin
ATOM = cosmos hub
ARB = arbitrum
VET = vechain
ALGO = algorand
AAVE = aave
MKR = maker dao
INJ = injective
RNDR = render token
IMX = immutable x
GRT = the graph
XTZ = tezos
ZEC = zcash
CRO = cronos
KAS = kaspa
WBTC = wrapped bitcoin
OKB = okb
LEO = unus sed leo
`,
);
const bonds = instrumentsOf(
  'bond',
  `
^TNX = 10-yr|10-year|10-year treasury|10-year treasury note|us 10-year|u.s. 10-year|10-yr treasury|10-year yield|us 10y|10-year note|treasury 10-year
^TYX = 30-yr|30-year|30-year bond|us 30-year|30-year treasury
^IRX = 2-yr|2-year|us 2-year|2-year treasury
- = bund|german bund|bund 10-year|german bund 10-year|bund-future|bundesanleihe
- = gilt|uk gilt 10-year
- = oat 10-year|france oat 10-year
- = btp|italy btp 10-year
- = japan jgb 10-year|jgb
`,
);
const currencies = instrumentsOf(
  'currency',
  `
- = euro|euros|يورو|یورو|евро
- = dollar|us dollar|u.s. dollar|dólar|dólar comercial|dollaro|доллар|دولار أمريكي|دلار|دلار آمریکا|dolar amerykański|dolar|doları
- = pound|british pound|sterling|جنيه إسترليني|پوند|پوند انگلیس|funt szterling|libra esterlina|livre sterling|sterlin
- = yen|japanese yen|jen
- = swiss franc|frank szwajcarski|franc suisse|schweizer franken
- = ريال سعودي|درهم إماراتي|دينار كويتي|درهم امارات|لیر ترکیه|yuan|юань
- = ruble|rouble|рубль
- = canadian dollar|kanadischer dollar|dollar canadien|loonie
- = australian dollar|aussie dollar|dollar australien
- = new zealand dollar|kiwi dollar
- = hong kong dollar|singapore dollar|taiwan dollar
- = renminbi|chinese yuan|offshore yuan|人民元|人民币
- = indian rupee|rupee|pakistani rupee|indonesian rupiah|rupiah
- = south korean won|korean won
- = mexican peso|peso mexicano|argentine peso|peso argentino|peso chileno|chilean peso|peso colombiano
- = brazilian real|real brasileño
- = south african rand|rand
- = turkish lira|türkische lira|lira turca|lira turque
- = swedish krona|schwedische krone|svensk krona|norwegian krone|norsk krone|norwegische krone|danish krone|dansk krone
- = polish zloty|hungarian forint|czech koruna|romanian leu
- = israeli shekel|shekel|saudi riyal|uae dirham|kuwaiti dinar|egyptian pound|جنيه مصري|الجنيه المصري
- = 米ドル|ドル円|ユーロ円|ユーロ|ポンド|豪ドル
- = 美元|欧元|英镑|日元
- = korona czeska|korona szwedzka|korona islandzka|korona norweska|korona duńska|forint|hrywna
`,
);
/** Known instruments as data. Names invented nowhere: a row that fits none of them keeps `symbol: null`. */
export const instruments: readonly Instrument[] = [
  ...indices,
  ...commodities,
  ...cryptos,
  ...bonds,
  ...currencies,
  ...equities,
];
