/**
 * What kind of thing a code is that is none of ours. Only the kind is ever told: nothing of the content is shown, kept,
 * opened or run.
 */
export type OtherCode =
  | 'empty'
  /** Money: shown to pay or to be paid. */
  | 'payment'
  /** A certificate of health or of vaccination. */
  | 'health'
  | 'web'
  | 'contact'
  | 'wifi'
  | 'phone'
  | 'mail'
  /** The number on a thing in a shop. */
  | 'goods'
  /** A bank card's number. */
  | 'card-number'
  /** A resident's identity number. */
  | 'id-number'
  | 'text-long'
  | 'text';

/** More than this is looked at by nobody: the largest QR code holds 4,296 characters. */
export const MOST_CHARACTERS = 4_096;
/** A text longer than this is a document and not a number or a name. */
const LONG = 300;

/** Formats that begin with letters of their own, in the order in which they are asked; all without regard to case. */
const BEGINNINGS: readonly (readonly [OtherCode, RegExp])[] = [
  // EMVCo QR for payment systems: merchant-presented begins with its format indicator, consumer-presented is the
  // base64 of a template that begins with "CPV01". The national codes of many countries are made of the former.
  ['payment', /^(?:000201\d{2}|hQVDUFYwM[Q-Za-f])/u],
  // WeChat Pay, Alipay, UnionPay.
  [
    'payment',
    /^(?:wxp:\/\/|weixin:\/\/wxpay\/|alipays?:\/\/|upwallet:\/\/|https?:\/\/(?:wx\.tenpay\.com|qr\.alipay\.com|mobilecodec\.alipay\.com|qr\.95516\.com)(?:[/:?#]|$))/iu,
  ],
  // EPC069-12 (SEPA credit transfer), Swiss QR bill, UPI.
  ['payment', /^(?:BCD\r?\n00[12]\r?\n|SPC\r?\n02\d\d\r?\n|upi:\/\/pay\b)/iu],
  // EU Digital COVID Certificate (hcert 1), SMART Health Cards. The health codes of Chinese cities are addresses that
  // each city made its own: they are told as the addresses they are.
  ['health', /^(?:HC1:|shc:\/)/iu],
  // vCard (RFC 6350), MECARD and BIZCARD of NTT docomo.
  ['contact', /^(?:BEGIN:VCARD|MECARD:|BIZCARD:)/iu],
  // Wi-Fi Alliance, WPA3 specification, section 7.1.
  ['wifi', /^WIFI:/iu],
  // RFC 3966, RFC 5724 and what phones made of it.
  ['phone', /^(?:tel|sms|smsto|mms|mmsto):/iu],
  // RFC 6068; MATMSG of NTT docomo; SMTP of ZXing.
  ['mail', /^(?:mailto|MATMSG|SMTP):/iu],
  // RFC 9110; MEBKM of NTT docomo; URLTO of ZXing.
  ['web', /^(?:https?:\/\/|MEBKM:|URL(?:TO)?:|www\.)/iu],
];

const digitsOf = (text: string): number[] => [...text].map(Number);

/** ISO/IEC 7812-1, annex B (Luhn). */
function passesLuhn(digits: string): boolean {
  const sum = digitsOf(digits)
    .reverse()
    .reduce((total, digit, at) => total + (at % 2 === 0 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2), 0);
  return sum % 10 === 0;
}

/** GS1 General Specifications, section 7.9: weights 3 and 1 from the right. */
function passesGs1(digits: string): boolean {
  const sum = digitsOf(digits)
    .reverse()
    .reduce((total, digit, at) => total + digit * (at % 2 === 0 ? 1 : 3), 0);
  return sum % 10 === 0;
}

/** GB 11643-1999: six digits of a district, a birthday, three digits, a check character by ISO 7064 MOD 11-2. */
function isIdNumber(text: string): boolean {
  const parts = /^[1-9]\d{5}(?:19|20)\d\d(\d\d)(\d\d)\d{3}[\dX]$/iu.exec(text);
  if (!parts) return false;
  const [month, day] = [Number(parts[1]), Number(parts[2])];
  if (month < 1 || month > 12 || day < 1 || day > 31) return false;
  const sum = digitsOf(text.slice(0, 17)).reduce((total, digit) => ((total + digit) * 2) % 11, 0);
  return '10X98765432'.charAt(sum) === text.charAt(17).toUpperCase();
}

/** A text of nothing but digits, blanks and hyphens taken out. */
function ofDigits(digits: string): OtherCode | undefined {
  const { length } = digits;
  if (isIdNumber(digits)) return 'id-number';
  if (!/^\d+$/u.test(digits)) return undefined;
  // The codes that a customer shows: WeChat Pay 18 digits from 10 to 15, Alipay 16 to 24 digits from 25 to 30.
  if (length === 18 && /^1[0-5]/u.test(digits)) return 'payment';
  if (length >= 16 && length <= 24 && /^(?:2[5-9]|30)/u.test(digits)) return 'payment';
  if (/^1[3-9]\d{9}$/u.test(digits)) return 'phone';
  if (/^(?:\d{8}|\d{12,14})$/u.test(digits) && passesGs1(digits)) return 'goods';
  if (length >= 13 && length <= 19 && /^[3-6]/u.test(digits) && passesLuhn(digits)) return 'card-number';
  return undefined;
}

/**
 * Says what kind of thing a scanned text is that no reader of ours accepts, by the published formats named above.
 * @param text anything at all; only its first 4,096 characters are looked at
 */
export function classifyCode(text: string): OtherCode {
  // A byte order mark stands before many texts that were encoded as UTF-8.
  const whole = text
    .slice(0, MOST_CHARACTERS)
    .replace(/^\u{feff}/u, '')
    .trim();
  if (whole === '') return 'empty';
  const known = BEGINNINGS.find(([, beginning]) => beginning.test(whole));
  if (known) return known[0];
  const number = whole.length <= 64 ? ofDigits(whole.replaceAll(/[\s-]/gu, '')) : undefined;
  if (number) return number;
  // A name, a date of birth and an identity number in one text.
  const inside = whole.match(/(?<![\dA-Za-z])\d{17}[\dXx](?![\dA-Za-z])/gu) ?? [];
  if (inside.some(isIdNumber)) return 'id-number';
  return whole.length > LONG ? 'text-long' : 'text';
}
