import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import '../button/button.ts';
import { overflowing, setTextScale, upright } from '../testing/measure.ts';
import { nextEvent } from '../testing/next-event.ts';
import './dialog.ts';
import type { LinliDialog } from './dialog.ts';

const native = (dialog: LinliDialog): HTMLDialogElement => {
  const found = dialog.shadowRoot?.querySelector('dialog');
  if (!found) throw new Error('no dialog');
  return found;
};

const opened = (): Promise<LinliDialog> =>
  fixture<LinliDialog>(
    html`<linli-dialog open heading="您还在吗?">
      <p>没有操作时,屏幕会回到首页,您填的内容会清除。</p>
      <linli-button slot="actions" variant="primary" size="large" label="我还在"></linli-button>
      <linli-button slot="actions" size="large" label="结束"></linli-button>
    </linli-dialog>`,
  );

describe('linli-dialog', () => {
  beforeEach(upright);
  afterEach(() => setTextScale());

  it('is a modal dialog named by its heading', async () => {
    const dialog = await opened();
    expect(native(dialog).matches(':modal')).to.equal(true);
    expect(native(dialog).getAttribute('aria-labelledby')).to.equal('heading');
    await expect(dialog).to.be.accessible();
  });

  it('takes the focus as a whole, and its answers come next', async () => {
    const dialog = await opened();
    expect(dialog.shadowRoot?.activeElement).to.equal(native(dialog));
    await sendKeys({ press: 'Tab' });
    expect(document.activeElement?.localName).to.equal('linli-button');
  });

  it('asks its owner at Escape and stays until the owner closes it', async () => {
    const dialog = await opened();
    for (let times = 0; times < 3; times++) {
      const asked = nextEvent(dialog, 'linli-dialog-cancel');
      await sendKeys({ press: 'Escape' });
      await asked;
      expect(native(dialog).open).to.equal(true);
    }
    dialog.open = false;
    await dialog.updateComplete;
    expect(native(dialog).open).to.equal(false);
  });

  it('gives the focus back where it was', async () => {
    const before = await fixture<HTMLButtonElement>(html`<button>前</button>`);
    before.focus();
    const dialog = await opened();
    dialog.open = false;
    await dialog.updateComplete;
    expect(document.activeElement).to.equal(before);
  });

  it('is modal again after it was moved in the document', async () => {
    const dialog = await opened();
    const parent = dialog.parentElement;
    dialog.remove();
    parent?.append(dialog);
    expect(native(dialog).matches(':modal')).to.equal(true);
  });

  it('keeps its answers in sight with large text', async () => {
    setTextScale(3.2);
    const dialog = await opened();
    expect(overflowing(native(dialog))).to.deep.equal([]);
    for (const button of dialog.querySelectorAll('linli-button')) {
      expect(button.getBoundingClientRect().bottom).to.be.at.most(window.innerHeight);
    }
  });
});
