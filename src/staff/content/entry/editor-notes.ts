import { type TemplateResult, html, nothing } from 'lit';
import '../../../../components/icon/icon.ts';
import { isOwnService, takeShared } from '../../../model/content/own.ts';
import { diffOf } from '../../../model/editing/index.ts';
import type { ContentRole, Presence } from '../../../model/schema/staff-content.ts';
import { note } from '../../shell/parts.ts';
import type { ContentContext } from '../content-context.ts';
import { fieldChanges } from '../field-changes.ts';
import { fieldName, valueText } from '../field-text.ts';
import { type EntryKeeper, isShutOut } from './entry-keeper.ts';

/** What somebody should know before they go on: who else is here, what came back, what a colleague changed. */
export function editorNotes(
  content: ContentContext,
  kind: ContentRole,
  keeper: EntryKeeper,
  others: readonly Presence[],
): TemplateResult {
  const { words } = content;
  const { t } = words;
  const news = keeper.fromOthers;
  const names = words.list(others.map(({ shownName }) => shownName));
  const isShut = keeper.saving.kind === 'unsaved' && isShutOut(keeper.saving.failure);
  return html`
    ${others.length > 0 ? note('info', t('editor.here', { names })) : nothing}
    ${isShut ? shutOut(content, kind, keeper) : nothing} ${taken(content, keeper)}
    ${
      keeper.restored
        ? html`<div class="news">
            ${note('info', t('editor.restored'))}
            <button type="button" @click=${() => keeper.forgetNews()}>${t('do.ok')}</button>
          </div>`
        : nothing
    }
    ${
      news
        ? html`<div class="panel stack">
            <p role="status"><strong>${t('editor.news', { who: news.by ?? t('editor.someone') })}</strong></p>
            ${fieldChanges(words, kind, diffOf(news.before, news.after), news)}
            <div><button type="button" @click=${() => keeper.forgetNews()}>${t('do.ok')}</button></div>
          </div>`
        : nothing
    }
  `;
}

/** The catalogue has a service of this id now, too: the one of the hall's own cannot stay as it is. */
function taken({ words }: ContentContext, keeper: EntryKeeper): TemplateResult | typeof nothing {
  const shared = keeper.entry?.catalogue;
  if (!shared || !isOwnService(keeper.body)) return nothing;
  return html`<div class="panel stack">
    ${note('bad', words.t('editor.taken'))}
    <div>
      <button type="button" class="primary" @click=${() => keeper.change(takeShared(shared, keeper.body))}>
        ${words.t('editor.take-shared')}
      </button>
    </div>
  </div>`;
}

/** Somebody took the right to change this away: what was typed stays here and can be taken along. */
function shutOut(content: ContentContext, kind: ContentRole, keeper: EntryKeeper): TemplateResult {
  const { t } = content.words;
  const text = unsentText(content, kind, keeper);
  return html`<div class="panel stack">
    ${note('bad', t('editor.shut'))}
    <pre tabindex="0" aria-label=${t('editor.unsent')}>${text}</pre>
    <div>
      <button type="button" class="primary" @click=${() => void copy(content, text)}>
        <linli-icon name="copy"></linli-icon>${t('do.copy')}
      </button>
    </div>
  </div>`;
}

function unsentText({ words }: ContentContext, kind: ContentRole, { known, body }: EntryKeeper): string {
  return diffOf(known, body)
    .filter((change) => change.kind === 'added' || change.kind === 'changed')
    .map(({ at, after }) => `${fieldName(words, kind, at, body)}: ${valueText(words, kind, at, after)}`)
    .join('\n');
}

/** Where it may not be copied by a button, the text stands there to be marked. */
const copy = ({ say, words }: ContentContext, text: string): Promise<void> =>
  navigator.clipboard.writeText(text).then(
    () => say(words.t('said.copied')),
    () => say(words.t('said.copy-by-hand')),
  );
