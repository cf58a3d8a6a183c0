import { type TemplateResult, css, html, nothing } from 'lit';
import type { AudienceChoice } from '../../model/schema/staff-releases.ts';
import type { ReleaseWords } from './release-words.ts';
import { SILENCES, WATCHES, type Wish } from './wish.ts';

export const fieldStyles = css`
  fieldset {
    display: grid;
    gap: var(--space-1);
    margin: 0;
    padding: 0;
    border: 0;
  }
  legend {
    padding: 0 0 0.25rem;
    font-size: var(--type-lead);
    font-weight: var(--weight-strong);
  }
  .choice {
    display: flex;
    align-items: flex-start;
    gap: 0.6rem;
    max-inline-size: 44rem;
    padding: 0.6rem 0.75rem;
    border: 1px solid var(--line-strong);
    border-radius: var(--radius-1);
    background: var(--surface-raised);
    font-weight: var(--weight-text);
    cursor: pointer;
  }
  .choice:focus-within,
  .choice.chosen {
    border-color: var(--accent);
    background: var(--accent-soft);
  }
  .choice input[type='radio'] {
    flex: none;
    inline-size: 1.25rem;
    min-block-size: 1.25rem;
    margin-block-start: 0.15rem;
    padding: 0;
    accent-color: var(--accent);
  }
  .choice .hint,
  .choice strong {
    display: block;
  }
  .inner {
    max-inline-size: 26rem;
    padding-inline-start: var(--space-3);
  }
  .terminals {
    display: grid;
    max-block-size: 20rem;
    overflow: auto;
    padding: var(--space-1);
    border: 1px solid var(--line);
    border-radius: var(--radius-1);
  }
`;

export interface FieldsOptions {
  readonly words: ReleaseWords;
  readonly wish: Wish;
  readonly change: (change: Partial<Wish>) => void;
}

/** One of several ways, with what it means below it. */
export function choice(
  name: string,
  value: string,
  now: string,
  text: { readonly label: string; readonly hint?: string },
  onChoose: () => void,
): TemplateResult {
  return html`<label class="choice ${value === now ? 'chosen' : ''}">
    <input type="radio" name=${name} value=${value} .checked=${value === now} @change=${onChoose} />
    <span
      ><strong>${text.label}</strong
      >${text.hint ? html`<span class="hint">${text.hint}</span>` : nothing}</span
    >
  </label>`;
}

/** To whom it goes, and how it is watched where some have it first. */
export function audienceFields(options: FieldsOptions, known: AudienceChoice | undefined): TemplateResult {
  const { words, wish, change } = options;
  const { t } = words;
  const all = known?.terminals.length ?? 0;
  const ways = all === 0 ? (['all'] as const) : (['all', 'terminals', 'share'] as const);
  return html`<fieldset>
    <legend>${t('new.to')}</legend>
    ${ways.map((way) => [
      choice('to', way, wish.to, { label: t(`to.${way}`), hint: t(`to.${way}.hint`) }, () =>
        change({ to: way }),
      ),
      way === wish.to ? ofWay(options, known) : nothing,
    ])}
    ${known && all === 0 ? html`<p class="hint">${t('to.none')}</p>` : nothing}
  </fieldset>`;
}

/** What is to be said of the chosen way, below it. */
function ofWay(options: FieldsOptions, known: AudienceChoice | undefined): TemplateResult | typeof nothing {
  const { to } = options.wish;
  if (to === 'all' || !known) return nothing;
  return html`${to === 'terminals' ? terminalChoice(options, known) : shareField(options, known.terminals.length)}
  ${watchFields(options)}`;
}

function terminalChoice(
  { words, wish, change }: FieldsOptions,
  { terminals }: AudienceChoice,
): TemplateResult {
  const { t, when } = words;
  const toggle = (id: string, on: boolean): void =>
    change({ ids: on ? [...wish.ids, id] : wish.ids.filter((one) => one !== id) });
  return html`<div class="inner">
    <p>${t('to.choose')} · <span role="status">${t('to.chosen', { n: wish.ids.length })}</span></p>
    <div class="terminals" role="group" aria-label=${t('to.choose')}>
      ${terminals.map(
        ({ id, name, use, seenAt, online }) =>
          html`<label class="check"
            ><input
              type="checkbox"
              .checked=${wish.ids.includes(id)}
              @change=${(event: Event) => toggle(id, (event.target as HTMLInputElement).checked)}
            /><span
              >${name}
              <span class="hint"
                >${t(`to.use.${use}`)} ·
                ${online ? t('to.online') : t('to.seen', { when: when(seenAt) })}</span
              ></span
            ></label
          >`,
      )}
    </div>
  </div>`;
}

function shareField({ words, wish, change }: FieldsOptions, all: number): TemplateResult {
  const { t } = words;
  return html`<div class="field inner">
    <label for="percent">${t('to.percent')}</label>
    <input
      id="percent"
      type="number"
      min="1"
      max="99"
      inputmode="numeric"
      .value=${String(wish.percent)}
      aria-describedby="percent-hint"
      @change=${(event: Event) => {
        const percent = Math.round((event.target as HTMLInputElement).valueAsNumber);
        change({ percent: Math.min(99, Math.max(1, percent || 1)) });
      }}
    />
    <p class="hint" id="percent-hint">${t('to.count', { n: Math.ceil((all * wish.percent) / 100), all })}</p>
  </div>`;
}

function watchFields({ words, wish, change }: FieldsOptions): TemplateResult {
  const { t, span } = words;
  return html`<div class="field inner">
      <label for="watch">${t('watch.label')}</label>
      <select
        id="watch"
        aria-describedby="watch-hint"
        @change=${(event: Event) => {
          const { value } = event.target as HTMLSelectElement;
          change({ watchMinutes: value === '' ? undefined : Number(value) });
        }}
      >
        ${WATCHES.map(
          (minutes) =>
            html`<option value=${minutes} ?selected=${wish.watchMinutes === minutes}>
              ${span(minutes)}
            </option>`,
        )}
        <option value="" ?selected=${wish.watchMinutes === undefined}>${t('watch.hand')}</option>
      </select>
      <p class="hint" id="watch-hint">${t('watch.hint')}</p>
    </div>
    <div class="field inner">
      <label for="errors">${t('errors.label')}</label>
      <input
        id="errors"
        type="number"
        min="1"
        max="1000"
        inputmode="numeric"
        .value=${String(wish.haltErrors)}
        @change=${(event: Event) => {
          const errors = Math.round((event.target as HTMLInputElement).valueAsNumber);
          change({ haltErrors: Math.min(1_000, Math.max(1, errors || 1)) });
        }}
      />
    </div>
    ${silenceField({ words, wish, change })}`;
}

/** How long one of its terminals may be silent. A hall whose network comes and goes wants more than the least. */
function silenceField({
  words: { t, span },
  wish,
  change,
}: Pick<FieldsOptions, 'words' | 'wish' | 'change'>): TemplateResult {
  return html`<div class="field inner">
    <label for="silence">${t('silence.label')}</label>
    <select
      id="silence"
      aria-describedby="silence-hint"
      @change=${(event: Event) => {
        const value = Number((event.target as HTMLSelectElement).value);
        change({ silenceMinutes: SILENCES.find((minutes) => minutes === value) ?? 5 });
      }}
    >
      ${SILENCES.map(
        (minutes) =>
          html`<option value=${minutes} ?selected=${wish.silenceMinutes === minutes}>
            ${span(minutes)}
          </option>`,
      )}
    </select>
    <p class="hint" id="silence-hint">${t('silence.hint')}</p>
  </div>`;
}

/** When it goes out. */
export function whenFields(
  { words, wish, change }: FieldsOptions,
  next: () => string,
  isPast: boolean,
): TemplateResult {
  const { t } = words;
  return html`<fieldset>
    <legend>${t('new.when')}</legend>
    ${choice('when', 'now', wish.when, { label: t('when.now') }, () => change({ when: 'now' }))}
    ${choice('when', 'later', wish.when, { label: t('when.later'), hint: t('when.hint') }, () =>
      change({ when: 'later', at: wish.at || next() }),
    )}
    ${
      wish.when === 'later'
        ? html`<div class="field inner">
            <label for="at">${t('when.at')}</label>
            <input
              id="at"
              type="datetime-local"
              .value=${wish.at}
              aria-invalid=${isPast ? 'true' : 'false'}
              aria-describedby="at-hint"
              @input=${(event: Event) => change({ at: (event.target as HTMLInputElement).value })}
            />
            <p class="hint" id="at-hint">${isPast ? t('when.past') : nothing}</p>
          </div>`
        : nothing
    }
  </fieldset>`;
}
