import { type TemplateResult, html } from 'lit';
import type { AtDesk } from '../../model/schema/command.ts';
import type { BookingsWords } from './bookings-words.ts';

/** Why a booking goes beyond what one person may have in a day. */
export type OverCap = NonNullable<AtDesk['overCap']>;

const REASONS: readonly OverCap[] = ['shared-phone', 'mistake', 'need'];

/** A booking was beyond the terms of its service: it goes again with a reason from the list, which its trail keeps. */
export const overCapReasons = ({ t }: BookingsWords, onChoose: (why: OverCap) => void): TemplateResult =>
  html`<span>${t('over-cap.ask')}</span> ${REASONS.map(
      (why) => html`<button type="button" @click=${() => onChoose(why)}>${t(`over-cap.${why}`)}</button>`,
    )}`;
