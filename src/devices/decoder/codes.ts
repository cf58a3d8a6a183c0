interface Point {
  readonly x: number;
  readonly y: number;
}

/** A code that was read, and where in the picture it is. */
export interface DecodedCode {
  /** At most `MOST_CHARACTERS`; what is longer is cut off where it was read. */
  readonly text: string;
  /** The middle of the symbol: 0 to 1 from the left and from the top of the frame. */
  readonly centre: Point;
  /** The diagonal of the symbol as a share of the frame's shorter side. */
  readonly extent: number;
}

/**
 * @param corners two opposite corners, or all four, in pixels
 * @param frame its size in the same pixels
 */
export function codeAt(
  text: string,
  corners: readonly Point[],
  frame: { readonly width: number; readonly height: number },
): DecodedCode {
  const middle = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const spans = corners.map((corner) =>
    Math.max(...corners.map(({ x, y }) => Math.hypot(x - corner.x, y - corner.y))),
  );
  return {
    text,
    centre: {
      x: middle(corners.map(({ x }) => x)) / frame.width,
      y: middle(corners.map(({ y }) => y)) / frame.height,
    },
    extent: Math.max(...spans) / Math.min(frame.width, frame.height),
  };
}

/** What is to be done about the codes in one picture. */
export type Choice =
  | { readonly kind: 'none' }
  | { readonly kind: 'one'; readonly text: string; readonly ours: boolean }
  /** Several are meant equally: nobody but the person can say which. */
  | { readonly kind: 'several' };

/** By how much a code has to be nearer to the middle than another, as a share of the frame's shorter side. */
const CLEARLY = 0.15;

export const NO_CODE: Choice = { kind: 'none' };

/**
 * Which of the codes in a picture is meant: one of ours before any other, then the one in the middle of the frame.
 * @param aspect width of the frame divided by its height
 */
export function chooseCode(
  codes: readonly DecodedCode[],
  isOurs: (text: string) => boolean,
  aspect: number,
): Choice {
  const own = codes.filter(({ text }) => isOurs(text));
  const ours = own.length > 0;
  /** The least distance to the middle of each text: one text on two labels is one code. */
  const distances = new Map<string, number>();
  for (const { text, centre } of ours ? own : codes) {
    const distance = Math.hypot(
      (centre.x - 0.5) * Math.max(1, aspect),
      (centre.y - 0.5) * Math.max(1, 1 / aspect),
    );
    distances.set(text, Math.min(distance, distances.get(text) ?? Number.POSITIVE_INFINITY));
  }
  const [first, second] = [...distances].sort(([, a], [, b]) => a - b);
  if (!first) return NO_CODE;
  if (second && second[1] - first[1] < CLEARLY) return { kind: 'several' };
  return { kind: 'one', text: first[0], ours };
}
