import { type TemplateResult, html, nothing } from 'lit';
import type { HallView } from '../../model/schema/staff-hall.ts';
import type { Reading } from '../shell/live-view.ts';
import { note } from '../shell/parts.ts';
import type { CounterActs } from './counter-acts.ts';
import type { CounterWords } from './counter-words.ts';

/** What came of the last act. */
export interface CounterSaid {
  readonly tone: 'good' | 'bad';
  readonly text: string;
}

/** What the clerk must know: an outage and what to do in it, what waits for the network, and what came of the last act. */
export function counterNews(
  { t, clock }: CounterWords,
  reading: Reading<HallView> | undefined,
  acts: CounterActs | undefined,
  said: CounterSaid | undefined,
): TemplateResult {
  const held = acts?.held ?? [];
  const call = held.find(({ kind }) => kind === 'call-next');
  // Once it was sent the hub may have it, and somebody is on the way.
  const mayWithdraw = call !== undefined && acts?.mayWithdraw(call) === true;
  return html`<div class="news" role="status">
    ${
      reading?.stale
        ? note('bad', t('counter.stale', { time: clock.time(Date.parse(reading.value.now)) }))
        : nothing
    }
    ${held.length > 0 ? note('info', t('counter.waits', { n: held.length })) : nothing}
    ${call ? note('info', t(mayWithdraw ? 'counter.call-waits' : 'counter.call-sent')) : nothing}
    ${
      mayWithdraw
        ? html`<div>
            <button type="button" @click=${() => acts.withdraw(call)}>${t('counter.withdraw')}</button>
          </div>`
        : nothing
    }
    ${said ? note(said.tone, said.text) : nothing}
  </div>`;
}
