import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type {
  ContentActs,
  ContentCheck,
  ContentDiff,
  ContentEntry,
  ContentOverview,
  ContentPreview,
  EntryBody,
  EntryRow,
  MadeAct,
  SaveOutcome,
  UndoOutcome,
} from '../../src/model/schema/staff-content.ts';
import { publishSites } from '../../hub/publish/publish-sites.ts';
import { sampleRoot } from '../fixtures/sample-content.ts';
import type { TestHub } from './hub.ts';
import type { StaffCaller } from './staff.ts';

/** The folder of the sample site `demo`, to be changed and published again and again. */
export class SampleFolder {
  readonly root = mkdtempSync(join(tmpdir(), 'linli-drafts-'));

  constructor() {
    cpSync(sampleRoot, this.root, { recursive: true });
  }

  /** Changes a file of the folder. */
  edit(file: string, change: (value: never) => unknown): void {
    const path = join(this.root, 'demo', file);
    const value = JSON.parse(readFileSync(path, 'utf8')) as never;
    writeFileSync(path, JSON.stringify(change(value)));
  }

  async publish(hub: TestHub): Promise<void> {
    const [report] = await publishSites(hub.db, hub.bell, this.root, hub.clock.now);
    if (report?.state !== 'live') throw new Error(JSON.stringify(report));
  }

  readonly end = (): void => rmSync(this.root, { recursive: true });
}

/** An editor of the site `demo` at work; what is refused throws. */
export class TestEditor {
  readonly caller: StaffCaller;

  constructor(caller: StaffCaller) {
    this.caller = caller;
  }

  overview(query = ''): Promise<ContentOverview> {
    return this.#get(`?limit=500${query}`);
  }

  entry(key: string): Promise<ContentEntry> {
    return this.#get(`/entries/${key}`);
  }

  async row(key: string): Promise<EntryRow | undefined> {
    return (await this.overview()).entries.find(({ role, id }) => `${role}/${id}` === key);
  }

  save(key: string, base: number, body: EntryBody, more: object = {}): Promise<SaveOutcome> {
    return this.#send('PUT', `/entries/${key}`, { base, body, ...more });
  }

  /** Opens an entry and saves it with some fields changed. */
  async change(key: string, fields: EntryBody): Promise<SaveOutcome> {
    const { version, body } = await this.entry(key);
    return this.save(key, version, { ...body, ...fields });
  }

  remove(key: string, base: number): Promise<SaveOutcome> {
    return this.#send('POST', `/entries/${key}/remove`, { base });
  }

  order(role: string, ids: readonly string[]): Promise<MadeAct> {
    return this.#send('POST', '/order', { role, ids });
  }

  acts(query = ''): Promise<ContentActs> {
    return this.#get(`/edits${query}`);
  }

  undo(seq: number | undefined): Promise<UndoOutcome> {
    return this.#send('POST', `/edits/${seq}/undo`, {});
  }

  discard(key: object = {}): Promise<MadeAct> {
    return this.#send('POST', '/discard', key);
  }

  async present(key: object = {}): Promise<readonly string[]> {
    const { here } = await this.#send<Pick<ContentOverview, 'here'>>('POST', '/presence', key);
    return here.map(({ shownName, role = '', id = '' }) => `${shownName} ${role}/${id}`);
  }

  check(): Promise<ContentCheck> {
    return this.#get('/check');
  }

  preview(): Promise<ContentPreview> {
    return this.#get('/preview');
  }

  diff(query = ''): Promise<ContentDiff> {
    return this.#get(`/diff${query}`);
  }

  async #get<T>(path: string): Promise<T> {
    return answered(await this.caller.get(`/api/sites/demo/staff/content${path}`));
  }

  async #send<T>(method: 'POST' | 'PUT', path: string, body: object): Promise<T> {
    return answered(await this.caller.send(method, `/api/sites/demo/staff/content${path}`, body));
  }
}

function answered(answer: { readonly statusCode: number; readonly body: string }): never {
  if (answer.statusCode !== 200) throw new Error(`${answer.statusCode} ${answer.body}`);
  return JSON.parse(answer.body) as never;
}
