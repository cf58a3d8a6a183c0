/** What of fontkit is used here; it brings no types of its own. */
declare module 'fontkit' {
  export interface Glyph {
    /** Outline in font units, y upwards. */
    readonly path: { toSVG(): string };
    /** Font units. */
    readonly advanceWidth: number;
  }
  export interface Font {
    readonly unitsPerEm: number;
    hasGlyphForCodePoint(codePoint: number): boolean;
    glyphForCodePoint(codePoint: number): Glyph;
  }
  export function create(buffer: Buffer): Font;
}
