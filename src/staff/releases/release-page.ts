import { LitElement, type PropertyValues, type TemplateResult, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../../../components/icon/icon.ts';
import type { ReleaseDiff, ReleaseView } from '../../model/schema/staff-releases.ts';
import { desk } from '../shell/desk-styles.ts';
import { note } from '../shell/parts.ts';
import { deskPath } from '../shell/route.ts';
import { type Question, askDialog } from './ask-dialog.ts';
import { diffList, diffStyles } from './diff-list.ts';
import { canGoBack, releaseText } from './history-table.ts';
import { askBack, askHalt, askPromote } from './release-acts.ts';
import type { ReleasesContext } from './releases-context.ts';
import { rolloutFacts, rolloutStyles, rolloutTables } from './rollout-panel.ts';

/** One release: how it is or was tried out, live, and what it changed. */
@customElement('linli-release-page')
export class ReleasePage extends LitElement {
  static override styles = [
    desk,
    diffStyles,
    rolloutStyles,
    css`
      .crumb a {
        display: inline-flex;
        align-items: center;
        gap: 0.35em;
        min-block-size: 2rem;
        --icon-size: 1.2em;
      }
      .line {
        max-inline-size: none;
      }
      h3 {
        font-size: var(--type-text);
      }
    `,
  ];

  @property({ attribute: false }) context!: ReleasesContext;
  @property({ type: Number }) number = 0;
  @state() private view: ReleaseView | undefined;
  @state() private diff: ReleaseDiff | undefined;
  @state() private failed = '';
  @state() private diffFailed = '';
  @state() private question: Question | undefined;

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('number')) {
      [this.view, this.diff] = [undefined, undefined];
      void this.#readDiff();
    }
    // The page above is read whenever something happens: then this one is, too.
    if (changed.has('number') || changed.has('context')) void this.#read();
  }

  protected override render(): TemplateResult {
    const { words, staff } = this.context;
    const { t } = words;
    return html`<div class="stack">
      <p class="crumb">
        <a href=${deskPath(staff.site.id, 'releases')}
          ><linli-icon name="arrow-left"></linli-icon>${t('heading')}</a
        >
      </p>
      <h1 tabindex="-1">${t('release.heading', { n: this.number })}</h1>
      ${this.failed === '' ? nothing : note('bad', this.failed)}
      ${this.view ? this.#view(this.view) : nothing}
      ${askDialog(this.question, t('ask.no'), () => (this.question = undefined))}
    </div>`;
  }

  #view(view: ReleaseView): TemplateResult {
    const { words, mayPublish } = this.context;
    const { t, when } = words;
    const { release, rollout } = view;
    return html`<p class="line">
        <span class="tag">${t(`release.state.${release.state}`)}</span>
        ${when(release.at)} · ${release.by ?? t('release.nobody')} · ${releaseText(words, release)}
      </p>
      ${
        mayPublish && canGoBack(release)
          ? html`<div>
              <button type="button" @click=${() => (this.question = askBack(this.context, release))}>
                ${t('history.back')}
              </button>
            </div>`
          : nothing
      }
      ${rollout ? this.#rollout(rollout) : nothing}
      <h2>${t('release.diff')}</h2>
      ${this.#diff()}`;
  }

  #rollout(rollout: NonNullable<ReleaseView['rollout']>): TemplateResult {
    const { words, mayPublish } = this.context;
    const { t } = words;
    const isRunning = rollout.state === 'running';
    return html`<section
      class="panel stack rollout ${rollout.errorCount > 0 ? 'bad' : ''}"
      aria-labelledby="rollout"
    >
      <h2 id="rollout">${isRunning ? t('rollout.heading', { n: rollout.release }) : t('rollout.was')}</h2>
      <div class="stack" role="status">${rolloutFacts(words, rollout)}</div>
      ${
        isRunning && mayPublish
          ? html`<div class="row">
              <button
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
              </button>
            </div>`
          : nothing
      }
      ${rolloutTables(words, rollout)}
    </section>`;
  }

  #diff(): TemplateResult {
    const { words, staff, content } = this.context;
    const { t } = words;
    const { diff } = this;
    if (this.diffFailed !== '') return note('info', this.diffFailed);
    if (!diff) return html`<p>${staff.words.t('page.wait')}</p>`;
    if (diff.base === undefined) return html`<p>${t('release.first')}</p>`;
    return diff.entries.length === 0
      ? html`<p>${t('release.diff.none')}</p>`
      : diffList(content, diff.entries);
  }

  async #read(): Promise<void> {
    const { number } = this;
    const answer = await this.context.client.release(number);
    if (number !== this.number) return;
    this.failed = answer.ok ? '' : this.context.words.why(answer.error);
    if (answer.ok) this.view = answer.value;
  }

  async #readDiff(): Promise<void> {
    const { number } = this;
    const answer = await this.context.client.diff(number);
    if (number !== this.number) return;
    this.diffFailed = answer.ok ? '' : this.context.words.why(answer.error);
    if (answer.ok) this.diff = answer.value;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-release-page': ReleasePage;
  }
}
