import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import { readableText } from '../../access/read-aloud.ts';
import type { Change } from '../../model/schema/document.ts';
import { type MadeTerminal, document, madeTerminal } from '../shell/testing/made-terminal.ts';
import './notices-view.ts';

const noticeOf = (id: string, targets?: object): Change =>
  document('notice', id, {
    id,
    title: { zh: `通知${id}`, en: `Notice ${id}` },
    body: { zh: '内容' },
    urgency: 'ordinary',
    systems: [],
    demo: false,
    ...(targets ? { targets } : {}),
  } as never);

const placeOf = (id: string, within?: string): Change =>
  document('place', id, { id, name: { zh: id }, ...(within === undefined ? {} : { within }) } as never);

const standsAt = (place?: string): Change =>
  document('terminal', 't', { id: 't', name: '门口', ...(place === undefined ? {} : { place }) });

async function shown(made: MadeTerminal): Promise<HTMLElement> {
  const view = await fixture<HTMLElement>(
    html`<linli-notices-view .terminal=${made.terminal}></linli-notices-view>`,
  );
  await waitUntil(() => readableText(view).includes('通知'));
  return view;
}

const titles = (view: HTMLElement): readonly string[] =>
  [...(view.shadowRoot?.querySelectorAll<HTMLElement & { heading: string }>('linli-item') ?? [])].map(
    ({ heading }) => heading,
  );

describe('linli-notices-view', () => {
  it('shows what is meant for this terminal, and follows where it is put', async () => {
    const made = await madeTerminal([
      placeOf('hall'),
      placeOf('room', 'hall'),
      noticeOf('a'),
      noticeOf('b', { places: ['hall'], screens: ['kiosk'] }),
      noticeOf('c', { places: ['yard'], screens: [] }),
      noticeOf('d', { places: [], screens: ['display'] }),
    ]);
    const view = await shown(made);
    await waitUntil(() => titles(view).length > 0);
    expect(titles(view), 'a terminal that stands nowhere').to.deep.equal(['通知a']);
    await made.hear(standsAt('room'));
    await waitUntil(() => titles(view).length === 2);
    expect(titles(view)).to.deep.equal(['通知a', '通知b']);
    await expect(view).to.be.accessible();
    await made.hear(standsAt());
    await waitUntil(() => titles(view).length === 1);
  });

  it('says that there is nothing where all notices are for other places', async () => {
    const made = await madeTerminal([noticeOf('c', { places: ['yard'], screens: [] })]);
    const view = await shown(made);
    await waitUntil(() => view.shadowRoot?.querySelector('linli-empty') !== null);
    expect(titles(view)).to.deep.equal([]);
  });
});
