import { LitElement, type TemplateResult, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import '../../../components/icon/icon.ts';
import type { FleetClient } from '../../api/staff-fleet.ts';
import { type AlertRule, alertDefaults } from '../../model/fleet.ts';
import type { AlertDesk, AlertRow } from '../../model/schema/staff-fleet.ts';
import { note } from '../shell/parts.ts';
import { deskPath } from '../shell/route.ts';
import type { StaffContext } from '../shell/staff-context.ts';
import { FleetChangedEvent, type Said, act, saidNote } from './acts.ts';
import './alert-targets.ts';
import { fleetStyles } from './fleet-styles.ts';
import { type FleetWords, fleetWords, whenOf } from './fleet-words.ts';

const LOOK_MS = 10_000;
const SHOWN_OVER = 20;

/** What is wrong now and was before, when an alert is raised, and who is told. */
@customElement('linli-alerts-page')
export class AlertsPage extends LitElement {
  static override styles = [
    fleetStyles,
    css`
      .rules {
        max-inline-size: 60rem;
      }
      .rule {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-1) var(--space-2);
      }
      .rule label.check {
        flex: 0 1 22rem;
      }
      .rule label.urgent {
        flex: 0 1 auto;
      }
      .rule input[type='number'] {
        inline-size: 7rem;
      }
      .alert {
        border-inline-start: 8px solid var(--danger);
      }
      ul {
        display: flex;
        flex-direction: column;
        gap: var(--space-2);
        margin: 0;
        padding: 0;
        list-style: none;
      }
    `,
  ];

  @property({ attribute: false }) staff!: StaffContext;
  @property({ attribute: false }) client!: FleetClient;
  @state() said: Said | undefined;
  @state() busy = false;
  @state() private desk: AlertDesk | undefined;
  /** Rules as they stand in the form, where somebody changed one. */
  @state() private rules: readonly AlertRule[] | undefined;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor() {
    super();
    this.addEventListener(FleetChangedEvent.type, () => void this.#read());
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#timer = setInterval(() => void this.#read(), LOOK_MS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

  protected override firstUpdated(): void {
    void this.#read();
  }

  protected override render(): TemplateResult {
    const words = fleetWords(this.staff);
    const { t } = words;
    const { desk } = this;
    if (!desk)
      return html`${saidNote(this.said)}
        <p>${this.staff.words.t('page.wait')}</p>`;
    const open = desk.alerts.filter(({ resolvedAt }) => resolvedAt === undefined);
    const over = desk.alerts.filter(({ resolvedAt }) => resolvedAt !== undefined);
    return html`<div class="stack">
      <p>${t('alerts.text')}</p>
      ${saidNote(this.said)}
      <section class="stack" aria-live="polite">
        <h2>${t('alerts.open')}</h2>
        ${
          open.length === 0
            ? note('good', t('alerts.open.none'))
            : html`<ul>
                ${open.map((alert) => this.#open(alert, desk, words))}
              </ul>`
        }
      </section>
      <linli-alert-targets .staff=${this.staff} .client=${this.client} .desk=${desk}></linli-alert-targets>
      ${this.#rules(this.rules ?? desk.rules, words)} ${this.#over(over, desk, words)}
    </div>`;
  }

  #what({ t }: FleetWords, { kind, subject = '', detail }: AlertRow): string {
    const { value } = detail;
    return t(`alert.${kind}`, { subject, value: typeof value === 'number' ? value : '' });
  }

  #open(alert: AlertRow, { now }: AlertDesk, words: FleetWords): TemplateResult {
    const { t } = words;
    const { terminal } = alert;
    return html`<li class="panel alert stack">
      <div>
        ${
          terminal
            ? html`<a class="name" href=${deskPath(this.staff.site.id, 'fleet', ['terminal', terminal.id])}
                >${terminal.name}</a
              > `
            : nothing
        }<strong>${this.#what(words, alert)}</strong>
        <span class="quiet-text"
          >${t('alert.since', { when: whenOf(words, alert.at, Date.parse(now)) })}</span
        >
      </div>
      <div class="row">
        <button
          type="button"
          ?disabled=${this.busy}
          @click=${() => act(this, words, this.client.closeAlert(alert.id), () => t('alert.close-done'))}
        >
          ${t('alert.close')}
        </button>
      </div>
    </li>`;
  }

  #over(alerts: readonly AlertRow[], { now }: AlertDesk, words: FleetWords): TemplateResult {
    const { t } = words;
    const nowMs = Date.parse(now);
    const ended = ({ resolvedAt = now, resolvedBy }: AlertRow): string => {
      const when = whenOf(words, resolvedAt, nowMs);
      return resolvedBy === undefined
        ? t('alert.resolved', { when })
        : t('alert.closed', { who: resolvedBy, when });
    };
    return html`<section class="stack">
      <h2>${t('alerts.over')}</h2>
      ${
        alerts.length === 0
          ? html`<p>${t('alerts.over.none')}</p>`
          : html`<ul class="facts">
              ${alerts
                .slice(0, SHOWN_OVER)
                .map(
                  (alert) =>
                    html`<li>
                      ${alert.terminal?.name ?? ''} ${this.#what(words, alert)} ·
                      ${t('alert.since', { when: whenOf(words, alert.at, nowMs) })} · ${ended(alert)}
                    </li>`,
                )}
            </ul>`
      }
    </section>`;
  }

  #rules(rules: readonly AlertRule[], words: FleetWords): TemplateResult {
    const { t } = words;
    return html`<section class="panel stack">
      <h2>${t('rules.heading')}</h2>
      <form class="rules" @submit=${(event: SubmitEvent) => this.#onRules(event, rules, words)}>
        ${rules.map((rule) => this.#rule(rule, rules, words))}
        <button type="submit" class="primary" ?disabled=${this.busy || !this.rules}>
          ${t('rules.save')}
        </button>
      </form>
    </section>`;
  }

  #rule(rule: AlertRule, rules: readonly AlertRule[], { t }: FleetWords): TemplateResult {
    const { kind, active, most, urgent } = rule;
    const { unit, from, to } = alertDefaults[kind];
    const change = (more: Partial<AlertRule>): void =>
      void (this.rules = rules.map((each) => (each.kind === kind ? { ...each, ...more } : each)));
    return html`<div class="rule">
      <label class="check"
        ><input
          type="checkbox"
          .checked=${live(active)}
          @change=${(event: Event) => change({ active: (event.target as HTMLInputElement).checked })}
        />${t(`rule.${kind}`)}</label
      >
      ${
        unit === 'none'
          ? nothing
          : html`<input
                type="number"
                min=${from}
                max=${to}
                aria-label="${t(`rule.${kind}`)} (${t(`unit.${unit}`)})"
                aria-invalid=${isWithin(rule) ? 'false' : 'true'}
                ?disabled=${!active}
                .value=${live(String(most))}
                @input=${(event: InputEvent) => change({ most: Number((event.target as HTMLInputElement).value) })}
              />
              <span>${t(`unit.${unit}`)}</span>
              <span class="hint">${t('rules.range', { from, to })}</span>`
      }
      <label class="check urgent"
        ><input
          type="checkbox"
          aria-label="${t(`rule.${kind}`)}: ${t('rule.urgent')}"
          ?disabled=${!active}
          .checked=${live(urgent)}
          @change=${(event: Event) => change({ urgent: (event.target as HTMLInputElement).checked })}
        />${t('rule.urgent')}</label
      >
    </div>`;
  }

  #onRules(event: SubmitEvent, rules: readonly AlertRule[], words: FleetWords): void {
    event.preventDefault();
    if (!rules.every(isWithin)) {
      this.said = { tone: 'bad', text: words.t('rules.wrong') };
      return;
    }
    void act(this, words, this.client.setRules(rules), () => words.t('rules.saved')).then((done) => {
      if (done) this.rules = undefined;
    });
  }

  async #read(): Promise<void> {
    const answer = await this.client.alerts();
    if (answer.ok) this.desk = answer.value;
    else this.said = { tone: 'bad', text: fleetWords(this.staff).why(answer.error) };
  }
}

const isWithin = ({ kind, most }: AlertRule): boolean =>
  Number.isInteger(most) && most >= alertDefaults[kind].from && most <= alertDefaults[kind].to;

declare global {
  interface HTMLElementTagNameMap {
    'linli-alerts-page': AlertsPage;
  }
}
