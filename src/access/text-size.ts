/** The steps of text size, as factors of the normal size. The largest is what EN and WCAG practice ask for low sight. */
export const TEXT_SCALES = [1, 1.5, 2.2, 3.2] as const;

/** Sets the text size of the whole page; styles read `--text-scale`. */
export function setTextScale(scale: number): void {
  document.documentElement.style.setProperty('--text-scale', String(scale));
}

/** The step after this one; after the largest comes the normal size again. */
export function nextTextScale(scale: number): number {
  const index = TEXT_SCALES.findIndex((step) => step === scale);
  return TEXT_SCALES[(index + 1) % TEXT_SCALES.length] ?? 1;
}
