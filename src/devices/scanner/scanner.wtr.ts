import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { type ScannerOptions, listenForScanner } from './scanner.ts';

const pass = '6BFOXN%TSMA7U.*QE0-AB/C: $X+Z';

/** Keys arrive through two programs here: slower than from any scanner, so the machine is told to be patient. */
const patient: ScannerOptions = { maxGapMs: 2_000, endAfterMs: 2_500 };

describe('listenForScanner', () => {
  let input: HTMLInputElement;
  let form: HTMLFormElement;
  let scanned: string[];
  let submitted: number;
  let stop: () => void;

  beforeEach(() => {
    scanned = [];
    submitted = 0;
    form = document.createElement('form');
    input = document.createElement('input');
    form.append(input, document.createElement('button'));
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      submitted += 1;
    });
    document.body.append(form);
  });
  afterEach(() => {
    stop();
    form.remove();
  });

  const listen = (options: ScannerOptions) => {
    stop = listenForScanner(window, (text) => scanned.push(text), options);
  };

  it('reads a burst with nothing in focus', async () => {
    listen(patient);
    await sendKeys({ type: pass });
    await sendKeys({ press: 'Enter' });
    expect(scanned).to.deep.equal([pass]);
  });

  it('reads a burst that goes into a field, and leaves the field as it was', async () => {
    listen(patient);
    input.value = '王';
    input.focus();
    let told = '';
    input.addEventListener('input', () => (told = input.value));
    await sendKeys({ type: pass });
    await sendKeys({ press: 'Enter' });
    expect(scanned).to.deep.equal([pass]);
    expect(input.value).to.equal('王');
    expect(told).to.equal('王');
    expect(submitted).to.equal(0);
  });

  it('presses no button that has the focus', async () => {
    listen(patient);
    const button = form.querySelector('button');
    button?.focus();
    await sendKeys({ type: 'AAAAAA B C D' });
    await sendKeys({ press: 'Enter' });
    expect(scanned).to.deep.equal(['AAAAAA B C D']);
    expect(submitted).to.equal(0);
  });

  it('finds the field inside a shadow root', async () => {
    listen(patient);
    const host = document.createElement('div');
    const inner = document.createElement('textarea');
    host.attachShadow({ mode: 'open' }).append(inner);
    form.append(host);
    inner.focus();
    await sendKeys({ type: pass });
    await sendKeys({ press: 'Enter' });
    expect(scanned).to.deep.equal([pass]);
    expect(inner.value).to.equal('');
  });

  it('ends a scan by a pause where no end key comes', async () => {
    listen({ ...patient, endAfterMs: 600, suffix: 'none' });
    const heard = new Promise<void>((resolve) => {
      const look = setInterval(() => {
        if (scanned.length === 0) return;
        clearInterval(look);
        resolve();
      }, 20);
    });
    await sendKeys({ type: pass });
    await heard;
    expect(scanned).to.deep.equal([pass]);
  });

  it('leaves everything a person types where it belongs', async () => {
    listen({});
    input.focus();
    for (const key of 'Wang Fang') {
      await sendKeys({ press: key === ' ' ? 'Space' : key });
      await new Promise((resolve) => setTimeout(resolve, 90));
    }
    await sendKeys({ press: 'Enter' });
    expect(input.value).to.equal('Wang Fang');
    expect(submitted).to.equal(1);
    expect(scanned).to.deep.equal([]);
  });

  it('hears nothing after it was stopped', async () => {
    listen(patient);
    stop();
    input.focus();
    await sendKeys({ type: pass });
    expect(scanned).to.deep.equal([]);
    expect(input.value).to.equal(pass);
  });
});
