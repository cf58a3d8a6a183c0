import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

interface Notices {
  readonly notices: { readonly id: string; readonly title: { readonly zh: string } }[];
}

const NOTICES_EACH = 120;

/** A folder of sites that are copies of one, with more notices than it has, so that many can change at once. */
export class Halls {
  readonly folder: string;
  readonly ids: readonly string[];
  readonly #original: Notices;

  /** @param from `kiosk-config`; @param model a site in it */
  constructor(folder: string, from: string, model: string, count: number) {
    this.folder = folder;
    this.ids = Array.from({ length: count }, (_, index) => `hall-${index + 1}`);
    mkdirSync(folder, { recursive: true });
    cpSync(join(from, 'catalogues'), join(folder, 'catalogues'), { recursive: true });
    for (const id of this.ids) {
      cpSync(join(from, model), join(folder, id), { recursive: true });
      const file = join(folder, id, 'site.json');
      const site = JSON.parse(readFileSync(file, 'utf8')) as object;
      writeFileSync(file, JSON.stringify({ ...site, id }));
    }
    const { notices } = JSON.parse(readFileSync(join(from, model, 'notices.json'), 'utf8')) as Notices;
    this.#original = {
      notices: Array.from({ length: NOTICES_EACH }, (_, index) => {
        const one = notices[index % notices.length];
        if (!one) throw new Error(`${model} has no notices`);
        return { ...one, id: `notice-${index}` };
      }),
    };
    this.change(0, '');
  }

  /** Writes a word into the title of so many notices of each site. The hub hears of it when it publishes. */
  change(count: number, word: string): void {
    const notices = this.#original.notices.map((notice, index) =>
      index < count ? { ...notice, title: { ...notice.title, zh: `${notice.title.zh}${word}` } } : notice,
    );
    for (const id of this.ids)
      writeFileSync(join(this.folder, id, 'notices.json'), JSON.stringify({ notices }));
  }
}
