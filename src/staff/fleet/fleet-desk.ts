import { LitElement, type TemplateResult, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../../../components/icon/icon.ts';
import { FleetClient } from '../../api/staff-fleet.ts';
import type { Fleet } from '../../model/schema/staff-fleet.ts';
import { note } from '../shell/parts.ts';
import { deskPath } from '../shell/route.ts';
import type { StaffContext } from '../shell/staff-context.ts';
import { FleetChangedEvent } from './acts.ts';
import './alerts-page.ts';
import './fleet-list.ts';
import './fleet-plan.ts';
import { fleetStyles } from './fleet-styles.ts';
import { isWrong, fleetWords } from './fleet-words.ts';
import './pair-form.ts';
import './terminal-page.ts';

/** The stream says when something of the hall changed; how terminals are, is looked at as often as they tell. */
const LOOK_MS = 5_000;

/** The desk of those who look after the terminals: how they are, what they should do, who is told when one is not well. */
@customElement('linli-fleet-desk')
export class FleetDesk extends LitElement {
  static override styles = [
    fleetStyles,
    css`
      nav {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-1);
      }
      nav [aria-current='page'] {
        border-color: var(--accent);
        background: var(--accent-soft);
        color: var(--accent);
        font-weight: var(--weight-strong);
      }
      .summary {
        font-weight: var(--weight-strong);
      }
    `,
  ];

  @property({ attribute: false }) staff!: StaffContext;
  @state() private fleet: Fleet | undefined;
  @state() private stale = '';
  #client: FleetClient | undefined;
  #deaf: (() => void) | undefined;
  #timer: ReturnType<typeof setInterval> | undefined;
  #turn = 0;

  constructor() {
    super();
    this.addEventListener(FleetChangedEvent.type, () => void this.#read());
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#timer = setInterval(() => {
      if (document.visibilityState === 'visible') void this.#read();
    }, LOOK_MS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#timer);
    this.#deaf?.();
    this.#turn += 1;
  }

  protected override firstUpdated(): void {
    this.#deaf = this.#fleet.listen(() => void this.#read());
    void this.#read();
  }

  protected override render(): TemplateResult {
    const { t } = fleetWords(this.staff);
    const { fleet } = this;
    return html`<div class="stack">
      <h1 tabindex="-1">${t('heading')}</h1>
      ${this.stale ? note('bad', this.stale) : nothing}
      ${fleet ? this.#page(fleet) : html`<p>${this.staff.words.t('page.wait')}</p>`}
    </div>`;
  }

  #page(fleet: Fleet): TemplateResult {
    const [page, id = ''] = this.staff.below;
    const client = this.#fleet;
    if (page === 'terminal')
      return html`<linli-terminal-page
        .staff=${this.staff}
        .client=${client}
        .fleet=${fleet}
        .terminalId=${id}
      ></linli-terminal-page>`;
    if (page === 'alerts')
      return html`${this.#ways(fleet, 'alerts')}
        <linli-alerts-page .staff=${this.staff} .client=${client}></linli-alerts-page>`;
    return html`
      <p>${fleetWords(this.staff).t('text')}</p>
      ${this.#ways(fleet, page === 'plan' ? 'plan' : 'list')} ${this.#summary(fleet)}
      ${
        page === 'plan'
          ? html`<linli-fleet-plan .staff=${this.staff} .fleet=${fleet}></linli-fleet-plan>`
          : html`<linli-fleet-list .staff=${this.staff} .client=${client} .fleet=${fleet}></linli-fleet-list>`
      }
      <linli-pair-form .staff=${this.staff} .client=${client} .fleet=${fleet}></linli-pair-form>
    `;
  }

  #summary({ terminals }: Fleet): TemplateResult | typeof nothing {
    const { t } = fleetWords(this.staff);
    const paired = terminals.filter(({ status }) => status === 'paired');
    if (paired.length === 0) return nothing;
    const wrong = paired.filter(isWrong).length;
    return html`<p class="summary">
      ${t('summary', { n: paired.length, up: paired.filter(({ up }) => up).length })}
      ${wrong > 0 ? html`<span class="wrong"> · ${t('summary.wrong', { n: wrong })}</span>` : nothing}
    </p>`;
  }

  #ways({ terminals }: Fleet, now: 'list' | 'plan' | 'alerts'): TemplateResult {
    const { t } = fleetWords(this.staff);
    const open = terminals.reduce((sum, { alerts }) => sum + alerts.length, 0);
    const way = (page: 'list' | 'plan' | 'alerts', icon: string, label: string): TemplateResult =>
      html`<a
        class="button"
        href=${deskPath(this.staff.site.id, 'fleet', page === 'list' ? [] : [page])}
        aria-current=${page === now ? 'page' : 'false'}
        ><linli-icon name=${icon}></linli-icon>${label}</a
      >`;
    return html`<nav aria-label=${t('heading')}>
      ${way('list', 'list', t('page.list'))} ${way('plan', 'layout-grid', t('page.plan'))}
      ${way('alerts', 'bell', open > 0 ? t('page.alerts.open', { n: open }) : t('page.alerts'))}
    </nav>`;
  }

  get #fleet(): FleetClient {
    const { client, site } = this.staff;
    this.#client ??= new FleetClient(client.call, location.origin, site.id);
    return this.#client;
  }

  async #read(): Promise<void> {
    const turn = (this.#turn += 1);
    const answer = await this.#fleet.fleet();
    // A slower, older answer must not stand over a newer one.
    if (turn !== this.#turn) return;
    const words = fleetWords(this.staff);
    if (answer.ok) this.fleet = answer.value;
    this.stale = answer.ok
      ? ''
      : answer.error.kind === 'unreachable'
        ? words.t('stale')
        : words.why(answer.error);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-fleet-desk': FleetDesk;
  }
}
