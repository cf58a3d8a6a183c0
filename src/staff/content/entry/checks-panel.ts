import { type TemplateResult, html, nothing } from 'lit';
import '../../../../components/icon/icon.ts';
import type { ContentFault } from '../../../model/schema/staff-content.ts';
import type { ContentReading } from '../content-context.ts';
import type { ContentWords } from '../content-words.ts';
import { faultName, faultText } from '../fault-text.ts';

export interface EntryChecks {
  readonly faults: readonly ContentFault[];
  readonly warnings: readonly ContentFault[];
  /** The entry, from which items of lists are named. */
  readonly body: unknown;
  /** Hears the path of the field to go to. */
  readonly onJump: (path: string) => void;
}

/** What is wrong with an entry, each with the way to its field. */
export function checksPanel(
  words: ContentWords,
  { check, checking, overview }: ContentReading,
  { faults, warnings, body, onJump }: EntryChecks,
): TemplateResult {
  const { t } = words;
  const line = (fault: ContentFault, weight: 'bad' | 'look'): TemplateResult => {
    const { problem, mend } = faultText(words, fault);
    return html`<li class=${weight}>
      <linli-icon name=${weight === 'bad' ? 'octagon-alert' : 'triangle-alert'}></linli-icon>
      <span>
        <button type="button" class="jump" @click=${() => onJump(fault.path)}>
          ${faultName(words, fault, body)}
        </button>
        <span>${problem}</span> <span class="hint">${mend}</span>
      </span>
    </li>`;
  };
  const found = faults.length + warnings.length;
  // That nothing is wrong holds for what was checked, and not for what was written since.
  const isOld = check !== undefined && found === 0 && check.version < (overview?.version ?? 0);
  const tone = !check || isOld ? '' : faults.length > 0 ? 'bad' : warnings.length > 0 ? 'look' : 'good';
  return html`<section class="checks" aria-label=${t('checks.heading')}>
    <p class="sum ${tone}" role="status">
      <linli-icon
        name=${check && !isOld ? (tone === 'bad' ? 'octagon-alert' : tone === 'look' ? 'triangle-alert' : 'circle-check') : 'hourglass'}
      ></linli-icon>
      <span
        >${
          !check || isOld
            ? t(check ? 'checks.again' : 'checks.first')
            : t(tone === 'bad' ? 'checks.faults' : tone === 'look' ? 'checks.look' : 'checks.good', {
                n: tone === 'bad' ? faults.length : warnings.length,
              })
        }
        ${check && checking && !isOld ? html`<span class="hint">${t('checks.again')}</span>` : nothing}</span
      >
    </p>
    ${
      found === 0
        ? nothing
        : html`<ul>
            ${faults.map((fault) => line(fault, 'bad'))} ${warnings.map((fault) => line(fault, 'look'))}
          </ul>`
    }
  </section>`;
}
