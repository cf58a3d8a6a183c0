import { createIndexBuilder, search, type SearchIndex } from '../../model/search.ts';
import type { FromSearch, ToSearch } from './search-messages.ts';

const builder = createIndexBuilder();
let index: SearchIndex | undefined;

const say = (message: FromSearch) => self.postMessage(message);

/** Holds one index for its whole life: other entries are indexed by another worker. */
self.onmessage = ({ data }: MessageEvent<ToSearch>) => {
  switch (data.kind) {
    case 'add':
      for (const entry of data.entries) builder.add(entry);
      break;
    case 'finish':
      index = builder.finish();
      say({ kind: 'finished' });
      break;
    case 'search':
      say({ kind: 'found', hits: index ? search(index, data.query, data) : [] });
      break;
  }
};
