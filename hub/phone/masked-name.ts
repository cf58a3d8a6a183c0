/**
 * A name for eyes that need only tell people apart: its first sign, then two stars, however long it is.
 * @returns undefined where no name was given
 */
export function maskedName(name: string | null | undefined): string | undefined {
  const [first] = [...(name ?? '').trim()];
  return first === undefined ? undefined : `${first}＊＊`;
}
