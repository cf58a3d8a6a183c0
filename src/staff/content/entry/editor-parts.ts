import { type TemplateResult, html, nothing } from 'lit';
import '../../../../components/icon/icon.ts';
import type { EntryKey } from '../../../api/staff-content.ts';
import type { ContentFault, ContentRole } from '../../../model/schema/staff-content.ts';
import { note } from '../../shell/parts.ts';
import { deskPath } from '../../shell/route.ts';
import type { SideBodies } from '../choices.ts';
import type { ContentContext } from '../content-context.ts';
import { type ContentWords, roleName } from '../content-words.ts';
import { entryTitle } from '../field-text.ts';
import './clash-dialog.ts';
import type { SettledEvent, Side } from './clash-dialog.ts';
import type { Clash, EntryKeeper, Saving } from './entry-keeper.ts';
import './month-view.ts';
import type { PickDayEvent } from './month-view.ts';
import { blankBody } from './new-body.ts';
import './tile-grid.ts';
import type { DrawnTile, PickTileEvent, TilesEvent } from './tile-events.ts';
import type { EntryBody } from './unsent.ts';

/** On a narrow page one of them is shown. */
export type Pane = 'form' | 'preview';

/** The way back: to the list of an entry, or to all content. */
export function crumb({ words, staff }: ContentContext, { role, id }: EntryKey): TemplateResult {
  const isWhole = id === '-';
  return html`<p class="crumb">
    <a href=${deskPath(staff.site.id, 'content', isWhole ? [] : [role])}
      ><linli-icon name="arrow-left"></linli-icon>${isWhole ? words.t('heading') : roleName(words, role)}</a
    >
  </p>`;
}

export const paneSwitch = ({ t }: ContentWords, pane: Pane, onPane: (pane: Pane) => void): TemplateResult =>
  html`<div class="panes" role="group" aria-label=${t('editor.panes')}>
    ${(['form', 'preview'] as const).map(
      (one) =>
        html`<button
          type="button"
          aria-pressed=${pane === one ? 'true' : 'false'}
          @click=${() => onPane(one)}
        >
          ${t(`editor.${one}`)}
        </button>`,
    )}
  </div>`;

/** How it stands with what was typed, in words. */
export function savingText(words: ContentWords, saving: Saving): string {
  const { t } = words;
  switch (saving.kind) {
    case 'same':
      return '';
    case 'waiting':
    case 'saving':
      return t('saving.saving');
    case 'saved':
      return t('saving.saved');
    case 'unsaved':
      return t('saving.unsaved', { why: words.why(saving.failure) });
    case 'clash':
      return t('saving.clash');
  }
}

/** Which entries the preview shows as they are live, because their draft has faults. */
export function previewRemark(words: ContentWords, faults: readonly ContentFault[]): string {
  if (faults.length === 0) return '';
  const names = new Set(faults.map(({ role, title }) => `${roleName(words, role)} “${words.of(title)}”`));
  return words.t('preview.faults', { names: words.list([...names].slice(0, 4)), n: faults.length });
}

/** What can be done with the entry as a whole. `onUndo` is left out where there is nothing to undo. */
export function editorTools(
  { words, staff }: ContentContext,
  { role, id }: EntryKey,
  { onUndo, onRemove }: { readonly onUndo: (() => unknown) | undefined; readonly onRemove: () => void },
): TemplateResult {
  const { t } = words;
  return html`
    <button type="button" ?disabled=${onUndo === undefined} @click=${() => void onUndo?.()}>
      <linli-icon name="undo-2"></linli-icon>${t('do.undo-last')}
    </button>
    <a class="button" href=${deskPath(staff.site.id, 'content', ['history', role, id])}
      ><linli-icon name="history"></linli-icon>${t('do.history')}</a
    >
    ${
      id === '-'
        ? nothing
        : html`<button type="button" @click=${onRemove}>
            <linli-icon name="trash-2"></linli-icon>${t('do.remove')}
          </button>`
    }
  `;
}

/** An entry that is not there: it can be brought back, or begun where a file may be missing. */
export function missingEntry(
  { words }: ContentContext,
  kind: ContentRole,
  { entry }: EntryKeeper,
  onRevive: (body: EntryBody) => void,
): TemplateResult {
  const { t } = words;
  const live = entry?.live;
  const body = live ?? blankBody(kind);
  return html`<h1 tabindex="-1">${entryTitle(words, kind, live)}</h1>
    <p>${t(live ? 'editor.removed' : body ? 'editor.blank' : 'editor.gone')}</p>
    ${
      body
        ? html`<div>
            <button type="button" class="primary" @click=${() => onRevive(body)}>
              ${t(live ? 'do.restore' : 'do.begin')}
            </button>
          </div>`
        : nothing
    }`;
}

interface TileWork {
  readonly selected: number | undefined;
  readonly onTiles: (event: TilesEvent) => void;
  readonly onPick: (event: PickTileEvent) => void;
}

/** The tiles of the home screen above the form of the site. */
export function tilesSection(
  words: ContentWords,
  body: EntryBody,
  faults: readonly ContentFault[],
  { selected, onTiles, onPick }: TileWork,
): TemplateResult | typeof nothing {
  const tiles = body['tiles'];
  if (!Array.isArray(tiles)) return nothing;
  const faulty = faults.flatMap(({ path }) => /^tiles\[(\d+)\]/u.exec(path)?.[1] ?? []).map(Number);
  return html`<section class="panel stack" aria-label=${words.t('tiles.heading')}>
    <h2>${words.t('tiles.heading')}</h2>
    <linli-tile-grid
      .words=${words}
      .tiles=${tiles as readonly DrawnTile[]}
      .selected=${selected}
      .faulty=${new Set(faulty)}
      @linli-tiles=${onTiles}
      @linli-pick-tile=${onPick}
    ></linli-tile-grid>
  </section>`;
}

/** A month of a service's times, or of the calendar's exceptions; nothing for what has neither. */
export function monthSection(
  { words, staff }: ContentContext,
  kind: ContentRole,
  body: EntryBody,
  sides: SideBodies,
  onDay: (event: PickDayEvent) => void,
): TemplateResult | typeof nothing {
  const schedules = body['schedules'];
  const isService = kind === 'services' && Array.isArray(schedules) && schedules.length > 0;
  if (kind !== 'calendar' && !isService) return nothing;
  const view = html`<linli-month-view
    .words=${words}
    .timeZone=${staff.site.timeZone}
    .calendar=${isService ? sides.calendar : body}
    .service=${isService ? body : undefined}
    @linli-pick-day=${onDay}
  ></linli-month-view>`;
  return isService
    ? html`<details class="panel">
        <summary>${words.t('month.show')}</summary>
        ${view}
      </details>`
    : html`<section class="panel">${view}</section>`;
}

interface ClashWork {
  /** The question was put off. */
  readonly isLater: boolean;
  readonly onLater: (later: boolean) => void;
  readonly onSettle: (sides: readonly Side[]) => void;
}

/** The question whose value is kept, and a reminder where it was put off. */
export const clashPart = (
  words: ContentWords,
  kind: ContentRole,
  clash: Clash,
  { isLater, onLater, onSettle }: ClashWork,
): TemplateResult => html`
  ${
    isLater
      ? html`<div class="panel row">
          ${note('bad', words.t('clash.waiting', { n: clash.conflicts.length }))}
          <button type="button" class="primary" @click=${() => onLater(false)}>
            ${words.t('clash.now')}
          </button>
        </div>`
      : nothing
  }
  <linli-clash-dialog
    .words=${words}
    .kind=${kind}
    .clash=${clash}
    .open=${!isLater}
    @linli-settled=${({ sides }: SettledEvent) => onSettle(sides)}
    @linli-later=${() => onLater(true)}
  ></linli-clash-dialog>
`;
