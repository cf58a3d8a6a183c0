import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import '../../../../components/banner/banner.ts';
import '../../../../components/button/button.ts';
import '../../../../components/wait/wait.ts';
import type { Words } from '../../../access/say.ts';
import { type Camera, type CameraFault, openCamera } from '../../../devices/camera/camera.ts';
import { sizeOf } from '../../../devices/camera/frame.ts';
import { type Decoder, createDecoder } from '../../../devices/decoder/decoder.ts';
import { type Sounds, pageSounds } from '../../../devices/sounds.ts';
import { type ScanFlow, type ScanNote, type ScanOutcome, beginScan, isOurs, onPicture } from './scan-flow.ts';
import { type ScanVoice, renderNote, sayAloud, spokenNote } from './scan-note.ts';
import { scanStyles } from './scan-styles.ts';

/** The camera read a code that this hall gave out. */
export class ScanEvent extends Event {
  readonly text: string;
  constructor(text: string) {
    super('linli-scan', { bubbles: true, composed: true });
    this.text = text;
  }
}

/** The camera works but no decoder runs on this machine. */
type Fault = CameraFault | 'no-decoder';

interface Live {
  readonly state: 'live';
  readonly dark: boolean;
  /** Undefined where the camera has no lamp. */
  readonly lamp: 'on' | 'off' | 'failed' | undefined;
  readonly note: ScanNote | undefined;
  /** Something was read just now. */
  readonly read: boolean;
  /** The camera looks at the person, and not away from the screen. */
  readonly mirrored: boolean;
}

type PanelState =
  /** Nobody looks at the page: the camera is off. */
  | { readonly state: 'asleep' }
  | { readonly state: 'opening' }
  | Live
  | { readonly state: 'fault'; readonly fault: Fault };

/** What the panel works with; a test stands in for it at this edge. */
export interface ScanHardware {
  readonly openCamera: typeof openCamera;
  readonly createDecoder: typeof createDecoder;
}

const LIVE: Live = {
  state: 'live',
  dark: false,
  lamp: undefined,
  note: undefined,
  read: false,
  mirrored: false,
};
/** As long as the pause of `scan-gate.ts`. */
const PAUSE_NOTE_MS = 5_000;

/**
 * The live picture with a large frame to hold a code into. Camera and decoder work only while this element is on the page
 * and the page is seen. A code that is none of ours is named by its kind and goes no further.
 *
 * @fires linli-scan - the text of a code of ours
 */
@customElement('linli-scan-panel')
export class ScanPanel extends LitElement {
  static override styles = scanStyles;

  @property({ attribute: false }) words!: Words;
  /** Which codes are read here; whatever the hall gives out, unless a screen wants less. */
  @property({ attribute: false }) accepts: (text: string) => boolean = isOurs;
  /** Says aloud what to do; undefined where nobody wants to hear it. */
  @property({ attribute: false }) voice: ScanVoice | undefined;
  @property({ attribute: false }) sounds: Sounds = pageSounds;
  @property({ attribute: false }) hardware: ScanHardware = { openCamera, createDecoder };
  @state() private panel: PanelState = { state: 'opening' };
  @query('video') private video!: HTMLVideoElement;
  #camera: Camera | undefined;
  #decoder: Decoder | undefined;
  #flow: ScanFlow = beginScan;
  /** Counts openings: what an opening brings that was given up meanwhile is closed again. */
  #turn = 0;
  #noteTimer: ReturnType<typeof setTimeout> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('visibilitychange', this.#onVisibility);
    void this.updateComplete.then(() => this.#onVisibility());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('visibilitychange', this.#onVisibility);
    this.#close();
    this.#flow = beginScan;
    this.voice?.stop();
  }

  protected override render(): TemplateResult {
    const { panel } = this;
    return panel.state === 'fault' ? this.#renderFault(panel.fault) : this.#renderPicture(panel);
  }

  #renderFault(fault: Fault): TemplateResult {
    const { t } = this.words;
    return html`<linli-banner tone="caution" icon="camera" heading=${t(`camera.${fault}`)}>
        ${t('camera.other-way')}
      </linli-banner>
      <linli-button
        icon="rotate-ccw"
        label=${t('camera.again')}
        @click=${() => void this.#open()}
      ></linli-button>`;
  }

  #renderPicture(panel: Exclude<PanelState, { state: 'fault' }>): TemplateResult {
    const { t } = this.words;
    const live = panel.state === 'live' ? panel : undefined;
    return html`
      <div class="picture">
        <video
          class=${live?.mirrored ? 'mirrored' : ''}
          muted
          playsinline
          aria-label=${t('camera.picture')}
        ></video>
        ${live ? html`<div class="frame ${live.read ? 'read' : ''}"></div>` : nothing}
        ${panel.state === 'opening' ? html`<linli-wait label=${t('camera.opening')}></linli-wait>` : nothing}
      </div>
      ${panel.state === 'asleep' ? html`<p class="hint">${t('scan.asleep')}</p>` : nothing}
      ${live ? this.#renderWords(live) : nothing} ${live?.lamp ? this.#renderLamp(live.lamp) : nothing}
    `;
  }

  #renderWords({ dark, note }: Live): TemplateResult {
    if (note) return renderNote(this.words, note);
    const { t } = this.words;
    return html`<p class="hint" role="status">${t(dark ? 'camera.dark' : 'scan.hint')}</p>`;
  }

  #renderLamp(lamp: NonNullable<Live['lamp']>): TemplateResult {
    const { t } = this.words;
    const on = lamp === 'on';
    return html`<linli-button
        icon="sun"
        variant=${on ? 'quiet' : 'secondary'}
        label=${t(on ? 'scan.lamp-on' : 'scan.lamp-off')}
        @click=${() => void this.#switchLamp(!on)}
      ></linli-button>
      ${lamp === 'failed' ? html`<p role="status">${t('scan.lamp-failed')}</p>` : nothing}`;
  }

  async #open(): Promise<void> {
    this.#close();
    const turn = this.#turn;
    this.panel = { state: 'opening' };
    const [opened, decoder] = await Promise.all([
      this.hardware.openCamera({
        onEnded: () => this.#fault('missing'),
        onView: (view) => this.#change({ dark: view === 'black' }),
      }),
      this.hardware.createDecoder().catch(() => undefined),
    ]);
    if (turn !== this.#turn) {
      if (opened.ok) opened.value.close();
      decoder?.close();
      return;
    }
    this.#camera = opened.ok ? opened.value : undefined;
    this.#decoder = decoder;
    if (!opened.ok) this.#fault(opened.error);
    else if (!decoder) this.#fault('no-decoder');
    else await this.#watch(opened.value, decoder);
  }

  async #watch(camera: Camera, decoder: Decoder): Promise<void> {
    const facing = camera.stream.getVideoTracks()[0]?.getSettings().facingMode;
    this.panel = { ...LIVE, lamp: camera.torch && 'off', mirrored: facing !== 'environment' };
    await this.updateComplete;
    try {
      await camera.attach(this.video);
    } catch {
      // Who leaves the screen in this very moment ends the picture before it begins.
      if (this.#camera === camera) this.#fault('missing');
      return;
    }
    sayAloud(this.voice, this.words, this.words.t('scan.hint'));
    const stop = camera.frames(async (frame) => {
      const { width, height } = sizeOf(frame);
      try {
        const codes = await decoder.decode(frame);
        if (this.#camera !== camera) return;
        const { flow, outcome } = onPicture(
          this.#flow,
          codes,
          width / height,
          performance.now(),
          this.accepts,
        );
        this.#flow = flow;
        if (outcome) this.#tell(outcome);
      } catch {
        // The decoder is closed with the screen, or it broke: then it says so and a touch makes a new one.
        stop();
        if (this.#camera === camera) this.#fault('no-decoder');
      }
    });
  }

  #tell(outcome: ScanOutcome): void {
    if (outcome.kind === 'read') {
      this.sounds.play('read');
      this.#change({ read: true, note: undefined });
      this.dispatchEvent(new ScanEvent(outcome.text));
      return;
    }
    const { note } = outcome;
    const shown = this.panel.state === 'live' ? this.panel.note : undefined;
    this.#change({ read: false, note });
    if (note.kind === 'pause') {
      clearTimeout(this.#noteTimer);
      this.#noteTimer = setTimeout(() => this.#change({ note: undefined }), PAUSE_NOTE_MS);
    }
    // Two codes are seen in every picture, and said once.
    if (shown?.kind === note.kind && note.kind !== 'other') return;
    this.sounds.play('not-read');
    sayAloud(this.voice, this.words, spokenNote(this.words, note));
  }

  async #switchLamp(on: boolean): Promise<void> {
    try {
      await this.#camera?.torch?.set(on);
      this.#change({ lamp: on ? 'on' : 'off' });
    } catch {
      this.#change({ lamp: 'failed' });
    }
  }

  #change(what: Partial<Omit<Live, 'state'>>): void {
    if (this.panel.state === 'live') this.panel = { ...this.panel, ...what };
  }

  #fault(fault: Fault): void {
    this.#close();
    this.panel = { state: 'fault', fault };
  }

  #close(): void {
    this.#turn += 1;
    clearTimeout(this.#noteTimer);
    this.#camera?.close();
    this.#camera = undefined;
    this.#decoder?.close();
    this.#decoder = undefined;
  }

  /** A page that nobody sees watches nobody. */
  readonly #onVisibility = (): void => {
    if (!this.isConnected) return;
    if (!document.hidden) void this.#open();
    else {
      this.#close();
      this.panel = { state: 'asleep' };
    }
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-scan-panel': ScanPanel;
  }
}
