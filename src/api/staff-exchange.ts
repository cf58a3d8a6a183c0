import { fail, ok } from '../model/result.ts';
import type { Problem } from '../model/schema/hub.ts';
import type {
  ApplyWish,
  DryRunWish,
  ExchangeLinks,
  ImportLine,
  ImportLines,
  ImportView,
  PaperSize,
  SheetKind,
} from '../model/schema/staff-exchange.ts';
import type { Language } from '../model/schema/text.ts';
import type { StaffAnswer, StaffCall } from './staff-client.ts';

/** Reading an upload takes as long as the hub gives it. */
const UPLOAD_TIMEOUT_MS = 180_000;
const UNREADABLE: Problem = { code: 'hub.failed' };

/** What a poster is about. */
export interface PosterWish {
  readonly about: 'hall' | 'service' | 'place';
  readonly id?: string;
  readonly size: PaperSize;
}

/** Spreadsheets, folders and HSDS of one site, in and out. */
export class ExchangeClient {
  readonly #call: StaffCall;
  readonly #origin: string;
  readonly #path: string;

  /** @param origin where the hub is; the page's own origin */
  constructor(call: StaffCall, origin: string, site: string) {
    this.#call = call;
    this.#origin = origin;
    this.#path = `/api/sites/${encodeURIComponent(site)}/staff/exchange`;
  }

  /** Sends a file as it is. @returns what was found in it, or why it cannot be read: `problem.field` says what or where */
  async upload(file: Blob, name: string): StaffAnswer<ImportView> {
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), UPLOAD_TIMEOUT_MS);
    try {
      const response = await fetch(`${this.#origin}${this.#path}/imports`, {
        method: 'POST',
        headers: { 'content-type': 'application/octet-stream', 'x-linli-file': encodeURIComponent(name) },
        body: file,
        signal: abort.signal,
        cache: 'no-store',
        credentials: 'same-origin',
        referrerPolicy: 'no-referrer',
      });
      if (response.ok) return ok((await response.json()) as ImportView);
      const problem = (await response.json().catch(() => UNREADABLE)) as Problem;
      // A session that has ended is found by any other call, which leads to the sign-in.
      if (response.status === 401) await this.list();
      return fail({ kind: 'refused', status: response.status, problem });
    } catch {
      return fail({ kind: 'unreachable' });
    } finally {
      clearTimeout(timer);
    }
  }

  /** The uploads that are still kept, the newest first. */
  list(): StaffAnswer<{ readonly imports: readonly ImportView[] }> {
    return this.#call('GET', `${this.#path}/imports`);
  }

  read(id: string): StaffAnswer<ImportView> {
    return this.#call('GET', this.#of(id));
  }

  /** Begins a dry run; it goes on while the state is `judging`. */
  dryRun(id: string, wish: DryRunWish): StaffAnswer<ImportView> {
    return this.#call('POST', this.#of(id, 'dry-run'), wish);
  }

  /** Begins to write into the draft; it goes on while the state is `applying`. Stopped meanwhile, nothing is written. */
  apply(id: string, wish: ApplyWish): StaffAnswer<ImportView> {
    return this.#call('POST', this.#of(id, 'apply'), wish);
  }

  /** Begins to take back what was written; it goes on while the state is `undoing`. */
  undo(id: string): StaffAnswer<ImportView> {
    return this.#call('POST', this.#of(id, 'undo'));
  }

  /** Stops what is under way. What it answers may still be under way: it stops within a moment. */
  cancel(id: string): StaffAnswer<ImportView> {
    return this.#call('POST', this.#of(id, 'cancel'));
  }

  forget(id: string): StaffAnswer<object> {
    return this.#call('DELETE', this.#of(id));
  }

  /** @param after the place of the last line of the page before; -1 for the first page */
  lines(id: string, after: number, state?: ImportLine['state']): StaffAnswer<ImportLines> {
    return this.#call('GET', `${this.#of(id, 'lines')}?after=${after}${state ? `&state=${state}` : ''}`);
  }

  links(): StaffAnswer<ExchangeLinks> {
    return this.#call('GET', `${this.#path}/links`);
  }

  sheetPath(
    what: 'template' | 'export',
    kind: SheetKind,
    format: 'xlsx' | 'csv',
    language: Language,
  ): string {
    return `${this.#path}/${what}/${kind}.${format}?language=${language}`;
  }

  folderPath(of: 'draft' | 'live'): string {
    return `${this.#path}/folder.zip?of=${of}`;
  }

  posterPath({ about, id = '', size }: PosterWish): string {
    const scheme = this.#origin.startsWith('https:') ? 'https' : 'http';
    return `${this.#path}/poster.pdf?about=${about}&id=${encodeURIComponent(id)}&size=${size}&scheme=${scheme}`;
  }

  #of(id: string, verb?: string): string {
    return `${this.#path}/imports/${id}${verb ? `/${verb}` : ''}`;
  }
}
