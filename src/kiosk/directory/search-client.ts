import { scriptUrl } from '../../devices/trusted-url.ts';
import type { FromSearch, SearchPort } from './search-messages.ts';
import { SearchRunner } from './search-runner.ts';
import workerUrl from './search.worker.ts?worker&url';

function startWorker(): SearchPort {
  const worker = new Worker(scriptUrl(workerUrl), { type: 'module' });
  return {
    post: (message) => worker.postMessage(message),
    listen(heard, failed) {
      worker.onmessage = ({ data }: MessageEvent<FromSearch>) => heard(data);
      worker.onerror = (event) => failed(event.message || 'the search worker did not load');
    },
    end: () => worker.terminate(),
  };
}

/** Search in a worker, so that neither indexing nor searching holds up the page. */
export class SearchClient extends SearchRunner {
  constructor() {
    super(startWorker);
  }
}
