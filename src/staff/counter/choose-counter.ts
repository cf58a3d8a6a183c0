import { type TemplateResult, html } from 'lit';
import type { Counter } from '../../model/schema/queue.ts';
import type { HallView } from '../../model/schema/staff-hall.ts';
import { note } from '../shell/parts.ts';
import type { CounterWords } from './counter-words.ts';

/** Which counter does the clerk sit at? Counters by hall, each with what it calls. */
export function chooseCounter(
  hall: HallView,
  words: CounterWords,
  choose: (counter: Counter) => void,
): TemplateResult {
  const { t, of } = words;
  if (hall.counters.length === 0)
    return html`<h1 tabindex="-1">${t('counter.choose.none')}</h1>
      ${note('info', t('counter.choose.none.next'))}`;
  const places = [...new Set(hall.counters.map(({ place }) => place))];
  return html`
    <h1 tabindex="-1">${t('counter.choose')}</h1>
    ${places.map((place) => {
      const name = hall.places.find(({ id }) => id === place)?.name;
      return html`<section class="stack">
        <h2>${name ? of(name) : of(hall.site.name)}</h2>
        <div class="counters">
          ${hall.counters
            .filter((counter) => counter.place === place)
            .map(
              (counter) =>
                html`<button type="button" @click=${() => choose(counter)}>
                  <strong>${t('counter.heading', { n: counter.number })}</strong>
                  <span class="hint">${queueNames(hall, counter, words)}</span>
                </button>`,
            )}
        </div>
      </section>`;
    })}
  `;
}

/** What a counter calls, in words. */
export const queueNames = (hall: HallView, counter: Counter, { of, language }: CounterWords): string =>
  hall.queues
    .filter(({ id }) => counter.queues.includes(id))
    .map(({ name }) => of(name))
    .join(language === 'en' ? ', ' : '、');
