// eslint-disable-next-line @typescript-eslint/triple-slash-reference -- fontkit brings no types, and tests read ours from here
/// <reference path="./fontkit.d.ts" />
import { type Font, create } from 'fontkit';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** A character as it is drawn: its outline and how far the next one stands. */
export interface Outline {
  /** SVG path data in thousandths of the size, y upwards. */
  readonly path: string;
  /** Thousandths of the size. */
  readonly advance: number;
}

const folder = dirname(
  createRequire(import.meta.url).resolve('@fontsource-variable/noto-sans-sc/package.json'),
);
const EM = 1_000;

interface Slice {
  readonly file: string;
  readonly ranges: readonly (readonly [number, number])[];
}

/**
 * Outlines of Noto Sans SC. The font comes in a hundred slices, each with the characters of its own; a slice is opened
 * when one of its characters is wanted. Its weight in the file is the thinnest: whoever draws it also strokes it.
 */
export class Outlines {
  readonly #slices = readSlices();
  readonly #fonts = new Map<string, Font>();
  readonly #known = new Map<number, Outline>();

  /** @param character one code point; what no slice has is drawn as an empty square */
  of(character: string): Outline {
    const codePoint = character.codePointAt(0) ?? 0x25a1;
    const known = this.#known.get(codePoint);
    if (known) return known;
    const outline = this.#read(codePoint) ?? MISSING;
    this.#known.set(codePoint, outline);
    return outline;
  }

  #read(codePoint: number): Outline | undefined {
    for (const { file, ranges } of this.#slices) {
      if (!ranges.some(([first, last]) => codePoint >= first && codePoint <= last)) continue;
      const font = this.#font(file);
      if (!font.hasGlyphForCodePoint(codePoint)) continue;
      const { path, advanceWidth } = font.glyphForCodePoint(codePoint);
      if (font.unitsPerEm !== EM) throw new Error(`${file} does not measure in thousandths`);
      return { path: path.toSVG(), advance: advanceWidth };
    }
    return undefined;
  }

  #font(file: string): Font {
    let font = this.#fonts.get(file);
    if (!font) {
      font = create(readFileSync(join(folder, 'files', file)));
      this.#fonts.set(file, font);
    }
    return font;
  }
}

const MISSING: Outline = { path: 'M120 -60H880V700H120Z M160 -20V660H840V-20Z', advance: EM };

/** Which slice has which characters, as the package lists it: `U+4e00-4e05,U+4e07`. */
function readSlices(): readonly Slice[] {
  const listed = JSON.parse(readFileSync(join(folder, 'unicode.json'), 'utf8')) as Record<string, string>;
  return Object.entries(listed).map(([name, ranges]) => ({
    file: `noto-sans-sc-${name.replaceAll(/[[\]]/gu, '')}-wght-normal.woff2`,
    ranges: ranges.split(',').map((range) => {
      const [first = '', last = first] = range.replace('U+', '').split('-');
      return [Number.parseInt(first, 16), Number.parseInt(last, 16)] as const;
    }),
  }));
}
