import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

const SPRITE = join(import.meta.dirname, '..', '..', 'public', 'icons.svg');

let known: Promise<ReadonlySet<string>> | undefined;

/** The names of the icons that every terminal has: the symbols of the sprite it is served. Read once. */
export function spriteIcons(): Promise<ReadonlySet<string>> {
  known ??= readFile(SPRITE, 'utf8').then(
    (sprite) => new Set(Array.from(sprite.matchAll(/<symbol[^>]* id="([^"]+)"/gu), ([, name]) => name ?? '')),
  );
  return known;
}
