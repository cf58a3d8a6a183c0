import { expect, fixture, html } from '@open-wc/testing';
import { contentFormZh } from '../../access/messages/content-form.ts';
import './content-form.ts';
import type { ContentForm } from './content-form.ts';
import type { ContentChangeEvent } from './form-types.ts';
import { type ObjectShape, formShape } from './shape.ts';

const text = { zh: '目录里写的' };

/** Everything that a guide can say, as the catalogue might. */
const guide: Readonly<Record<string, unknown>> = Object.fromEntries(
  (formShape('services').fields.find(({ name }) => name === 'guide')?.shape as ObjectShape).fields.map(
    ({ name, shape }) => {
      const value =
        shape.kind === 'localized'
          ? text
          : shape.kind === 'text'
            ? '12345'
            : shape.kind === 'number'
              ? 2
              : [name === 'materials' ? { name: text } : text];
      return [name, value];
    },
  ),
);
const catalogue = { id: 'meal', name: text, summary: text, category: 'care', guide };

async function form(value: object, inherited: object = catalogue) {
  const told: unknown[] = [];
  const element = await fixture<ContentForm>(
    html`<linli-content-form
      .kind=${'services'}
      .value=${value}
      .inherited=${inherited}
      .language=${'zh-Hans'}
      @linli-change=${(event: ContentChangeEvent) => told.push(event.value)}
    ></linli-content-form>`,
  );
  const field = (path: string) => element.shadowRoot!.querySelector<HTMLElement>(`[data-path="${path}"]`);
  return { element, field, last: () => told[told.length - 1] };
}

const RESET = contentFormZh['reset.catalogue'];
const FROM_CATALOGUE = contentFormZh.catalogue;
const head = (field: HTMLElement | null): string => field?.querySelector('.head, .bar')?.textContent ?? '';

describe('a service of the catalogue in the form of a site', () => {
  it('shows of every field of the guide what the catalogue says, as the catalogue’s', async () => {
    const { element, field } = await form({ service: 'meal' });
    expect(Object.keys(guide)).to.have.length(24);
    for (const name of Object.keys(guide)) {
      expect(await element.focusPath(`guide.${name}`), name).to.equal(true);
      await element.updateComplete;
      expect(field(`guide.${name}`)?.textContent, name).to.contain(FROM_CATALOGUE);
      expect(field(`guide.${name}`)?.textContent, name).not.to.contain(RESET);
    }
  });

  it('goes back to the catalogue’s text in every field of the guide', async () => {
    for (const name of Object.keys(guide)) {
      const own = { service: 'meal', guide: { [name]: guide[name] } };
      const { element, field, last } = await form(own, {
        ...catalogue,
        guide: { ...guide, [name]: guide[name] },
      });
      await element.focusPath(`guide.${name}`);
      await element.updateComplete;
      const back = [...(field(`guide.${name}`)?.querySelectorAll('button') ?? [])].find((button) =>
        button.textContent.includes(RESET),
      );
      expect(back, name).to.not.equal(undefined);
      back?.click();
      await element.updateComplete;
      expect(last(), name).to.deep.equal({ service: 'meal', guide: {} });
      element.remove();
    }
  });
});

describe('a service of the site’s own in its form', () => {
  it('asks for what the catalogue says of others, without an id, and stands on nothing but itself', async () => {
    const { element, field } = await form({ service: 'own-x', own: true, name: text });
    for (const name of ['name', 'summary', 'category', 'bookedAs', 'withoutScreen'])
      expect(field(name), name).to.not.equal(null);
    expect(field('service')).to.equal(null);
    expect(field('own')).to.equal(null);
    await element.focusPath('guide.fee');
    await element.updateComplete;
    expect(element.shadowRoot!.textContent).not.to.contain(FROM_CATALOGUE);
    expect(head(field('guide.fee'))).to.contain(contentFormZh.unset);
  });

  it('becomes the other form as soon as the catalogue’s is taken', async () => {
    const { element, field } = await form({ service: 'meal', own: true, name: text, category: 'care' });
    expect(field('category')).to.not.equal(null);
    element.value = { service: 'meal', name: text };
    await element.updateComplete;
    expect(field('category')).to.equal(null);
    expect(field('summary')?.textContent).to.contain(FROM_CATALOGUE);
  });
});
