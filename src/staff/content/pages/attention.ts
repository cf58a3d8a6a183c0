import { type TemplateResult, css, html, nothing } from 'lit';
import type { ContentFault, ContentRole, RoleCounts } from '../../../model/schema/staff-content.ts';
import { note } from '../../shell/parts.ts';
import { deskPath } from '../../shell/route.ts';
import type { ContentContext } from '../content-context.ts';
import { roleName } from '../content-words.ts';
import { entryLink, rowTitle } from '../entry-links.ts';
import { faultName, faultText } from '../fault-text.ts';

export const attentionStyles = css`
  .attention {
    display: grid;
    gap: var(--space-1);
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .attention > li {
    display: grid;
    gap: 0.25rem;
    padding: var(--space-1) var(--space-2);
    border-inline-start: 4px solid var(--line-strong);
    background: var(--surface-raised);
  }
  .attention > .bad {
    border-color: var(--danger);
  }
  .attention > .look {
    border-color: var(--caution);
  }
  .attention > .good {
    border-color: var(--positive);
  }
`;

/** How many of many are shown here. */
const FEW = 6;

/** How many entries differ from what is live. */
export const differing = (count: RoleCounts): number => count.new + count.changed + count.removed;

function nameOf({ reading, words }: ContentContext, role: ContentRole, id: string): string {
  const row = reading.overview?.entries.find((one) => one.role === role && one.id === id);
  return row ? rowTitle(words, row) : roleName(words, role);
}

/** What needs somebody: what is not saved, not chosen, at fault, not published; and who else is here. */
export function attentionPart(content: ContentContext): TemplateResult {
  const { words, reading, staff, shelf } = content;
  const { t } = words;
  const { overview, check, checking, failure } = reading;
  const faults = check?.faults ?? [];
  const warnings = check?.warnings ?? [];
  const changed = (overview?.counts ?? []).reduce((sum, one) => sum + differing(one), 0);
  const conflicts = (overview?.entries ?? []).filter((row) => row.conflicts > 0);
  const others = (overview?.here ?? []).filter(({ staff: id }) => id !== staff.session.staff.id);
  const unsent = shelf.all();
  const changes = deskPath(staff.site.id, 'content', ['changes']);
  return html`<section class="stack" aria-label=${t('attention.heading')}>
    <h2>${t('attention.heading')}</h2>
    <ul class="attention">
      ${failure ? html`<li class="bad">${note('bad', words.why(failure))}</li>` : nothing}
      ${
        unsent.length > 0
          ? html`<li class="bad">
              <strong>${t('attention.unsent', { n: unsent.length })}</strong>
              <ul class="plain">
                ${unsent.map(({ role, id }) => html`<li>${entryLink(content, role, id, nameOf(content, role, id))}</li>`)}
              </ul>
            </li>`
          : nothing
      }
      ${
        conflicts.length > 0
          ? html`<li class="bad">
              <strong>${t('attention.conflicts', { n: conflicts.length })}</strong>
              <ul class="plain">
                ${conflicts.map((row) => html`<li>${entryLink(content, row.role, row.id, rowTitle(words, row))}</li>`)}
              </ul>
            </li>`
          : nothing
      }
      ${
        check
          ? faultLines(content, faults, 'bad')
          : html`<li><span role="status">${t('checks.first')}</span></li>`
      }
      ${faultLines(content, warnings, 'look')}
      ${
        changed > 0
          ? html`<li class="look">
              <span class="row"
                ><strong>${t('attention.changed', { n: changed })}</strong>
                <a href=${changes}>${t('attention.see-changes')}</a></span
              >
            </li>`
          : nothing
      }
      ${
        check && faults.length === 0
          ? html`<li class="good">
              ${t(changed === 0 ? 'attention.same' : 'attention.ready')}
              ${checking ? html`<span class="hint">${t('checks.again')}</span>` : nothing}
            </li>`
          : nothing
      }
      ${
        others.length > 0
          ? html`<li>
              <span
                >${t('attention.here', {
                  names: words.list(
                    others.map(({ shownName, role }) =>
                      role ? t('attention.at', { name: shownName, what: roleName(words, role) }) : shownName,
                    ),
                  ),
                })}</span
              >
            </li>`
          : nothing
      }
    </ul>
  </section>`;
}

function faultLines(
  content: ContentContext,
  faults: readonly ContentFault[],
  tone: 'bad' | 'look',
): TemplateResult | typeof nothing {
  if (faults.length === 0) return nothing;
  const { words } = content;
  const { t } = words;
  const lines = faults.slice(0, FEW).map((fault) => {
    const { problem, mend } = faultText(words, fault);
    return html`<li>
      ${entryLink(content, fault.role, fault.id, rowTitle(words, fault))} · ${faultName(words, fault)}:
      ${problem}
      <span class="hint">${mend}</span>
    </li>`;
  });
  return html`<li class=${tone}>
    <strong>${t(tone === 'bad' ? 'attention.faults' : 'attention.warnings', { n: faults.length })}</strong>
    <ul class="plain">
      ${lines}
    </ul>
    ${
      faults.length > FEW
        ? html`<details>
            <summary>${t('attention.more', { n: faults.length - FEW })}</summary>
            <ul class="plain">
              ${faults
                .slice(FEW, FEW + 200)
                .map(
                  (fault) =>
                    html`<li>
                      ${entryLink(content, fault.role, fault.id, rowTitle(words, fault))} ·
                      ${faultName(words, fault)}: ${faultText(words, fault).problem}
                    </li>`,
                )}
            </ul>
          </details>`
        : nothing
    }
  </li>`;
}
