import { type TemplateResult, html, nothing } from 'lit';
import type { Sending } from '../hand-in.ts';
import type { Trouble } from '../live-pass.ts';
import type { IconName } from './icons.ts';
import { type PartContext, button, icon } from './part.ts';

type Tone = 'info' | 'positive' | 'caution';
const SHAPES: Readonly<Record<Tone, IconName>> = {
  info: 'info',
  positive: 'circle-check',
  caution: 'triangle-alert',
};

/** Something to know while going on; it is announced. */
export const banner = (
  tone: Tone,
  text: string,
  more: TemplateResult | typeof nothing = nothing,
): TemplateResult => html`<div class="banner ${tone}">${icon(SHAPES[tone])}<span>${text}</span>${more}</div>`;

/** How the last command went. */
export function sendingPart(sending: Sending, context: PartContext): TemplateResult | typeof nothing {
  const { words, want } = context;
  switch (sending.kind) {
    case 'none':
      return nothing;
    case 'sending': {
      if (!sending.again) return banner('info', words.t('send.sending'));
      const stop = html`<button
        type="button"
        class="button secondary"
        @click=${() => want({ kind: 'stop-sending' })}
      >
        ${words.t('send.stop')}
      </button>`;
      return banner('caution', words.t('send.again'), stop);
    }
    case 'done': {
      const { kind } = sending.command;
      return kind === 'accept' ||
        kind === 'change' ||
        kind === 'cancel' ||
        kind === 'leave-queue' ||
        kind === 'rejoin-queue'
        ? banner('positive', words.t(`send.${kind}`))
        : nothing;
    }
    case 'refused':
      return banner('caution', words.t('send.refused', { why: words.why(sending.code) }));
    case 'stopped':
      return banner('caution', words.t('send.stopped'));
  }
}

/** There is nothing to show of the booking; there is always something to do. */
export function troublePart(trouble: Trouble | 'link', context: PartContext): TemplateResult {
  const { words } = context;
  const again = trouble !== 'link' && trouble !== 'expired' && trouble !== 'invalid';
  const shape = trouble === 'not-yet' ? 'hourglass' : trouble === 'unreachable' ? 'wifi-off' : 'circle-alert';
  return html`<section class="card state ${trouble === 'not-yet' ? 'info' : 'caution'}">
    <h1 tabindex="-1">${icon(shape)}<span>${words.t(`trouble.${trouble}`)}</span></h1>
    <p class="next">${words.t(`trouble.${trouble}.next`)}</p>
    ${again ? button(context, 'secondary', words.t('page.again'), { kind: 'look-again' }, 'refresh-cw') : nothing}
  </section>`;
}
