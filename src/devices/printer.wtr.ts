import { expect } from '@open-wc/testing';
import { printSlip } from './printer.ts';

/** The rules for paper that hold at this moment. */
const pageRules = (): string[] =>
  document.adoptedStyleSheets
    .flatMap((sheet) => [...sheet.cssRules])
    .map((rule) => rule.cssText)
    .filter((text) => text.startsWith('@page'));

const slip = (heightPx: number): HTMLElement => {
  const element = document.createElement('article');
  element.textContent = 'A012';
  element.style.height = `${heightPx}px`;
  return element;
};

describe('printSlip', () => {
  it('prints the slip and nothing else, on paper as long as the slip', async () => {
    let text = '';
    let rules: string[] = [];
    const printed = await printSlip(slip(960), 'slip-80mm', {
      print: () => {
        text = document.querySelector('.linli-print')?.textContent ?? '';
        rules = pageRules();
        dispatchEvent(new Event('afterprint'));
      },
    });
    expect(printed).to.equal('handed-over');
    expect(text).to.equal('A012');
    // 960 px are 254 mm; 4 mm of margin at both ends.
    expect(rules).to.have.length(1);
    expect(rules[0]).to.match(/size: 80mm 262mm/u);
  });

  it('prints on A4', async () => {
    let rules: string[] = [];
    await printSlip(slip(100), 'a4', {
      print: () => {
        rules = pageRules();
        dispatchEvent(new Event('afterprint'));
      },
    });
    expect(rules[0]).to.match(/size: a4/iu);
  });

  it('copies what is on the page, and leaves nothing behind', async () => {
    const shown = slip(100);
    document.body.append(shown);
    const before = { elements: document.body.childElementCount, sheets: document.adoptedStyleSheets.length };
    await printSlip(shown, 'slip-80mm', { print: () => dispatchEvent(new Event('afterprint')) });
    expect(shown.isConnected).to.equal(true);
    expect(document.body.childElementCount).to.equal(before.elements);
    expect(document.adoptedStyleSheets.length).to.equal(before.sheets);
    shown.remove();
  });

  it('does not wait for ever for a browser that says nothing', async () => {
    expect(await printSlip(slip(10), 'slip-80mm', { print: () => {}, timeoutMs: 20 })).to.equal('timed-out');
    expect(document.querySelector('.linli-print')).to.equal(null);
  });
});
