import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import '../../../components/banner/banner.ts';
import '../../../components/button/button.ts';
import '../../../components/wait/wait.ts';
import type { Words } from '../../access/say.ts';
import { type Camera, type CameraFault, openCamera } from '../../devices/camera/camera.ts';
import { type Decoder, createDecoder } from '../../devices/decoder/decoder.ts';

/** The camera read a code. */
export class ScanEvent extends Event {
  readonly text: string;
  constructor(text: string) {
    super('linli-scan', { bubbles: true, composed: true });
    this.text = text;
  }
}

/** The camera works but no decoder runs on this machine. */
type Fault = CameraFault | 'no-decoder';

type PanelState =
  | { readonly state: 'opening' }
  | { readonly state: 'live'; readonly dark: boolean; readonly lamp: boolean }
  | { readonly state: 'fault'; readonly fault: Fault };

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
  #gone = false;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#gone = false;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#gone = true;
    this.#close();
  }

  protected override firstUpdated(): void {
    void this.#open();
  }

  protected override render(): TemplateResult {
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
    this.#close();
    this.panel = { state: 'opening' };
    const [opened, decoder] = await Promise.all([
      openCamera({
        onEnded: () => this.#fault('missing'),
        onView: (view) => {
          if (this.panel.state === 'live') this.panel = { ...this.panel, dark: view === 'black' };
        },
      }),
      createDecoder().catch(() => undefined),
    ]);
    this.#camera = opened.ok ? opened.value : undefined;
    this.#decoder = decoder;
    if (this.#gone) this.#close();
    else if (!opened.ok) this.#fault(opened.error);
    else if (!decoder) this.#fault('no-decoder');
    else await this.#watch(opened.value, decoder);
  }

  async #watch(camera: Camera, decoder: Decoder): Promise<void> {
    this.panel = { state: 'live', dark: false, lamp: camera.torch !== undefined };
    await this.updateComplete;
    try {
      await camera.attach(this.video);
    } catch {
      // Who leaves the screen in this very moment ends the picture before it begins.
      if (this.#camera === camera) this.#fault('missing');
      return;
    }
    const stop = camera.frames(async (frame) => {
      try {
        const read = await decoder.decode(frame);
        if (read && this.#camera === camera) this.dispatchEvent(new ScanEvent(read.text));
      } catch {
        // The decoder is closed with the screen, or it broke: then it says so and a touch makes a new one.
        stop();
        if (this.#camera === camera) this.#fault('no-decoder');
      }
    });
  }

  #fault(fault: Fault): void {
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
