import { type TemplateResult, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../../../components/banner/banner.ts';
import '../../../components/button/button.ts';
import type { MessageKey } from '../../access/say.ts';
import { printSlip } from '../../devices/printer.ts';
import { type LineKind, type LineScanners, pageLineScanners } from '../../devices/scanner/line-scanners.ts';
import { listenForScanner } from '../../devices/scanner/scanner.ts';
import { type Sounds, pageSounds } from '../../devices/sounds.ts';
import { KioskView, Live } from '../shell/kiosk-view.ts';
import { slipContent } from '../shell/pass/slip.ts';
import { isOurs } from '../shell/scan/scan-flow.ts';
import type { ScanEvent } from '../shell/scan/scan-panel.ts';
import '../shell/scan/scan-panel.ts';
import { viewStyles } from '../shell/view-styles.ts';

/** How the counts of scanners are kept true while one is plugged in or out. */
const LOOK_MS = 1_000;

/** What the screen works with; a test stands in for it at this edge. */
export interface SetupHardware {
  readonly scanners: () => Promise<Pick<LineScanners, 'lines' | 'connect'>>;
  readonly print: typeof printSlip;
  readonly sounds: Sounds;
}

type Printing = 'idle' | 'printing' | 'printed' | 'print-late';

/**
 * Where staff look after a terminal: who it is, how it stands to the hub, and a try of each device. Of what is scanned here
 * only its length is shown, and whether it is of this hall.
 */
@customElement('linli-setup-view')
export class SetupView extends KioskView {
  static override styles = [
    viewStyles,
    css`
      section {
        display: flex;
        flex-direction: column;
        gap: var(--space-2);
      }
      dl {
        display: grid;
        grid-template-columns: max-content minmax(0, 1fr);
        gap: var(--space-1) var(--space-3);
        margin: 0;
      }
      dt {
        color: var(--muted);
      }
      dd {
        margin: 0;
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ attribute: false }) hardware: SetupHardware = {
    scanners: pageLineScanners,
    print: printSlip,
    sounds: pageSounds,
  };
  @state() private scanners: Pick<LineScanners, 'lines' | 'connect'> | undefined;
  @state() private notChosen = false;
  @state() private read: { readonly length: number; readonly ours: boolean } | undefined;
  @state() private watching = false;
  @state() private printing: Printing = 'idle';
  #stopScanner: (() => void) | undefined;
  #timer: ReturnType<typeof setInterval> | undefined;

  readonly #identity = new Live(this, ['pass-key'], (runtime) => runtime.identity());

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stopScanner = listenForScanner(window, this.#onScan, this.terminal.site.scanner);
    this.#timer = setInterval(() => this.requestUpdate(), LOOK_MS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stopScanner?.();
    clearInterval(this.#timer);
  }

  protected override firstUpdated(): void {
    void this.hardware.scanners().then((scanners) => (this.scanners = scanners));
  }

  protected override render(): TemplateResult {
    return html`
      <h1 tabindex="-1">${this.t('setup.heading')}</h1>
      <p>${this.t('setup.lead')}</p>
      ${this.#renderTerminal()} ${this.#renderScanners()} ${this.#renderCamera()} ${this.#renderPrinter()}
      ${this.#renderSound()}
      <linli-button
        variant="primary"
        size="large"
        icon="check"
        label=${this.t('setup.end')}
        @click=${() => this.leave('end')}
      ></linli-button>
    `;
  }

  #renderTerminal(): TemplateResult {
    const { sync, runtime } = this.terminal;
    const identity = this.#identity.value;
    const code = sync.state === 'waiting' ? sync.code : '';
    return html`<section>
      <h2>${this.t('setup.terminal')}</h2>
      <dl>
        <dt>${this.t('setup.id')}</dt>
        <dd>${identity?.id}</dd>
        <dt>${this.t('setup.key')}</dt>
        <dd>${identity?.keyId ?? this.t('setup.no-key')}</dd>
        <dt>${this.t('setup.hub')}</dt>
        <dd>${this.t(`setup.hub.${sync.state}`, { code })}</dd>
        <dt>${this.t('setup.storage')}</dt>
        <dd>${runtime ? this.t(runtime.durable ? 'setup.storage.yes' : 'setup.storage.no') : nothing}</dd>
      </dl>
    </section>`;
  }

  #renderScanners(): TemplateResult {
    const lines = this.scanners?.lines;
    return html`<section>
      <h2>${this.t('setup.scanners')}</h2>
      <p>${this.t('setup.keyboard')}</p>
      ${lines?.length === 0 ? html`<p>${this.t('setup.no-lines')}</p>` : nothing}
      ${lines?.map(
        ({ kind, connected }) =>
          html`<p>
              ${this.t(`setup.${kind}`)}
              <strong
                >${
                  connected === 0
                    ? this.t('setup.none-connected')
                    : this.t('setup.connected', { n: connected })
                }</strong
              >
            </p>
            <linli-button
              data-connect=${kind}
              label=${this.t(`setup.${kind}.connect`)}
              @click=${() => void this.#connect(kind)}
            ></linli-button>`,
      )}
      ${this.#banner(this.notChosen ? 'setup.not-chosen' : undefined)}
      <div role="status">${this.#renderRead()}</div>
    </section>`;
  }

  #renderRead(): TemplateResult | typeof nothing {
    if (!this.read) return nothing;
    return html`<linli-banner tone="positive" heading=${this.t('setup.read', { n: this.read.length })}>
      ${this.t(this.read.ours ? 'setup.read.ours' : 'setup.read.other')}
    </linli-banner>`;
  }

  #renderCamera(): TemplateResult {
    return html`<section>
      <h2>${this.t('setup.camera')}</h2>
      ${
        this.watching
          ? html`<linli-scan-panel
              .words=${this.terminal.words}
              .accepts=${() => true}
              @linli-scan=${({ text }: ScanEvent) => this.#onScan(text)}
            ></linli-scan-panel>`
          : nothing
      }
      <linli-button
        icon="camera"
        label=${this.t(this.watching ? 'setup.camera.stop' : 'setup.camera.try')}
        @click=${() => (this.watching = !this.watching)}
      ></linli-button>
    </section>`;
  }

  #renderPrinter(): TemplateResult {
    return html`<section>
      <h2>${this.t('setup.printer')}</h2>
      <linli-button
        icon="printer"
        data-print
        ?disabled=${this.printing === 'printing'}
        label=${this.t(this.printing === 'printing' ? 'setup.printing' : 'setup.print')}
        @click=${() => void this.#print()}
      ></linli-button>
      ${this.printing === 'printed' ? html`<p role="status">${this.t('setup.printed')}</p>` : nothing}
      ${this.#banner(this.printing === 'print-late' ? 'setup.print-late' : undefined)}
    </section>`;
  }

  #renderSound(): TemplateResult {
    return html`<section>
      <h2>${this.t('setup.sound')}</h2>
      <div class="row">
        ${(['read', 'not-read'] as const).map(
          (sound) =>
            html`<linli-button
              icon="volume-2"
              data-sound=${sound}
              label=${this.t(`setup.sound.${sound}`)}
              @click=${() => this.hardware.sounds.play(sound)}
            ></linli-button>`,
        )}
      </div>
    </section>`;
  }

  #banner(key: MessageKey | undefined): TemplateResult | typeof nothing {
    return key ? html`<linli-banner tone="caution" heading=${this.t(key)}></linli-banner>` : nothing;
  }

  async #connect(kind: LineKind): Promise<void> {
    this.notChosen = (await this.scanners?.connect(kind)) === false;
  }

  async #print(): Promise<void> {
    this.printing = 'printing';
    const { site, clock, runtime } = this.terminal;
    const nowMs = runtime?.store.now() ?? Date.now();
    const slip = slipContent(
      [
        { kind: 'small', text: this.of(site.name) },
        { kind: 'title', text: this.t('setup.slip') },
        { kind: 'text', text: `${clock.shortDay(nowMs)} ${clock.time(nowMs)}` },
        { kind: 'text', text: this.t('setup.slip.text') },
        { kind: 'code', text: this.#identity.value?.id ?? site.id, label: this.t('setup.id') },
      ],
      'slip-80mm',
    );
    const printed = await this.hardware.print(slip, 'slip-80mm');
    this.printing = printed === 'handed-over' ? 'printed' : 'print-late';
  }

  readonly #onScan = (text: string): void => {
    this.read = { length: [...text].length, ours: isOurs(text) };
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-setup-view': SetupView;
  }
}
