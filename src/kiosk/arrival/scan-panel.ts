import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import '../../../components/banner/banner.ts';
import '../../../components/button/button.ts';
import '../../../components/wait/wait.ts';
import type { Words } from '../../access/say.ts';
import { type Camera, type CameraFault, openCamera } from '../../devices/camera/camera.ts';
import { type Decoder, createDecoder } from '../../devices/decoder/decoder.ts';
import { listenForScanner } from '../../devices/scanner/scanner.ts';

/** A code was read, by the camera or by a hand scanner. */
export class ScanEvent extends Event {
  readonly text: string;
  constructor(text: string) {
    super('linli-scan', { bubbles: true, composed: true });
    this.text = text;
  }
}

type PanelState =
  | { readonly state: 'opening' }
  | { readonly state: 'live'; readonly dark: boolean; readonly lamp: boolean }
  | { readonly state: 'fault'; readonly fault: CameraFault };

/** The live picture with a large frame. Camera and decoder work only while this element is on the page. */
@customElement('linli-scan-panel')
export class ScanPanel extends LitElement {
  static override styles = css`
    :host {
      display: flex;
      flex-direction: column;
      gap: var(--space-2);
    }
    .picture {
      position: relative;
      overflow: hidden;
      border-radius: 1.25rem;
      background: var(--surface-sunken);
      aspect-ratio: 4 / 3;
      max-height: 60vh;
    }
    video {
      width: 100%;
      height: 100%;
      object-fit: cover;
      display: block;
    }
    .frame {
      position: absolute;
      inset: 12% 22%;
      border: 6px solid #fff;
      border-radius: 1.5rem;
      box-shadow: 0 0 0 100vmax rgb(0 0 0 / 35%);
    }
    linli-wait {
      position: absolute;
      inset: 0;
      margin: auto;
    }
  `;

  @property({ attribute: false }) words!: Words;
  @state() private panel: PanelState = { state: 'opening' };
  @query('video') private video!: HTMLVideoElement;
  #camera: Camera | undefined;
  #decoder: Decoder | undefined;
  #stopScanner: (() => void) | undefined;
  #gone = false;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#gone = false;
    this.#stopScanner = listenForScanner(window, (text) => this.dispatchEvent(new ScanEvent(text)));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#gone = true;
    this.#stopScanner?.();
    this.#close();
  }

  protected override firstUpdated(): void {
    void this.#open();
  }

  protected override render() {
    const { t } = this.words;
    const { panel } = this;
    if (panel.state === 'fault')
      return html`<linli-banner tone="caution" icon="camera" heading=${t(`camera.${panel.fault}`)}>
          ${t('camera.other-way')}
        </linli-banner>
        <linli-button
          icon="rotate-ccw"
          label=${t('camera.again')}
          @click=${() => void this.#open()}
        ></linli-button>`;
    return html`
      <div class="picture">
        <video muted playsinline aria-label=${t('camera.picture')}></video>
        ${panel.state === 'opening' ? html`<linli-wait label=${t('camera.opening')}></linli-wait>` : html`<div class="frame"></div>`}
      </div>
      ${panel.state === 'live' && panel.dark ? html`<p role="status">${t('camera.dark')}</p>` : nothing}
      ${
        panel.state === 'live' && panel.lamp
          ? html`<linli-button
              icon="sun"
              label=${t('camera.lamp')}
              @click=${() => void this.#camera?.torch?.set(true)}
            ></linli-button>`
          : nothing
      }
    `;
  }

  async #open(): Promise<void> {
    this.panel = { state: 'opening' };
    const [opened, decoder] = await Promise.all([
      openCamera({
        onEnded: () => this.#fault('missing'),
        onView: (view) => {
          if (this.panel.state === 'live') this.panel = { ...this.panel, dark: view === 'black' };
        },
      }),
      this.#decoder ? Promise.resolve(this.#decoder) : createDecoder(),
    ]);
    this.#decoder = decoder;
    if (!opened.ok) {
      if (!this.#gone) this.#fault(opened.error);
      else this.#close();
      return;
    }
    this.#camera = opened.value;
    if (this.#gone) {
      this.#close();
      return;
    }
    this.panel = { state: 'live', dark: false, lamp: opened.value.torch !== undefined };
    await this.updateComplete;
    await opened.value.attach(this.video);
    opened.value.frames(async (frame) => {
      // A frame may still be on its way through the decoder when the screen is left.
      const read = await decoder.decode(frame).catch((error: unknown) => {
        if (!this.#gone) throw error;
      });
      if (read && !this.#gone) this.dispatchEvent(new ScanEvent(read.text));
    });
  }

  #fault(fault: CameraFault): void {
    this.#camera?.close();
    this.#camera = undefined;
    this.panel = { state: 'fault', fault };
  }

  #close(): void {
    this.#camera?.close();
    this.#camera = undefined;
    this.#decoder?.close();
    this.#decoder = undefined;
  }
}
