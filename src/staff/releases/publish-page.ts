import '@awesome.me/webawesome/dist/components/progress-bar/progress-bar.js';
import { LitElement, type PropertyValues, type TemplateResult, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../../../components/icon/icon.ts';
import { StaffContentClient } from '../../api/staff-content.ts';
import type { ContentCheck, ContentDiff, ContentFault } from '../../model/schema/staff-content.ts';
import type { AudienceChoice, Publication, PublicationStage } from '../../model/schema/staff-releases.ts';
import { faultName, faultText } from '../content/fault-text.ts';
import { roleName } from '../content/content-words.ts';
import { desk } from '../shell/desk-styles.ts';
import { note } from '../shell/parts.ts';
import { deskPath } from '../shell/route.ts';
import { audienceFields, fieldStyles, whenFields } from './audience-fields.ts';
import { diffList, diffStyles } from './diff-list.ts';
import { type Publishing, publishAndFollow } from './publishing.ts';
import { newId } from './release-acts.ts';
import type { ReleasesContext } from './releases-context.ts';
import { type Wish, asked, dueMs, keepWish, nextHour, recallWish } from './wish.ts';

const STAGES: readonly PublicationStage[] = ['reading', 'checking', 'writing', 'times'];

/** Looks at what changed, says whether it may go out, and asks to whom and when. */
@customElement('linli-publish-page')
export class PublishPage extends LitElement {
  static override styles = [
    desk,
    diffStyles,
    fieldStyles,
    css`
      .crumb a {
        display: inline-flex;
        align-items: center;
        gap: 0.35em;
        min-block-size: 2rem;
        --icon-size: 1.2em;
      }
      .faults {
        display: grid;
        gap: var(--space-1);
        margin: 0;
        padding: 0;
        list-style: none;
      }
      .faults li {
        display: flex;
        flex-wrap: wrap;
        align-items: flex-start;
        justify-content: space-between;
        gap: var(--space-1) var(--space-2);
        padding: var(--space-1) var(--space-2);
        border-inline-start: 4px solid var(--danger);
        background: var(--surface-raised);
      }
      .faults.warnings li {
        border-color: var(--caution);
      }
      .faults p {
        flex: 1 1 20rem;
      }
      .faults strong {
        display: block;
      }
      wa-progress-bar {
        max-inline-size: 30rem;
      }
    `,
  ];

  @property({ attribute: false }) context!: ReleasesContext;
  @state() private diff: ContentDiff | undefined;
  @state() private check: ContentCheck | undefined;
  @state() private known: AudienceChoice | undefined;
  @state() private wish!: Wish;
  @state() private accepted = false;
  @state() private working: Publishing | undefined;
  @state() private failed = '';
  #content: StaffContentClient | undefined;

  protected override willUpdate(_changed: PropertyValues): void {
    if (this.#content) return;
    const { client, site } = this.context.staff;
    this.#content = new StaffContentClient(client.call, location.origin, site.id);
    this.wish = recallWish(site.id);
    void this.#read();
  }

  protected override render(): TemplateResult {
    const { words, staff, page } = this.context;
    const { t } = words;
    return html`<div class="stack">
      <p class="crumb">
        <a href=${deskPath(staff.site.id, 'releases')}
          ><linli-icon name="arrow-left"></linli-icon>${t('heading')}</a
        >
      </p>
      <h1 tabindex="-1">${t('new.heading')}</h1>
      ${this.failed === '' ? nothing : note('bad', this.failed)}
      ${
        page.rollout && !this.working
          ? html`${note('info', t('now.busy', { n: page.rollout.release }))}
              <div>
                <a class="button" href=${deskPath(staff.site.id, 'releases', [String(page.rollout.release)])}
                  >${t('rollout.open')}</a
                >
              </div>`
          : this.working
            ? this.#progress(this.working)
            : this.#form()
      }
    </div>`;
  }

  #form(): TemplateResult {
    const { words, staff, content } = this.context;
    const { t } = words;
    const { diff, check } = this;
    if (!diff || !check) return html`<p role="status">${staff.words.t('page.wait')}</p>`;
    if (diff.total === 0)
      return html`<p><strong>${t('new.what.none')}</strong></p>
        <div><a class="button" href=${deskPath(staff.site.id, 'content')}>${t('now.to-content')}</a></div>`;
    return html`<h2>${t('new.what')}</h2>
      ${diffList(content, diff.entries)}
      ${
        diff.more === undefined
          ? nothing
          : html`<div>
              <button type="button" @click=${() => void this.#readMore(diff)}>
                ${t('new.more', { n: diff.total - diff.entries.length })}
              </button>
            </div>`
      }
      <h2>${t('new.check')}</h2>
      ${this.#checked(check)} ${check.faults.length > 0 ? nothing : this.#fields(check)}`;
  }

  #checked({ faults, warnings }: ContentCheck): TemplateResult {
    const { t } = this.context.words;
    if (faults.length === 0 && warnings.length === 0) return note('good', t('new.check.good'));
    return html`${
      faults.length === 0
        ? nothing
        : html`${note('bad', t('new.check.faults', { n: faults.length }))}${this.#faults(faults, '')}`
    }
    ${
      warnings.length === 0
        ? nothing
        : html`${note('info', t('new.check.warnings', { n: warnings.length }))}${this.#faults(warnings, 'warnings')}`
    }`;
  }

  #faults(faults: readonly ContentFault[], tone: '' | 'warnings'): TemplateResult {
    const { words, staff, content } = this.context;
    return html`<ul class="faults ${tone}">
      ${faults.map((fault) => {
        const { problem, mend } = faultText(content, fault);
        const name = fault.id === '-' ? roleName(content, fault.role) : words.of(fault.title);
        return html`<li>
          <p>
            <strong>${name}${fault.path === '' ? nothing : html` · ${faultName(content, fault)}`}</strong>
            ${problem} ${mend}
          </p>
          <a class="button" href=${deskPath(staff.site.id, 'content', [fault.role, fault.id])}
            >${words.t('new.check.mend')}</a
          >
        </li>`;
      })}
    </ul>`;
  }

  #fields({ warnings }: ContentCheck): TemplateResult {
    const { words, staff } = this.context;
    const { t } = words;
    const { wish } = this;
    const options = { words, wish, change: this.#change };
    const hindrance = this.#hindrance(warnings.length);
    return html`${audienceFields(options, this.known)}
      ${whenFields(options, () => nextHour(Date.now(), staff.site.timeZone), this.#isPast())}
      <div class="field inner">
        <label for="note">${t('new.note')}</label>
        <input
          id="note"
          maxlength="200"
          autocomplete="off"
          .value=${wish.note}
          aria-describedby="note-hint"
          @input=${(event: Event) => this.#change({ note: (event.target as HTMLInputElement).value })}
        />
        <p class="hint" id="note-hint">${t('new.note.hint')}</p>
      </div>
      ${
        warnings.length === 0
          ? nothing
          : html`<label class="check"
              ><input
                type="checkbox"
                .checked=${this.accepted}
                @change=${(event: Event) => (this.accepted = (event.target as HTMLInputElement).checked)}
              />${t('new.check.accept')}</label
            >`
      }
      <div class="row">
        <button
          type="button"
          class="primary"
          ?disabled=${hindrance !== ''}
          aria-describedby="hindrance"
          @click=${() => void this.#publish()}
        >
          ${t(wish.when === 'later' ? 'do.publish.later' : wish.to === 'all' ? 'do.publish.all' : 'do.publish.some')}
        </button>
        <span class="hint" id="hindrance">${hindrance}</span>
      </div>`;
  }

  /** Why it cannot go out yet; empty where it can. */
  #hindrance(warnings: number): string {
    const { t } = this.context.words;
    if (this.wish.to === 'terminals' && this.wish.ids.length === 0) return t('do.publish.nobody');
    if (this.#isPast()) return t('when.past');
    return warnings > 0 && !this.accepted ? t('do.publish.unread') : '';
  }

  #isPast(): boolean {
    const { wish, context } = this;
    if (wish.when === 'now') return false;
    return !((dueMs(wish, context.staff.site.timeZone) ?? 0) > Date.now());
  }

  #progress({ state: way, id, stage }: Publishing): TemplateResult {
    const { t } = this.context.words;
    const value = (100 * (STAGES.indexOf(stage) + 1)) / (STAGES.length + 1);
    return html`<section class="panel stack" role="status">
      <h2>${t('work.heading')}</h2>
      <p>${way === 'lost' ? t('work.lost') : t(`work.${stage}`)}</p>
      <wa-progress-bar value=${value} label=${t('work.heading')}></wa-progress-bar>
      <div>
        <button type="button" ?disabled=${stage === 'times'} @click=${() => void this.#cancel(id)}>
          ${t('work.cancel')}
        </button>
      </div>
    </section>`;
  }

  readonly #change = (change: Partial<Wish>): void => {
    this.wish = { ...this.wish, ...change };
    keepWish(this.context.staff.site.id, this.wish);
  };

  async #publish(): Promise<void> {
    const { diff, context, wish } = this;
    if (!diff || this.working) return;
    const { client, staff, words } = context;
    this.failed = '';
    const id = newId();
    const { timeZone } = staff.site;
    const body = { ...asked(wish, { id, version: diff.version, timeZone }), id };
    const answer = await publishAndFollow(client, body, (now) => (this.working = now));
    this.working = undefined;
    if (!answer.ok) {
      this.failed = words.why(answer.error);
      // What is shown is not what would go out: it is read anew.
      await this.#read();
    } else await this.#finish(answer.value);
  }

  async #finish(became: Publication): Promise<void> {
    const { words, staff, say, refresh } = this.context;
    const { t, when } = words;
    if (became.state === 'failed') {
      this.failed = t('error.release.faults');
      return this.#read();
    }
    keepWish(staff.site.id, undefined);
    const n = became.release ?? '';
    say(
      'good',
      became.state === 'cancelled'
        ? t('said.cancelled')
        : became.state === 'waiting'
          ? t('said.later', { when: when(became.at ?? became.askedAt) })
          : t(became.to.kind === 'all' ? 'said.done' : 'said.started', { n }),
    );
    refresh();
    const isTried = became.state === 'done' && became.to.kind !== 'all';
    staff.go(...(isTried ? [String(n)] : []));
  }

  async #cancel(id: string): Promise<void> {
    const answer = await this.context.client.cancel(id);
    // Too late: it is out, and the page says so in a moment.
    if (!answer.ok) this.failed = this.context.words.why(answer.error);
  }

  async #read(): Promise<void> {
    const { client, words } = this.context;
    const [diff, check, known] = await Promise.all([
      this.#content?.diff(),
      this.#content?.check(),
      client.audience(),
    ]);
    for (const answer of [diff, check, known])
      if (answer && !answer.ok) this.failed = words.why(answer.error);
    if (diff?.ok) this.diff = diff.value;
    if (check?.ok) this.check = check.value;
    if (known.ok) this.#choose(known.value);
  }

  /** The ring that was used last is chosen already; terminals that are gone are not. */
  #choose(known: AudienceChoice): void {
    this.known = known;
    const there = new Set(known.terminals.map(({ id }) => id));
    const kept = this.wish.ids.filter((id) => there.has(id));
    const ids = kept.length > 0 ? kept : known.usual.filter((id) => there.has(id));
    this.wish = { ...this.wish, ids, ...(there.size === 0 ? { to: 'all' as const } : {}) };
  }

  async #readMore(diff: ContentDiff): Promise<void> {
    const answer = await this.#content?.diff(diff.more === undefined ? {} : { after: diff.more });
    if (answer?.ok) this.diff = { ...answer.value, entries: [...diff.entries, ...answer.value.entries] };
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-publish-page': PublishPage;
  }
}
