import { type TemplateResult, html, nothing } from 'lit';
import '../../../components/icon/icon.ts';
import type { Command } from '../../model/schema/command.ts';
import { note } from '../shell/parts.ts';
import type { DeskContext, Subject } from './desk-context.ts';
import { type OverCap, overCapReasons } from './over-cap.ts';

/** What came of the last act, and what can be done about it. */
export interface Said {
  readonly tone: 'good' | 'bad';
  readonly text: string;
  readonly undo?: NonNullable<Subject['undo']>;
  /** An act beyond the terms of the service: it goes again with a reason. */
  readonly beyond?: { readonly command: Command; readonly subject: Subject };
}

export interface NewsActs {
  readonly undo: () => void;
  readonly goBeyond: (why: OverCap) => void;
  readonly dismiss: () => void;
}

/**
 * What a clerk must know, above every page of the desk: what waits for the network, and what came of the last act.
 * @param keys whether keys act, and are shown
 */
export function deskNews(
  { words, waiting, failing }: DeskContext,
  said: Said | undefined,
  keys: boolean,
  acts: NewsActs,
): TemplateResult {
  const { t } = words;
  const undo = html`<button type="button" @click=${acts.undo}>
    <linli-icon name="undo-2"></linli-icon>${t('said.moved.undo')}
    ${keys ? html`<kbd aria-hidden="true">U</kbd>` : nothing}
  </button>`;
  const beyond = html`${overCapReasons(words, acts.goBeyond)}
    <button type="button" class="quiet" @click=${acts.dismiss}>${t('over-cap.no')}</button>`;
  return html`<div class="said" role="status">
    ${failing && waiting.length > 0 ? note('bad', t('waits', { n: waiting.length })) : nothing}
    ${
      said
        ? html`<div class="row">
            ${note(said.tone, said.text)} ${said.undo ? undo : nothing} ${said.beyond ? beyond : nothing}
          </div>`
        : nothing
    }
  </div>`;
}
