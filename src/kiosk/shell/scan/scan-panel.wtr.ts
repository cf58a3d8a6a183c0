import { expect, fixture, html, nextFrame, waitUntil } from '@open-wc/testing';
import '../../../access/messages/rest.ts';
import '../../../access/messages/scan.ts';
import { readableText } from '../../../access/read-aloud.ts';
import { wordsFor } from '../../../access/say.ts';
import type { Camera, CameraFault, CameraOptions } from '../../../devices/camera/camera.ts';
import type { CameraFrame } from '../../../devices/camera/frame.ts';
import type { DecodedCode } from '../../../devices/decoder/codes.ts';
import type { Sound } from '../../../devices/sounds.ts';
import './scan-panel.ts';
import type { ScanEvent, ScanHardware, ScanPanel } from './scan-panel.ts';

const CODE = '123456789';
const OTHER = '987654321';
const at = (text: string, x = 0.5): DecodedCode => ({ text, centre: { x, y: 0.5 }, extent: 0.4 });
const words = wordsFor('zh-Hans');

/** A camera and a decoder that a test plays. */
class FakeHardware implements ScanHardware {
  fault: CameraFault | undefined;
  decoderRuns = true;
  lampWorks = true;
  readonly lamp: boolean[] = [];
  opened = 0;
  live = 0;
  options: CameraOptions = {};
  #codes: readonly DecodedCode[] = [];
  #onFrame: ((frame: CameraFrame) => Promise<void>) | undefined;

  readonly openCamera: ScanHardware['openCamera'] = (options) => {
    this.options = options ?? {};
    if (this.fault) return Promise.resolve({ ok: false, error: this.fault });
    this.opened += 1;
    this.live += 1;
    let closed = false;
    const camera: Camera = {
      stream: new MediaStream(),
      attach: () => Promise.resolve(),
      frames: (onFrame) => {
        this.#onFrame = onFrame;
        return () => undefined;
      },
      torch: {
        set: (on) => {
          if (!this.lampWorks) return Promise.reject(new DOMException('', 'OverconstrainedError'));
          this.lamp.push(on);
          return Promise.resolve();
        },
      },
      close: () => {
        if (!closed) this.live -= 1;
        closed = true;
      },
    };
    return Promise.resolve({ ok: true, value: camera });
  };

  readonly createDecoder: ScanHardware['createDecoder'] = () =>
    this.decoderRuns
      ? Promise.resolve({
          engine: 'zxing-wasm',
          decode: () => Promise.resolve(this.#codes),
          close: () => undefined,
        })
      : Promise.reject(new Error('no engine'));

  /** Holds codes before the camera for a number of pictures. */
  async show(codes: readonly DecodedCode[], pictures = 2): Promise<void> {
    this.#codes = codes;
    for (let picture = 0; picture < pictures; picture += 1)
      await this.#onFrame?.(new ImageData(160, 90) as unknown as CameraFrame);
  }
}

describe('linli-scan-panel', () => {
  let hardware: FakeHardware;
  let panel: ScanPanel;
  let scans: string[];
  let heard: Sound[];
  let said: string[];

  beforeEach(() => {
    hardware = new FakeHardware();
    scans = [];
    heard = [];
    said = [];
  });
  afterEach(() => setHidden(false));

  const setHidden = (hidden: boolean): void => {
    Object.defineProperty(document, 'hidden', { configurable: true, value: hidden });
    document.dispatchEvent(new Event('visibilitychange'));
  };
  const text = (): string => readableText(panel);
  const sees = (what: string): Promise<void> =>
    waitUntil(() => text().includes(what), `${what} in ${text()}`);
  const button = () => panel.shadowRoot?.querySelector('linli-button');

  async function open(): Promise<void> {
    panel = await fixture<ScanPanel>(
      html`<linli-scan-panel
        .words=${words}
        .hardware=${hardware}
        .sounds=${{ play: (sound: Sound) => void heard.push(sound) }}
        .voice=${{
          available: () => true,
          speak: (what: string) => {
            said.push(what);
            return Promise.resolve('spoken' as const);
          },
          stop: () => undefined,
        }}
        @linli-scan=${(event: ScanEvent) => void scans.push(event.text)}
      ></linli-scan-panel>`,
    );
  }

  async function openLive(): Promise<void> {
    await open();
    await sees(words.t('scan.hint'));
    await nextFrame();
  }

  it('says what to do, on the screen and aloud', async () => {
    await openLive();
    await waitUntil(() => said.length > 0);
    expect(said).to.deep.equal([words.t('scan.hint')]);
  });

  it('reads a code of ours once, with a tone', async () => {
    await openLive();
    await hardware.show([at(CODE)], 5);
    expect(scans).to.deep.equal([CODE]);
    expect(heard).to.deep.equal(['read']);
  });

  it('names a foreign code by its kind, with the other tone, and goes on reading', async () => {
    await openLive();
    await hardware.show([at('https://example.com/secret')]);
    await sees(words.t('scan.other.web'));
    await sees(words.t('scan.other.next'));
    expect(text()).not.to.include('secret');
    expect(heard).to.deep.equal(['not-read']);
    expect(said.at(-1)).to.include(words.t('scan.other.web'));
    expect(scans).to.deep.equal([]);
    await hardware.show([at(CODE)]);
    expect(scans).to.deep.equal([CODE]);
  });

  it('reads neither of two codes, and says so once', async () => {
    await openLive();
    await hardware.show([at(CODE, 0.3), at(OTHER, 0.7)], 4);
    await sees(words.t('scan.several'));
    expect(scans).to.deep.equal([]);
    expect(heard).to.deep.equal(['not-read']);
  });

  it('takes the pass that lies beside a payment code', async () => {
    await openLive();
    await hardware.show([at('wxp://f2f0', 0.5), at(CODE, 0.2)], 1);
    expect(scans).to.deep.equal([CODE]);
  });

  it('pauses calmly when too much is shown', async () => {
    await openLive();
    for (let code = 0; code < 6; code += 1) await hardware.show([at(`${CODE.slice(0, 8)}${code}`)], 1);
    await sees(words.t('scan.pause'));
    expect(scans).to.have.length(5);
  });

  it('switches the lamp on and off, and says which it is', async () => {
    await openLive();
    await sees(words.t('scan.lamp-off'));
    button()?.click();
    await sees(words.t('scan.lamp-on'));
    button()?.click();
    await sees(words.t('scan.lamp-off'));
    expect(hardware.lamp).to.deep.equal([true, false]);
    hardware.lampWorks = false;
    button()?.click();
    await sees(words.t('scan.lamp-failed'));
    await sees(words.t('scan.lamp-off'));
  });

  it('turns the camera off when it leaves the page', async () => {
    await openLive();
    expect(hardware.live).to.equal(1);
    panel.remove();
    expect(hardware.live).to.equal(0);
  });

  it('turns the camera off while nobody sees the page, and on again', async () => {
    await openLive();
    setHidden(true);
    expect(hardware.live).to.equal(0);
    await sees(words.t('scan.asleep'));
    setHidden(false);
    await sees(words.t('scan.hint'));
    expect([hardware.live, hardware.opened]).to.deep.equal([1, 2]);
  });

  it('closes a camera that opens only after the person has left', async () => {
    await open();
    panel.remove();
    await nextFrame();
    await nextFrame();
    expect(hardware.live).to.equal(0);
  });

  for (const fault of ['denied', 'missing', 'busy', 'black', 'unsupported'] as const)
    it(`says that the camera is ${fault}, names the other ways, and tries again`, async () => {
      hardware.fault = fault;
      await open();
      await sees(words.t(`camera.${fault}`));
      await sees(words.t('camera.other-way'));
      hardware.fault = undefined;
      button()?.click();
      await sees(words.t('scan.hint'));
    });

  it('says so when no decoder runs', async () => {
    hardware.decoderRuns = false;
    await open();
    await sees(words.t('camera.no-decoder'));
    expect(hardware.live).to.equal(0);
  });

  it('says so when the camera is pulled out, and finds it again', async () => {
    await openLive();
    hardware.options.onEnded?.();
    await sees(words.t('camera.missing'));
    button()?.click();
    await sees(words.t('scan.hint'));
  });

  it('says so when something lies over the lens', async () => {
    await openLive();
    hardware.options.onView?.('black');
    await sees(words.t('camera.dark'));
    hardware.options.onView?.('clear');
    await sees(words.t('scan.hint'));
  });
});
