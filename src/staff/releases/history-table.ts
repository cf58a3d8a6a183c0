import { type TemplateResult, html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { ReleaseRow } from '../../model/schema/staff-releases.ts';
import { deskPath } from '../shell/route.ts';
import type { ReleaseWords } from './release-words.ts';

export interface HistoryOptions {
  readonly words: ReleaseWords;
  readonly site: string;
  readonly mayPublish: boolean;
  readonly onBack: (release: ReleaseRow) => void;
}

/** Where a release came from, and what was said of it. */
export function releaseText({ t }: ReleaseWords, { source, backTo, documents, note }: ReleaseRow): string {
  const from = t(`source.${source}`, { n: backTo ?? '' });
  return [note, from, t('history.documents', { n: documents })].filter(Boolean).join(' · ');
}

/** Whether its content can be given to all again. */
export const canGoBack = ({ state, kept }: ReleaseRow): boolean => kept && state === 'past';

/** Who published what and when, the newest first, each with a way back. */
export function historyTable(
  releases: readonly ReleaseRow[],
  { words, site, mayPublish, onBack }: HistoryOptions,
): TemplateResult {
  const { t, when } = words;
  return html`<table class="stacks">
    <thead>
      <tr>
        ${(['number', 'when', 'who', 'what', 'state', 'do'] as const).map(
          (head) => html`<th scope="col">${t(`history.${head}`)}</th>`,
        )}
      </tr>
    </thead>
    <tbody>
      ${repeat(
        releases,
        ({ number }) => number,
        (release) =>
          html`<tr>
            <th scope="row">${release.number}</th>
            <td>${when(release.at)}</td>
            <td>${release.by ?? t('release.nobody')}</td>
            <td>${releaseText(words, release)}</td>
            <td><span class="tag">${t(`release.state.${release.state}`)}</span></td>
            <td>
              <div class="row">
                <a class="button" href=${deskPath(site, 'releases', [String(release.number)])}
                  >${t('history.open')}</a
                >
                ${
                  mayPublish && canGoBack(release)
                    ? html`<button type="button" @click=${() => onBack(release)}>
                        ${t('history.back')}
                      </button>`
                    : nothing
                }
              </div>
            </td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}
