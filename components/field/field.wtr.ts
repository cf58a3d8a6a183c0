import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import './field.ts';
import type { LinliField } from './field.ts';

const input = (field: LinliField): HTMLInputElement => {
  const found = field.shadowRoot?.querySelector('input');
  if (!found) throw new Error('no input');
  return found;
};

describe('linli-field', () => {
  it('is named by its label and remembers nothing', async () => {
    const field = await fixture<LinliField>(
      html`<linli-field label="预约码" placeholder="0000"></linli-field>`,
    );
    expect(input(field).labels?.[0]?.textContent).to.equal('预约码');
    expect(input(field).autocomplete).to.equal('off');
    expect(input(field).inputMode).to.equal('none');
    await expect(field).to.be.accessible();
  });

  it('says what a real keyboard types', async () => {
    const field = await fixture<LinliField>(html`<linli-field label="名称"></linli-field>`);
    const values: string[] = [];
    field.addEventListener('linli-input', (event) => values.push(event.value));
    field.focus();
    await sendKeys({ type: 'ab' });
    expect(values).to.deep.equal(['a', 'ab']);
    expect(field.value).to.equal('ab');
  });

  it('shows the value it is given, also over what was typed', async () => {
    const field = await fixture<LinliField>(html`<linli-field label="名称"></linli-field>`);
    field.focus();
    await sendKeys({ type: 'ab' });
    field.value = '';
    await field.updateComplete;
    expect(input(field).value).to.equal('');
  });

  it('says what is wrong', async () => {
    const field = await fixture<LinliField>(html`<linli-field label="名称" hint="两个字"></linli-field>`);
    expect(input(field).getAttribute('aria-invalid')).to.equal('false');
    field.error = '没有找到。';
    await field.updateComplete;
    expect(input(field).getAttribute('aria-invalid')).to.equal('true');
    expect(field.shadowRoot?.querySelector('#error')?.textContent?.trim()).to.equal('没有找到。');
    await expect(field).to.be.accessible();
  });
});
