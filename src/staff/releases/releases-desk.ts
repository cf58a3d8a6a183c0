import { LitElement, type PropertyValues, type TemplateResult, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { ReleasesClient } from '../../api/staff-releases.ts';
import type { ReleasesPage } from '../../model/schema/staff-releases.ts';
import { contentWords } from '../content/content-words.ts';
import { desk } from '../shell/desk-styles.ts';
import { LiveView } from '../shell/live-view.ts';
import { note } from '../shell/parts.ts';
import type { StaffContext } from '../shell/staff-context.ts';
import './overview-page.ts';
import './publish-page.ts';
import './release-page.ts';
import { releaseWords } from './release-words.ts';
import type { ReleasesContext } from './releases-context.ts';

/** The desk that publishes: what goes out to whom and when, how it goes, and the way back. */
@customElement('linli-releases-desk')
export class ReleasesDesk extends LitElement {
  static override styles = [
    desk,
    css`
      .said {
        position: sticky;
        inset-block-start: var(--top, 0px);
        z-index: 2;
      }
    `,
  ];

  @property({ attribute: false }) staff!: StaffContext;
  @state() private page: ReleasesPage | undefined;
  @state() private stale = false;
  @state() private said: { readonly tone: 'good' | 'bad'; readonly text: string } | undefined;
  #client: ReleasesClient | undefined;
  #live: LiveView<ReleasesPage> | undefined;
  #context: ReleasesContext | undefined;
  #below = '';

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#live?.stop();
    this.#live = undefined;
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (!this.#live) this.#start();
    const below = this.staff.below.join('/');
    // What was said stays over the way from the form to the overview, and no longer.
    if (below !== this.#below && this.#below !== 'new') this.said = undefined;
    this.#below = below;
    if (this.page && (changed.has('staff') || changed.has('page'))) this.#context = this.#make(this.page);
  }

  protected override render(): TemplateResult {
    const { t } = releaseWords(this.staff);
    const context = this.#context;
    return html`<div class="stack">
      <div class="said" role="status">${this.said ? note(this.said.tone, this.said.text) : nothing}</div>
      ${this.stale ? note('bad', this.staff.words.t('page.unreachable')) : nothing}
      ${
        context
          ? this.#shown(context)
          : html`<h1 tabindex="-1">${t('heading')}</h1>
              <p>${this.staff.words.t('page.wait')}</p>`
      }
    </div>`;
  }

  #shown(context: ReleasesContext): TemplateResult {
    const [first = ''] = this.staff.below;
    if (first === 'new') return html`<linli-publish-page .context=${context}></linli-publish-page>`;
    return /^\d+$/u.test(first)
      ? html`<linli-release-page .context=${context} .number=${Number(first)}></linli-release-page>`
      : html`<linli-releases-overview .context=${context}></linli-releases-overview>`;
  }

  #start(): void {
    const { client, site } = this.staff;
    const releases = new ReleasesClient(client.call, location.origin, site.id);
    this.#client = releases;
    this.#live = new LiveView<ReleasesPage>({
      read: () => releases.page(),
      listen: (onChanged) => releases.listen(onChanged),
      onReading: (reading) => {
        if (reading) this.page = reading.value;
        this.stale = reading?.stale ?? true;
      },
      monotonic: () => performance.now(),
    });
    this.#live.start();
  }

  #make(page: ReleasesPage): ReleasesContext | undefined {
    if (!this.#client) return undefined;
    const { staff } = this;
    return {
      staff,
      words: releaseWords(staff),
      content: contentWords(staff),
      client: this.#client,
      page,
      say: (tone, text) => {
        this.said = { tone, text };
      },
      refresh: () => void this.#live?.readNow(),
      mayPublish: staff.site.roles.includes('publisher'),
    };
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-releases-desk': ReleasesDesk;
  }
}
