import type { SearchEntry, SearchHit } from '../../model/search.ts';

/** What the page and the search worker say to each other. One question is under way at a time. */
export type ToSearch =
  /** Entries come in portions, because copying all of them at once would hold up the page. */
  | { readonly kind: 'add'; readonly entries: readonly SearchEntry[] }
  | { readonly kind: 'finish' }
  | { readonly kind: 'search'; readonly query: string; readonly limit: number };

export type FromSearch =
  { readonly kind: 'finished' } | { readonly kind: 'found'; readonly hits: readonly SearchHit[] };

/** The worker as the page sees it. */
export interface SearchPort {
  post(message: ToSearch): void;
  /** @param failed called where the worker does not load or breaks down */
  listen(heard: (message: FromSearch) => void, failed: (reason: string) => void): void;
  end(): void;
}
