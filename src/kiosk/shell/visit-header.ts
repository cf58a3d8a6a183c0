import { type TemplateResult, html, nothing } from 'lit';
import { freshness } from '../../model/freshness.ts';
import type { Route } from './route.ts';
import type { Terminal } from './terminal.ts';

/**
 * The head of every screen: the hall and the time, and below them what must be known of the terminal itself.
 * @param nowMs the hub's time as far as known, milliseconds since 1970
 * @param view what is open: the screen of help tells of its own call
 */
export function visitHeader(terminal: Terminal, nowMs: number, view: Route['view']): TemplateResult {
  const { words, clock, site, sync } = terminal;
  const { t, of } = words;
  return html`
    <header class="header">
      <div class="hall">
        <span class="hall-name">${of(site.hall)}</span>
        <span class="site-name">${of(site.name)}</span>
      </div>
      <div class="state">
        <span class="time">${clock.time(nowMs)}</span>
        ${site.demo ? html`<span class="tag">${t('header.demo')}</span>` : nothing}
        ${
          sync.state === 'offline'
            ? html`<span class="tag caution" role="status">${t('header.offline')}</span>`
            : nothing
        }
      </div>
    </header>
    <div class="strips" role="status">
      <linli-told-strip .terminal=${terminal}></linli-told-strip>
      ${strips(terminal).map((text) => html`<p class="strip">${text}</p>`)}
      ${view === 'help' ? nothing : html`<linli-call-strip .terminal=${terminal}></linli-call-strip>`}
    </div>
  `;
}

function strips({ words, clock, site, runtime, sync }: Terminal): readonly string[] {
  const { t } = words;
  if (sync.state === 'preview') return [t('header.preview')];
  const age = runtime && freshness(runtime.store.mark.syncedAtMs, Date.now(), site.limits.staleAfterMinutes);
  return [
    age?.state === 'stale'
      ? t('header.stale', { day: clock.shortDay(age.sinceMs), time: clock.time(age.sinceMs) })
      : '',
    runtime && !runtime.durable ? t('header.memory-only') : '',
    runtime && runtime.lost > 0 ? t('header.lost', { n: runtime.lost }) : '',
    sync.state === 'waiting' ? t('header.waiting', { code: sync.code }) : '',
    sync.state === 'revoked' ? t('header.revoked') : '',
  ].filter((text) => text !== '');
}
