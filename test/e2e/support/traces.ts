import type { Page } from '@playwright/test';

/** All that a browser keeps of this page beyond its files, as text. */
export function everythingKept(page: Page): Promise<string> {
  return page.evaluate(async () => {
    /** As text; bytes twice, as they are and read as UTF-8. */
    const inWords = (value: unknown): string =>
      JSON.stringify(value, (_key, part: unknown) => {
        if (part instanceof ArrayBuffer || ArrayBuffer.isView(part)) {
          const bytes = part instanceof ArrayBuffer ? new Uint8Array(part) : new Uint8Array(part.buffer);
          return `${new TextDecoder().decode(bytes)} ${bytes.join(',')}`;
        }
        return part instanceof CryptoKey ? `key ${part.type} ${String(part.extractable)}` : part;
      }) ?? '';
    const answered = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error ?? new Error('no answer'));
      });
    const kept: string[] = [location.href, document.title, document.cookie, inWords(history.state)];
    for (const storage of [localStorage, sessionStorage]) kept.push(inWords({ ...storage }));
    for (const { name = '' } of await indexedDB.databases()) {
      const database = await answered(indexedDB.open(name));
      for (const box of database.objectStoreNames) {
        const store = database.transaction(box).objectStore(box);
        kept.push(
          `${name}/${box}`,
          inWords(await answered(store.getAllKeys())),
          inWords(await answered(store.getAll())),
        );
      }
      database.close();
    }
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        kept.push(request.url);
        // Files of the program are the same for everybody; what is data would be kept as something else.
        if (/\.(?:js|css|woff2|wasm|svg|html|webmanifest)(?:\?|$)/u.test(request.url)) continue;
        kept.push((await (await cache.match(request))?.text()) ?? '');
      }
    }
    return kept.join('\n');
  });
}

/** All that stands on the screen or in its fields, through shadow roots. */
export function everythingShown(page: Page): Promise<string> {
  return page.evaluate(() => {
    const found: string[] = [];
    const walk = (node: Node): void => {
      if (node.nodeType === Node.TEXT_NODE) found.push(node.textContent ?? '');
      if (node instanceof HTMLInputElement || node instanceof HTMLTextAreaElement) found.push(node.value);
      if (node instanceof Element) {
        for (const { value } of node.attributes) found.push(value);
        if (node.shadowRoot) walk(node.shadowRoot);
      }
      for (const child of node.childNodes) walk(child);
    };
    walk(document);
    return found.join('\n');
  });
}
