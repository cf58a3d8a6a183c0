import { LitElement, type PropertyValues, type TemplateResult, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Publication, ReleaseRow } from '../../model/schema/staff-releases.ts';
import { StaffContentClient } from '../../api/staff-content.ts';
import { desk } from '../shell/desk-styles.ts';
import { note } from '../shell/parts.ts';
import { deskPath } from '../shell/route.ts';
import { type Question, askDialog } from './ask-dialog.ts';
import { historyTable } from './history-table.ts';
import { askBack, askCancel, askHalt, askPromote } from './release-acts.ts';
import type { ReleasesContext } from './releases-context.ts';
import { rolloutFacts, rolloutStyles } from './rollout-panel.ts';

/** What the terminals have, what is tried out and to come, and what was published before. */
@customElement('linli-releases-overview')
export class ReleasesOverview extends LitElement {
  static override styles = [
    desk,
    rolloutStyles,
    css`
      .count {
        font-size: var(--type-lead);
        font-weight: var(--weight-strong);
      }
    `,
  ];

  @property({ attribute: false }) context!: ReleasesContext;
  @state() private changed: number | undefined;
  @state() private question: Question | undefined;
  @state() private older: readonly ReleaseRow[] = [];
  @state() private hasOlder: boolean | undefined;
  #countedFor: string | undefined;

  protected override willUpdate(changed: PropertyValues): void {
    if (!changed.has('context')) return;
    const { page } = this.context;
    // Counted anew with each release; what colleagues type meanwhile is counted on the page that publishes.
    const state = `${page.live}/${page.rollout?.release}`;
    if (this.#countedFor === state) return;
    this.#countedFor = state;
    this.older = [];
    this.hasOlder = undefined;
    void this.#count();
  }

  protected override render(): TemplateResult {
    const { words, page } = this.context;
    const { t } = words;
    return html`<div class="stack">
      <h1 tabindex="-1">${t('heading')}</h1>
      ${this.#now()} ${this.#rollout()} ${this.#later()}
      <h2>${t('history.heading')}</h2>
      ${page.releases.length === 0 ? html`<p>${t('history.none')}</p>` : this.#history()}
      ${askDialog(this.question, t('ask.no'), () => (this.question = undefined))}
    </div>`;
  }

  #now(): TemplateResult {
    const { words, page, staff, mayPublish } = this.context;
    const { t, when } = words;
    const { changed } = this;
    const live = page.releases.find(({ state }) => state === 'live');
    return html`<section class="panel stack" aria-labelledby="now">
      <h2 id="now">${t('now.heading')}</h2>
      <p>${live ? t('now.live', { n: live.number, when: when(live.at) }) : t('now.none')}</p>
      ${page.home === 'folder' ? note('info', t('now.folder')) : nothing}
      ${
        changed === undefined || page.rollout
          ? nothing
          : changed === 0
            ? html`<p><strong>${t('now.same')}</strong> ${t('now.same.next')}</p>`
            : html`<p class="count">${t('now.changed', { n: changed })}</p>`
      }
      ${page.rollout ? note('info', t('now.busy', { n: page.rollout.release })) : nothing}
      <div class="row">
        ${
          mayPublish && changed !== 0 && !page.rollout
            ? html`<a class="button primary" href=${deskPath(staff.site.id, 'releases', ['new'])}
                >${t('do.new')}</a
              >`
            : nothing
        }
        <a class="button" href=${deskPath(staff.site.id, 'content')}>${t('now.to-content')}</a>
      </div>
    </section>`;
  }

  #rollout(): TemplateResult | typeof nothing {
    const { words, page, staff, mayPublish } = this.context;
    const { rollout } = page;
    if (!rollout) return nothing;
    const { t } = words;
    return html`<section
      class="panel stack rollout ${rollout.errorCount > 0 ? 'bad' : ''}"
      aria-labelledby="rollout"
    >
      <h2 id="rollout">${t('rollout.heading', { n: rollout.release })}</h2>
      ${rolloutFacts(words, rollout)}
      <div class="row">
        ${
          mayPublish
            ? html`<button
                  type="button"
                  class="primary"
                  @click=${() => (this.question = askPromote(this.context, rollout))}
                >
                  ${t('rollout.promote')}
                </button>
                <button
                  type="button"
                  class="danger"
                  @click=${() => (this.question = askHalt(this.context, rollout))}
                >
                  ${t('rollout.halt')}
                </button>`
            : nothing
        }
        <a class="button" href=${deskPath(staff.site.id, 'releases', [String(rollout.release)])}
          >${t('rollout.open')}</a
        >
      </div>
    </section>`;
  }

  #later(): TemplateResult | typeof nothing {
    const { words, page } = this.context;
    if (page.publications.length === 0) return nothing;
    return html`<section class="panel stack" aria-labelledby="later">
      <h2 id="later">${words.t('later.heading')}</h2>
      ${page.publications.map((one) => this.#publication(one))}
    </section>`;
  }

  #publication(one: Publication): TemplateResult {
    const { words, mayPublish, staff } = this.context;
    const { t, when, audience } = words;
    const at = when(one.at ?? one.askedAt);
    if (one.state === 'failed') {
      const why =
        one.code === 'release.faults'
          ? t('later.mend', { n: one.faults?.length ?? 0 })
          : words.why({ kind: 'refused', status: 409, problem: { code: one.code ?? 'release.stale' } });
      return html`${note('bad', `${t('later.failed', { when: at })}: ${why}`)}
        <div><a class="button" href=${deskPath(staff.site.id, 'content')}>${t('now.to-content')}</a></div>`;
    }
    return html`<div class="row">
      <span
        >${
          one.state === 'working'
            ? `${t('work.heading')}: ${t(`work.${one.stage}`)}`
            : t('later.at', { when: at, to: audience(one.to) })
        }</span
      >
      <span class="hint">${[one.by, one.note].filter(Boolean).join(' · ')}</span>
      ${
        mayPublish
          ? html`<button type="button" @click=${() => (this.question = askCancel(this.context, one))}>
              ${t('later.cancel')}
            </button>`
          : nothing
      }
    </div>`;
  }

  #history(): TemplateResult {
    const { words, page, staff, mayPublish } = this.context;
    const releases = [...page.releases, ...this.older];
    return html`${historyTable(releases, {
      words,
      site: staff.site.id,
      mayPublish,
      onBack: (release) => (this.question = askBack(this.context, release)),
    })}
    ${
      (this.hasOlder ?? page.more)
        ? html`<div>
            <button type="button" @click=${() => void this.#readOlder(releases[releases.length - 1]?.number)}>
              ${words.t('history.more')}
            </button>
          </div>`
        : nothing
    }`;
  }

  async #readOlder(before: number | undefined): Promise<void> {
    const answer = await this.context.client.page(before);
    if (!answer.ok) return this.context.say('bad', this.context.words.why(answer.error));
    this.older = [...this.older, ...answer.value.releases];
    this.hasOlder = answer.value.more;
  }

  async #count(): Promise<void> {
    const { client, site } = this.context.staff;
    const answer = await new StaffContentClient(client.call, location.origin, site.id).diff({ limit: 1 });
    // Who only looks after terminals reads no draft.
    this.changed = answer.ok ? answer.value.total : undefined;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-releases-overview': ReleasesOverview;
  }
}
