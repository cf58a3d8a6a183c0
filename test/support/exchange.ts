import { join, resolve } from 'node:path';
import writeXlsxFile from 'write-excel-file/node';
import { publishSites } from '../../hub/publish/publish-sites.ts';
import type {
  ApplyWish,
  DryRunWish,
  ImportLine,
  ImportLines,
  ImportView,
} from '../../src/model/schema/staff-exchange.ts';
import type { TestHub } from './hub.ts';
import { type StaffCaller, staffWith } from './staff.ts';

export const contentRoot = join(resolve(import.meta.dirname, '../..'), 'kiosk-config');

/** A sheet of texts as XLSX. */
export const xlsxOf = (rows: readonly (readonly string[])[], sheet = '表'): Promise<Buffer> =>
  writeXlsxFile([
    { sheet, data: rows.map((row) => row.map((value) => (value === '' ? null : { type: String, value }))) },
  ]).toBuffer();

/** An editor with an upload at a hub that has published the sites of the project. */
export class ExchangeDesk {
  readonly hub: TestHub;
  readonly site: string;
  readonly editor: StaffCaller;

  constructor(hub: TestHub, site: string, editor: StaffCaller) {
    this.hub = hub;
    this.site = site;
    this.editor = editor;
  }

  static async open(hub: TestHub, site: string): Promise<ExchangeDesk> {
    await publishSites(hub.db, hub.bell, contentRoot, hub.clock.now);
    return new ExchangeDesk(hub, site, await staffWith(hub, [{ site: '*', role: 'publisher' }]));
  }

  get path(): string {
    return `/api/sites/${this.site}/staff/exchange`;
  }

  upload(bytes: Uint8Array, name = 'sheet.xlsx', headers: Readonly<Record<string, string>> = {}) {
    return this.hub.app.inject({
      method: 'POST',
      url: `${this.path}/imports`,
      headers: {
        cookie: `linli=${this.editor.token ?? ''}`,
        'content-type': 'application/octet-stream',
        'x-linli-file': encodeURIComponent(name),
        ...headers,
      },
      payload: Buffer.from(bytes),
    });
  }

  async taken(bytes: Uint8Array, name?: string): Promise<ImportView> {
    const answer = await this.upload(bytes, name);
    if (answer.statusCode !== 201) throw new Error(answer.body);
    return answer.json();
  }

  async until(id: string): Promise<ImportView> {
    for (;;) {
      const view = (await this.editor.get(`${this.path}/imports/${id}`)).json<ImportView>();
      if (!['judging', 'applying', 'undoing'].includes(view.state)) return view;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  async judged(id: string, wish: DryRunWish): Promise<ImportView> {
    const begun = await this.editor.post(`${this.path}/imports/${id}/dry-run`, wish);
    if (begun.statusCode !== 200) throw new Error(begun.body);
    return this.until(id);
  }

  async applied(id: string, wish: ApplyWish): Promise<ImportView> {
    const begun = await this.editor.post(`${this.path}/imports/${id}/apply`, wish);
    if (begun.statusCode !== 200) throw new Error(begun.body);
    return this.until(id);
  }

  async undone(id: string): Promise<ImportView> {
    const begun = await this.editor.post(`${this.path}/imports/${id}/undo`);
    if (begun.statusCode !== 200) throw new Error(begun.body);
    return this.until(id);
  }

  async lines(id: string, state?: ImportLine['state']): Promise<readonly ImportLine[]> {
    const all: ImportLine[] = [];
    for (let after: number | undefined = -1; after !== undefined;) {
      const page: ImportLines = (
        await this.editor.get(
          `${this.path}/imports/${id}/lines?after=${after}${state ? `&state=${state}` : ''}`,
        )
      ).json();
      all.push(...page.lines);
      after = page.next;
    }
    return all;
  }
}
