/** Abbreviations that mean one offset wherever they are printed. IST, CST, BST and the like mean several. */
const offsets: Readonly<Record<string, string>> = {
  z: 'Z',
  utc: 'Z',
  gmt: '+00:00',
  wet: '+00:00',
  cet: '+01:00',
  mez: '+01:00',
  wat: '+01:00',
  cest: '+02:00',
  mesz: '+02:00',
  eet: '+02:00',
  sast: '+02:00',
  eest: '+03:00',
  msk: '+03:00',
  мск: '+03:00',
  trt: '+03:00',
  eat: '+03:00',
  pkt: '+05:00',
  wib: '+07:00',
  hkt: '+08:00',
  sgt: '+08:00',
  jst: '+09:00',
  kst: '+09:00',
  aest: '+10:00',
  aedt: '+11:00',
  nzst: '+12:00',
  nzdt: '+13:00',
  brt: '-03:00',
  edt: '-04:00',
  est: '-05:00',
  cdt: '-05:00',
  mdt: '-06:00',
  pdt: '-07:00',
  pst: '-08:00',
};

/** "+0200", "Z", "EST" → what ISO 8601 writes; empty where it says no single offset. */
export function zoneOf(zone: string | undefined): string {
  if (zone === undefined) return '';
  const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})$/.exec(zone) ?? [];
  if (sign === undefined) return offsets[zone.toLowerCase()] ?? '';
  return Number(hours) <= 14 && Number(minutes) <= 59 ? `${sign}${hours ?? ''}:${minutes ?? ''}` : '';
}

const halves: Readonly<Record<string, 'a' | 'p'>> = {
  上午: 'a',
  午前: 'a',
  오전: 'a',
  下午: 'p',
  午後: 'p',
  오후: 'p',
};

/** Half of the day, hour, minute, second, half of the day, zone. */
const time =
  `(${Object.keys(halves).join('|')})?\\s?(?<![\\d.:])(\\d{1,2})(?:[:.h时時]|시\\s?)(\\d{2})(?::(\\d{2}))?(?![\\d:/])分?분?` +
  '(?:\\s?([ap])\\.?\\s?m(?!\\p{L})\\.?)?(?:\\s?(?:uhr|hrs?|h)(?!\\p{L}))?' +
  '(?:\\s?\\(?(?:gmt|utc)?([+-]\\d{2}:?\\d{2}(?!\\d)|\\p{L}{1,4}(?!\\p{L})))?';
/** "7 March 2024 at 13:45", "7.3.2024 - 13.45 Uhr", "2024-03-07 | 13:45 CET". */
const behind = new RegExp(`^(?:[^\\d\\p{L}.]{1,4}(?:\\p{L}{1,8}\\.?[^\\d\\p{L}.]{1,3})?)?${time}`, 'iu');
/** "1:45 PM EST, Thursday, March 7, 2024". */
const before = new RegExp(`${time}[^\\d\\p{L}]{1,3}(?:\\p{L}{1,12}\\.?[^\\d\\p{L}]{1,3}){0,2}$`, 'iu');

function clockOf(match: RegExpExecArray | null): string {
  const [, prefix = '', hourText = '99', minute = '', second, suffix, zone] = match ?? [];
  const half = suffix?.toLowerCase() ?? halves[prefix];
  const hour = half === undefined ? Number(hourText) : (Number(hourText) % 12) + (half === 'p' ? 12 : 0);
  if (hour > 23 || Number(minute) > 59) return '';
  const seconds = second === undefined || Number(second) > 59 ? '' : `:${second}`;
  return `T${String(hour).padStart(2, '0')}:${minute}${seconds}${zoneOf(zone)}`;
}

/** The time of day directly behind a date, or else directly before it, as ISO 8601 continues a day: "T13:45+01:00"; empty without one. */
export const clockBeside = (textBefore: string, textAfter: string): string =>
  clockOf(behind.exec(textAfter.slice(0, 60))) || clockOf(before.exec(textBefore.slice(-60)));
