import { expect, fixture, html } from '@open-wc/testing';
import { contentDeskZh } from '../../../access/messages/content-desk.ts';
import type { ContentOverview } from '../../../model/schema/staff-content.ts';
import type { ContentWords } from '../content-words.ts';
import type { NewEntryEvent } from './new-entry-event.ts';
import './new-service.ts';
import type { NewServiceDialog } from './new-service.ts';

const words = {
  t: (key: keyof typeof contentDeskZh) => contentDeskZh[key],
  of: ({ zh }: { zh: string }) => zh,
} as unknown as ContentWords;

const overview = {
  entries: [{ role: 'services', id: 'meal', state: 'same', title: { zh: '助餐' } }],
  catalogue: [
    { id: 'meal', name: { zh: '助餐', en: 'Meals' }, category: 'care' },
    { id: 'bath', name: { zh: '助浴' }, category: 'care' },
  ],
  terms: [{ id: 'category', name: { zh: '类别' }, terms: [{ id: 'care', name: { zh: '养老' } }] }],
} as unknown as ContentOverview;

async function dialog() {
  const made: NewEntryEvent[] = [];
  const element = await fixture<NewServiceDialog>(
    html`<linli-new-service
      .words=${words}
      .overview=${overview}
      .open=${true}
      @linli-new-entry=${(event: NewEntryEvent) => made.push(event)}
    ></linli-new-service>`,
  );
  const root = element.shadowRoot!;
  const at = (id: string): HTMLElement | null => root.querySelector<HTMLElement>(`#${id}`);
  const choose = async (id: string, value: string): Promise<void> => {
    const select = at(id) as HTMLSelectElement;
    select.value = value;
    select.dispatchEvent(new Event('change'));
    await element.updateComplete;
  };
  const write = async (id: string, value: string): Promise<void> => {
    const input = at(id) as HTMLInputElement;
    input.value = value;
    input.dispatchEvent(new InputEvent('input'));
    await element.updateComplete;
  };
  const own = async (): Promise<void> => {
    root.querySelector<HTMLInputElement>('input[value=own]')!.click();
    await element.updateComplete;
  };
  const add = async (): Promise<void> => {
    root.querySelector<HTMLButtonElement>('button[type=submit]')!.click();
    await element.updateComplete;
  };
  return { made, at, choose, write, own, add, fault: () => root.querySelector('.fault')?.textContent };
}

describe('adding a service', () => {
  it('takes one of the shared list that the hall does not have yet', async () => {
    const { made, at, choose, add, fault } = await dialog();
    await add();
    expect(fault()).to.equal(contentDeskZh['new.missing-choice']);
    const offered = [...(at('service') as HTMLSelectElement).options].map(({ value }) => value);
    expect(offered).to.deep.equal(['', 'bath']);
    await choose('service', 'bath');
    await add();
    expect(made.map(({ id, body, like }) => ({ id, body, like }))).to.deep.equal([
      { id: 'bath', body: { service: 'bath' }, like: undefined },
    ]);
  });

  it('makes one of the hall’s own from a name and a category, under an id that nobody was asked for', async () => {
    const { made, choose, write, own, add, fault } = await dialog();
    await own();
    await add();
    expect(fault()).to.equal(contentDeskZh['new.missing-name']);
    await write('zh', '剪纸班');
    await add();
    expect(fault()).to.equal(contentDeskZh['new.missing-choice']);
    await choose('category', 'care');
    await add();
    const [event] = made;
    expect(event?.id).to.match(/^own-[a-z0-9]{8}$/u);
    expect(event?.body).to.deep.equal({
      service: event?.id,
      own: true,
      name: { zh: '剪纸班' },
      category: 'care',
    });
  });

  it('begins as one of the list, with its name until another is written', async () => {
    const { made, at, choose, write, own, add } = await dialog();
    await own();
    await choose('like', 'meal');
    expect((at('zh') as HTMLInputElement).value).to.equal('助餐');
    expect(at('category')).to.equal(null);
    await write('zh', '邻里饭桌');
    await choose('like', 'bath');
    expect((at('zh') as HTMLInputElement).value).to.equal('邻里饭桌');
    await add();
    expect(made[0]?.like).to.equal('bath');
    expect(made[0]?.body['category']).to.equal(undefined);
  });
});
