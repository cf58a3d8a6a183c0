import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { contentDeskZh } from '../../../access/messages/content-desk.ts';
import { staffWords } from '../../shell/words.ts';
import { contentWords } from '../content-words.ts';
import './tile-grid.ts';
import type { DrawnTile } from './tile-events.ts';
import type { TileGrid } from './tile-grid.ts';

const words = contentWords({
  words: staffWords('zh-Hans', 'Asia/Shanghai'),
  site: { id: 'hall', timeZone: 'Asia/Shanghai' } as never,
});

const tile = (id: string): DrawnTile => ({ id, label: { zh: `格子${id}` }, icon: 'home' });

/** A grid whose page takes over every change, as the editor does. */
async function grid(tiles: readonly DrawnTile[]) {
  const element = await fixture<TileGrid>(
    html`<linli-tile-grid .words=${words} .tiles=${tiles}></linli-tile-grid>`,
  );
  element.addEventListener('linli-tiles', (event) => {
    element.tiles = event.tiles;
    element.selected = event.selected;
  });
  element.addEventListener('linli-pick-tile', ({ index }) => {
    element.selected = index;
  });
  const root = element.renderRoot;
  const labels = () => [...root.querySelectorAll('.label')].map((label) => label.textContent);
  const button = (text: string): HTMLButtonElement => {
    const found = [...root.querySelectorAll('button')].find((one) => one.textContent?.trim() === text);
    if (!found) throw new Error(`no button ${text}`);
    return found;
  };
  const tileAt = (index: number) => root.querySelectorAll<HTMLButtonElement>('.tile')[index];
  const said = () => root.querySelector('[role=status]')?.textContent;
  return { element, labels, button, tileAt, said };
}

describe('linli-tile-grid', () => {
  it('moves a tile with the keys; the focus goes along, and it is said', async () => {
    const { element, labels, tileAt, said } = await grid(['1', '2', '3'].map(tile));
    tileAt(0)?.focus();
    await sendKeys({ press: 'Alt+ArrowRight' });
    await element.updateComplete;
    expect(labels()).to.deep.equal(['格子2', '格子1', '格子3']);
    expect(element.shadowRoot?.activeElement).to.equal(tileAt(1));
    expect(said()).to.equal('“格子1”现在是第 2 个，共 3 个');
    await sendKeys({ press: 'Alt+ArrowDown' });
    await sendKeys({ press: 'Alt+ArrowDown' });
    await element.updateComplete;
    expect(labels(), 'it stays at the end').to.deep.equal(['格子2', '格子3', '格子1']);
    await expect(element).to.be.accessible();
  });

  it('moves, adds and takes away with its buttons', async () => {
    const { element, labels, button, tileAt } = await grid(['1', '2'].map(tile));
    expect(button(contentDeskZh['tiles.remove']).disabled, 'nothing is chosen').to.equal(true);
    tileAt(1)?.click();
    await element.updateComplete;
    button(contentDeskZh['tiles.earlier']).click();
    await element.updateComplete;
    expect(labels()).to.deep.equal(['格子2', '格子1']);
    button(contentDeskZh['tiles.remove']).click();
    await element.updateComplete;
    expect(labels()).to.deep.equal(['格子1']);
    button(contentDeskZh['tiles.add']).click();
    await element.updateComplete;
    expect(labels()).to.deep.equal(['格子1', contentDeskZh['tiles.new']]);
    expect(tileAt(1)?.getAttribute('aria-pressed')).to.equal('true');
  });

  it('says when there is no room for another', async () => {
    const { element, button } = await grid(Array.from({ length: 12 }, (_, index) => tile(String(index))));
    expect(button(contentDeskZh['tiles.add']).disabled).to.equal(true);
    expect(element.renderRoot.textContent).to.contain('最多 12 个格子');
  });
});
