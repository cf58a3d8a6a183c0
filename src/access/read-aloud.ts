/** Elements that end a spoken phrase. */
const PAUSES = new Set([
  'H1',
  'H2',
  'H3',
  'P',
  'LI',
  'DT',
  'DD',
  'BUTTON',
  'TR',
  'TH',
  'TD',
  'DIV',
  'SECTION',
]);

/**
 * The text a person would read on this part of the screen, through shadow roots, in reading order. Decoration
 * (aria-hidden), pictures and hidden parts are left out.
 */
export function readableText(root: Node): string {
  const phrases: string[] = [];
  walk(root, phrases);
  return phrases
    .join('')
    .replaceAll(/\s*。[\s。]*/gu, '。')
    .replaceAll(/[ \t\n]+/gu, ' ')
    .trim();
}

function walk(node: Node, phrases: string[]): void {
  if (node.nodeType === Node.TEXT_NODE) {
    phrases.push(node.textContent ?? '');
    return;
  }
  if (node instanceof Element) {
    if (node.getAttribute('aria-hidden') === 'true' || node.hasAttribute('hidden')) return;
    if (node.tagName === 'STYLE' || node.tagName === 'SCRIPT' || node.tagName === 'svg') return;
  }
  for (const child of childrenOf(node)) walk(child, phrases);
  if (node instanceof Element && PAUSES.has(node.tagName)) phrases.push('。');
}

function childrenOf(node: Node): Iterable<Node> {
  if (node instanceof HTMLSlotElement) return node.assignedNodes({ flatten: true });
  if (node instanceof Element && node.shadowRoot) return node.shadowRoot.childNodes;
  return node.childNodes;
}
