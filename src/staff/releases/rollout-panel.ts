import '@awesome.me/webawesome/dist/components/progress-bar/progress-bar.js';
import { type TemplateResult, css, html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Rollout, RolloutMember } from '../../model/schema/staff-releases.ts';
import { note } from '../shell/parts.ts';
import type { ReleaseWords } from './release-words.ts';

export const rolloutStyles = css`
  .rollout {
    border-inline-start: 8px solid var(--info);
  }
  .rollout.bad {
    border-color: var(--danger);
  }
  .rollout .facts {
    display: grid;
    gap: 0.25rem;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .bad-text {
    color: var(--danger);
    font-weight: var(--weight-strong);
  }
  wa-progress-bar {
    max-inline-size: 30rem;
  }
`;

/** How a rollout goes: how many have it, what went wrong, and what comes next. */
export function rolloutFacts(words: ReleaseWords, rollout: Rollout): TemplateResult {
  const { t, when } = words;
  const { members, errorCount, haltErrors, others, silenceMinutes, startedAt, startedBy } = rollout;
  const have = members.filter(({ hadAt }) => hadAt !== undefined).length;
  const who = startedBy ?? t('release.nobody');
  const errors = rollout.state === 'running' ? 'rollout.errors' : 'rollout.errors-were';
  return html`<ul class="facts">
      <li>${t('rollout.since', { when: when(startedAt), who })}</li>
      ${
        rollout.state === 'running'
          ? html`<li>
              ${t('rollout.has', { n: have, all: members.length })}
              <wa-progress-bar
                value=${Math.round((100 * have) / Math.max(1, members.length))}
                label=${t('rollout.has', { n: have, all: members.length })}
              ></wa-progress-bar>
            </li>`
          : nothing
      }
      <li class=${errorCount > 0 ? 'bad-text' : ''}>
        ${errorCount > 0 ? t(errors, { n: errorCount, most: haltErrors }) : t('rollout.no-errors')}
      </li>
      ${
        rollout.state === 'running'
          ? html`<li>${t('rollout.silence', { time: words.span(silenceMinutes) })}</li>
              <li>${t('rollout.others', { n: others })}</li>`
          : nothing
      }
    </ul>
    ${rollout.state === 'running' ? note(errorCount > 0 ? 'bad' : 'info', nextOf(words, rollout)) : ended(words, rollout)}`;
}

/** What happens next by itself, or who has to say so. */
function nextOf({ t, when, span }: ReleaseWords, { watchMinutes, dueAt, errorCount }: Rollout): string {
  if (watchMinutes === undefined) return t('rollout.hand');
  if (errorCount > 0) return t('rollout.held');
  return dueAt === undefined
    ? t('rollout.wait', { time: span(watchMinutes) })
    : t('rollout.due', { when: when(dueAt) });
}

function ended({ t, when }: ReleaseWords, rollout: Rollout): TemplateResult {
  const { state, endedAt, endedBy, why } = rollout;
  const how = t(state === 'halted' ? 'state.halted' : 'state.promoted', {
    when: endedAt === undefined ? '' : when(endedAt),
  });
  const reason = why === undefined ? '' : t(`why.${why}`, { who: endedBy ?? t('release.nobody') });
  return note(state === 'halted' ? 'bad' : 'good', `${how} · ${reason}`);
}

/** The terminals of a rollout, and what they reported. */
export function rolloutTables(words: ReleaseWords, rollout: Rollout): TemplateResult {
  const { t, when } = words;
  const { members, errors } = rollout;
  return html`<h3>${t('rollout.list')}</h3>
    <table class="stacks">
      <thead>
        <tr>
          ${(['terminal', 'state', 'seen', 'error-count'] as const).map(
            (head) => html`<th scope="col">${t(`rollout.${head}`)}</th>`,
          )}
        </tr>
      </thead>
      <tbody>
        ${repeat(
          members,
          ({ id }) => id,
          (member) => memberRow(words, member),
        )}
      </tbody>
    </table>
    ${
      errors.length === 0
        ? nothing
        : html`<h3>${t('rollout.error-list')}</h3>
            <table class="stacks">
              <thead>
                <tr>
                  ${(['terminal', 'error-at', 'error-code', 'error-place'] as const).map(
                    (head) => html`<th scope="col">${t(`rollout.${head}`)}</th>`,
                  )}
                </tr>
              </thead>
              <tbody>
                ${errors.map(
                  ({ terminal, at, code, place }) =>
                    html`<tr>
                      <th scope="row">${terminal}</th>
                      <td>${when(at)}</td>
                      <td><code>${code}</code></td>
                      <td><code>${place}</code></td>
                    </tr>`,
                )}
              </tbody>
            </table>`
    }`;
}

function memberRow({ t, when }: ReleaseWords, member: RolloutMember): TemplateResult {
  const { name, use, seenAt, hadAt, errors, silent } = member;
  return html`<tr>
    <th scope="row">${name} <span class="hint">${t(`to.use.${use}`)}</span></th>
    <td>${hadAt === undefined ? t('rollout.waits') : t('rollout.has-it', { when: when(hadAt) })}</td>
    <td>
      ${when(seenAt)} ${silent ? html`<span class="tag bad-text">${t('rollout.silent')}</span>` : nothing}
    </td>
    <td class=${errors > 0 ? 'bad-text' : ''}>${errors}</td>
  </tr>`;
}
