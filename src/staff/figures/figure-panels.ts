import { type TemplateResult, html } from 'lit';
import type { FiguresKey } from '../../access/messages/figures-desk.ts';
import type { FigureCount, Figures } from '../../model/schema/staff-figures.ts';
import type { DeskWords } from '../shell/words.ts';
import './bars.ts';

export type FiguresWords = DeskWords<FiguresKey>;

/** Below so many days each has its name under its bar. */
const NAMED_DAYS = 10;

/** What was counted in a period, a panel for each question. */
export function figurePanels(all: Figures, words: FiguresWords): TemplateResult {
  const { t } = words;
  return html`<div class="grid">
    <section class="panel stack wide">
      <h2>${t('visits.heading')}</h2>
      ${
        all.visits === 0
          ? html`<p>${t('none')}</p>`
          : html`<p class="number">${t('visits.total', { n: saidCount(words, all.visits) })}</p>
              ${daysPanel(all, words)} ${hoursPanel(all, words)}`
      }
    </section>
    ${stepsPanel(all, words)} ${queuesPanel(all, words)} ${servicesPanel(all, words)}
    ${searchesPanel(all, words)} ${bookingsPanel(all, words)} ${helpPanel(all, words)}
    <section class="panel stack">
      <h2>${t('ways.heading')}</h2>
      ${pairs(all.ways.map(({ way, n }) => [t(`way.${way}`), saidCount(words, n)]))}
    </section>
    <section class="panel stack">
      <h2>${t('rates.heading')}</h2>
      <p>${t('rates.text')}</p>
    </section>
  </div>`;
}

function daysPanel({ days }: Figures, words: FiguresWords): TemplateResult {
  const { t, clock } = words;
  const each = days.length <= NAMED_DAYS;
  const bars = days.map(({ day, visits }, at) => {
    const label = clock.shortDay(Date.parse(`${day}T12:00:00Z`));
    const isEnd = at === 0 || at === days.length - 1;
    return { label, short: each || isEnd ? label : '', value: visits };
  });
  return html`<h3>${t('visits.by-day')}</h3>
    <linli-bars
      .bars=${bars}
      .words=${chartWords(words, t('visits.by-day'))}
      label=${t('visits.by-day')}
    ></linli-bars>`;
}

function hoursPanel({ hours }: Figures, words: FiguresWords): TemplateResult {
  const { t } = words;
  const bars = hours.map((value, hour) => ({
    label: `${hour}:00`,
    short: hour % 6 === 0 || hour === 23 ? String(hour) : '',
    value,
  }));
  return html`<h3>${t('visits.by-hour')}</h3>
    <linli-bars
      .bars=${bars}
      .words=${chartWords(words, t('visits.by-hour'))}
      label=${t('visits.by-hour')}
    ></linli-bars>`;
}

const chartWords = ({ t }: FiguresWords, of: string) => ({
  few: t('few'),
  table: t('chart.table'),
  value: t('chart.value'),
  of,
});

function stepsPanel({ steps }: Figures, words: FiguresWords): TemplateResult {
  const { t } = words;
  return html`<section class="panel stack">
    <h2>${t('steps.heading')}</h2>
    ${table(
      [t('steps.step'), t('steps.begun'), t('steps.done'), t('steps.percent')],
      steps.map(({ step, begun, done, percent }) => [
        t(`step.${step}`),
        saidCount(words, begun),
        saidCount(words, done),
        percent === undefined ? t('unknown') : `${percent} %`,
      ]),
    )}
  </section>`;
}

function queuesPanel({ queues }: Figures, words: FiguresWords): TemplateResult {
  const { t, of } = words;
  const minutes = (n: number | undefined) => (n === undefined ? t('unknown') : t('minutes', { n }));
  return html`<section class="panel stack">
    <h2>${t('queues.heading')}</h2>
    ${
      queues.length === 0
        ? html`<p>${t('queues.none')}</p>`
        : table(
            [t('queues.queue'), t('queues.called'), t('queues.middle'), t('queues.most'), t('queues.serve')],
            queues.map(({ name, called, waitMiddle, waitMost, serveMiddle }) => [
              of(name),
              saidCount(words, called),
              minutes(waitMiddle),
              minutes(waitMost),
              minutes(serveMiddle),
            ]),
          )
    }
  </section>`;
}

function servicesPanel({ services }: Figures, words: FiguresWords): TemplateResult {
  const { t, of } = words;
  return html`<section class="panel stack">
    <h2>${t('services.heading')}</h2>
    ${
      services.length === 0
        ? html`<p>${t('services.none')}</p>`
        : pairs(services.map(({ name, n }) => [of(name), saidCount(words, n)]))
    }
  </section>`;
}

function searchesPanel({ searches }: Figures, words: FiguresWords): TemplateResult {
  const { t } = words;
  const { made, none, words: typed } = searches;
  return html`<section class="panel stack">
    <h2>${t('searches.heading')}</h2>
    <p>${t('searches.made', { n: saidCount(words, made), none: saidCount(words, none) })}</p>
    <h3>${t('searches.words')}</h3>
    ${
      typed.length === 0
        ? html`<p>${t('searches.words.none')}</p>`
        : pairs(typed.map(({ text, n }) => [text, saidCount(words, n)]))
    }
  </section>`;
}

function bookingsPanel({ bookings }: Figures, words: FiguresWords): TemplateResult {
  const { t } = words;
  const { missedPercent } = bookings;
  return html`<section class="panel stack">
    <h2>${t('bookings.heading')}</h2>
    ${pairs([
      ...(['made', 'came', 'missed', 'cancelled'] as const).map(
        (what) => [t(`bookings.${what}`), saidCount(words, bookings[what])] as const,
      ),
      [t('bookings.percent'), missedPercent === undefined ? t('unknown') : `${missedPercent} %`],
    ])}
  </section>`;
}

function helpPanel({ help }: Figures, words: FiguresWords): TemplateResult {
  const { t } = words;
  const seconds = (n: number | undefined) => (n === undefined ? t('unknown') : t('seconds', { n }));
  return html`<section class="panel stack">
    <h2>${t('help.heading')}</h2>
    ${pairs([
      [t('help.called'), saidCount(words, help.called)],
      [t('help.answered'), saidCount(words, help.answered)],
      [t('help.middle'), seconds(help.middle)],
      [t('help.most'), seconds(help.most)],
    ])}
  </section>`;
}

/** One to four are not told apart: whoever counts so few could know who they are. */
const saidCount = ({ t }: FiguresWords, count: FigureCount): string =>
  count === 'few' ? t('few') : String(count);

const pairs = (all: readonly (readonly [string, string])[]): TemplateResult =>
  html`<dl>
    ${all.map(
      ([name, value]) =>
        html`<dt>${name}</dt>
          <dd>${value}</dd>`,
    )}
  </dl>`;

const table = (head: readonly string[], rows: readonly (readonly string[])[]): TemplateResult =>
  html`<table class="stacks">
    <thead>
      <tr>
        ${head.map((text) => html`<th scope="col">${text}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        ([first, ...rest]) =>
          html`<tr>
            <th scope="row">${first}</th>
            ${rest.map((text, at) => html`<td data-head=${head[at + 1] ?? ''}>${text}</td>`)}
          </tr>`,
      )}
    </tbody>
  </table>`;
