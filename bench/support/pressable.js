/*
 * Runs in a page before its own scripts. Notes when the first button can be pressed: visible, enabled, hit by a point
 * test at its centre through all shadow roots, and one macrotask later. Times are milliseconds since the navigation.
 */
(() => {
  const LOOK_EVERY_MS = 4;
  const roots = [document];
  const attachShadow = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (options) {
    const root = attachShadow.call(this, options);
    roots.push(root);
    return root;
  };

  const isHit = (button) => {
    if (button.disabled || button.getAttribute('aria-disabled') === 'true') return false;
    const { left, top, width, height } = button.getBoundingClientRect();
    if (width === 0 || height === 0) return false;
    const [x, y] = [left + width / 2, top + height / 2];
    let hit = document.elementFromPoint(x, y);
    while (hit?.shadowRoot) {
      const inner = hit.shadowRoot.elementFromPoint(x, y);
      if (!inner || inner === hit) break;
      hit = inner;
    }
    for (let node = hit; node; node = node.parentNode ?? node.host) if (node === button) return true;
    return false;
  };

  /** The first button that can be pressed, in the roots of elements of this name or in any. */
  const pressable = (host) => {
    for (const root of roots) {
      if (host && root.host?.localName !== host) continue;
      if (root !== document && !root.host.isConnected) continue;
      for (const button of root.querySelectorAll('button')) if (isHit(button)) return button;
    }
    return undefined;
  };

  const when = (host) =>
    new Promise((resolve) => {
      const look = () => {
        const button = document.body && pressable(host);
        if (!button) {
          setTimeout(look, LOOK_EVERY_MS);
          return;
        }
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve({ button, atMs: performance.now() });
        port2.postMessage(null);
      };
      look();
    });

  const elements = (root) => {
    let count = 0;
    for (const element of root.querySelectorAll('*'))
      count += 1 + (element.shadowRoot ? elements(element.shadowRoot) : 0);
    return count;
  };

  globalThis.linliBench = {
    first: when(),
    /** Presses the first button as soon as it can be, and waits for the first one inside such an element. */
    async pressedThrough(host) {
      const first = await this.first;
      first.button.click();
      const then = await when(host);
      return { firstMs: first.atMs, thenMs: then.atMs };
    },
    elements: () => elements(document),
  };
  const wanted = new URLSearchParams(location.search).get('bench-then');
  // Started here and not by the tool that measures: no message lies between the two presses.
  globalThis.linliBench.done = wanted
    ? globalThis.linliBench.pressedThrough(wanted)
    : globalThis.linliBench.first.then(({ atMs }) => ({ firstMs: atMs }));
})();
