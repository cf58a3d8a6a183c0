/** More slices than a first screen needs; each is some tens of kilobytes. */
const MOST_SLICES = 40;

/** First and last code points, as `unicode-range` has them: `U+4E00`, `U+4E00-4EFF`, `U+4??`. */
function spansOf(range: string): readonly (readonly [number, number])[] {
  return range.split(',').flatMap((part) => {
    const [, first = '', last] = /U\+([\dA-F?]+)(?:-([\dA-F]+))?/iu.exec(part) ?? [];
    if (first === '') return [];
    const from = Number.parseInt(first.replaceAll('?', '0'), 16);
    const to = Number.parseInt(last ?? first.replaceAll('?', 'F'), 16);
    return [[from, to] as const];
  });
}

const rulesOf = (sheet: CSSStyleSheet): readonly CSSRule[] => {
  try {
    return [...sheet.cssRules];
  } catch {
    // A sheet that may not be read names no typeface of ours.
    return [];
  }
};

/**
 * The typeface of the page as rules with the letters in them, for a picture, which may fetch nothing. Only the slices that
 * this text needs; they lie in the page's own store already.
 */
export async function fontRules(text: string): Promise<string> {
  const codes = [...new Set(text)].map((sign) => sign.codePointAt(0) ?? 0);
  const faces = [...document.styleSheets].flatMap((sheet) =>
    rulesOf(sheet).flatMap((rule) => (rule instanceof CSSFontFaceRule ? [{ rule, base: sheet.href }] : [])),
  );
  const wanted = faces.filter(({ rule }) => {
    const range = rule.style.getPropertyValue('unicode-range');
    return spansOf(range).some(([from, to]) => codes.some((code) => code >= from && code <= to));
  });
  const rules = await Promise.all(
    wanted.slice(0, MOST_SLICES).map(({ rule, base }) => ruleWithin(rule, base)),
  );
  return rules.join('');
}

async function ruleWithin({ style }: CSSFontFaceRule, base: string | null): Promise<string> {
  const [, address = ''] = /url\(["']?([^"')]+)/u.exec(style.getPropertyValue('src')) ?? [];
  const url = new URL(address, base ?? document.baseURI);
  if (address === '' || url.origin !== location.origin) return '';
  const response = await fetch(url.href);
  if (!response.ok) return '';
  const bytes = new Uint8Array(await response.arrayBuffer());
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  const of = (name: string): string => `${name}:${style.getPropertyValue(name)};`;
  return `@font-face{${of('font-family')}${of('font-weight')}${of('unicode-range')}src:url(data:font/woff2;base64,${btoa(binary)}) format("woff2");}`;
}
