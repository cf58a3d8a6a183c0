import { type TemplateResult, html, nothing } from 'lit';
import type { StaffOpenSession } from '../../model/schema/staff.ts';
import type { StaffWords } from './words.ts';

export interface SessionList {
  readonly words: StaffWords;
  readonly sessions: readonly StaffOpenSession[];
  readonly busy: boolean;
  readonly onEnd: (id: string) => void;
}

/** Where somebody is signed in, and a button that ends each but the one that is looked from. */
export const sessionList = ({ words, sessions, busy, onEnd }: SessionList): TemplateResult => {
  const { t, clock } = words;
  const moment = (instant: string) => {
    const ms = Date.parse(instant);
    return { day: clock.shortDay(ms), time: clock.time(ms) };
  };
  return html`<table class="stacks">
    <tbody>
      ${sessions.map(
        ({ id, device, way, createdAt, seenAt, here }) =>
          html`<tr>
            <th scope="row">
              ${device === '' ? t('sessions.unknown') : device}
              ${here ? html`<span class="tag">${t('sessions.here')}</span>` : nothing}
            </th>
            <td>${t(`sessions.way.${way}`)}</td>
            <td>
              ${t('sessions.since', moment(createdAt))}<br /><span class="hint"
                >${t('sessions.seen', moment(seenAt))}</span
              >
            </td>
            <td>
              ${
                here
                  ? nothing
                  : html`<button type="button" ?disabled=${busy} @click=${() => onEnd(id)}>
                      ${t('sessions.end')}
                    </button>`
              }
            </td>
          </tr>`,
      )}
    </tbody>
  </table>`;
};
