import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import '../../access/messages/setup.ts';
import { readableText } from '../../access/read-aloud.ts';
import { LineScanEvent } from '../../devices/scanner/driver.ts';
import type { LineKind, LineState } from '../../devices/scanner/line-scanners.ts';
import type { Printed } from '../../devices/printer.ts';
import type { Sound } from '../../devices/sounds.ts';
import type { Terminal } from '../shell/terminal.ts';
import { madeTerminal } from '../shell/testing/made-terminal.ts';
import type { SetupHardware, SetupView } from './setup-view.ts';
import './setup-view.ts';

/** Devices that a test plays. */
class FakeHardware implements SetupHardware {
  lines: LineState[] = [];
  chosen: LineKind | undefined;
  printed: Printed = 'handed-over';
  slip = '';
  readonly heard: Sound[] = [];
  readonly sounds = { play: (sound: Sound) => void this.heard.push(sound) };

  readonly scanners = () =>
    Promise.resolve({
      lines: this.lines,
      connect: (kind: LineKind) => {
        if (this.chosen !== kind) return Promise.resolve(false);
        const at = this.lines.findIndex((line) => line.kind === kind);
        this.lines[at] = { kind, connected: 1 };
        return Promise.resolve(true);
      },
    });

  readonly print: SetupHardware['print'] = (content) => {
    this.slip = readableText((content as Element).shadowRoot as unknown as Element);
    return Promise.resolve(this.printed);
  };
}

describe('linli-setup-view', () => {
  let hardware: FakeHardware;
  let terminal: Terminal;
  beforeEach(async () => {
    hardware = new FakeHardware();
    hardware.lines = [
      { kind: 'serial', connected: 0 },
      { kind: 'hid', connected: 2 },
    ];
    ({ terminal } = await madeTerminal([]));
  });

  const open = () =>
    fixture<SetupView>(
      html`<linli-setup-view .terminal=${terminal} .hardware=${hardware}></linli-setup-view>`,
    );
  const sees = (view: SetupView, text: string) =>
    waitUntil(() => readableText(view).includes(text), `does not say ${text}: ${readableText(view)}`);
  const press = (view: SetupView, which: string) =>
    view.renderRoot.querySelector<HTMLElement>(`linli-button[${which}]`)!.click();

  it('says who the terminal is and how it stands', async () => {
    const view = await open();
    const { id, keyId } = await terminal.runtime!.identity();
    for (const text of [id, keyId!, terminal.words.t('setup.hub.online')]) await sees(view, text);
  });

  it('counts the scanners, and connects one that is chosen', async () => {
    const view = await open();
    await sees(view, terminal.words.t('setup.connected', { n: 2 }));
    press(view, 'data-connect="serial"');
    await sees(view, terminal.words.t('setup.not-chosen'));
    hardware.chosen = 'serial';
    press(view, 'data-connect="serial"');
    await sees(view, terminal.words.t('setup.connected', { n: 1 }));
    expect(readableText(view)).not.to.include(terminal.words.t('setup.not-chosen'));
  });

  it('says where the browser knows no lines', async () => {
    hardware.lines = [];
    await sees(await open(), terminal.words.t('setup.no-lines'));
  });

  it('tells that a scanner on a line was heard, without showing what it read', async () => {
    const view = await open();
    window.dispatchEvent(new LineScanEvent('somebody’s secret'));
    await sees(view, terminal.words.t('setup.read', { n: 17 }));
    await sees(view, terminal.words.t('setup.read.other'));
    expect(readableText(view)).not.to.include('secret');
    window.dispatchEvent(new LineScanEvent('123456789'));
    await sees(view, terminal.words.t('setup.read.ours'));
  });

  it('prints a slip, and says what to look at', async () => {
    const view = await open();
    press(view, 'data-print');
    await sees(view, terminal.words.t('setup.printed'));
    expect(hardware.slip).to.include(terminal.words.t('setup.slip'));
    hardware.printed = 'timed-out';
    press(view, 'data-print');
    await sees(view, terminal.words.t('setup.print-late'));
  });

  it('plays both sounds, and leads back', async () => {
    const view = await open();
    press(view, 'data-sound="read"');
    press(view, 'data-sound="not-read"');
    expect(hardware.heard).to.deep.equal(['read', 'not-read']);
    let left = '';
    view.addEventListener('linli-leave', (event) => (left = event.to));
    press(view, 'variant="primary"');
    expect(left).to.equal('end');
  });

  it('is accessible', async () => {
    await expect(await open()).to.be.accessible();
  });
});
