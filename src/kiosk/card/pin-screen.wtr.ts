import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import '../../access/messages/card.ts';
import { upright } from '../../../components/testing/measure.ts';
import { KeyEvent } from '../../../components/keyboard/keyboard.ts';
import { readableText } from '../../access/read-aloud.ts';
import { madeTerminal } from '../shell/testing/made-terminal.ts';
import type { PinEvent, PinScreen } from './pin-screen.ts';
import './pin-screen.ts';

async function screen(left?: number): Promise<PinScreen> {
  const { terminal } = await madeTerminal([]);
  return fixture<PinScreen>(html`<linli-pin-screen .terminal=${terminal} .left=${left}></linli-pin-screen>`);
}

async function type(pin: PinScreen, keys: readonly string[]): Promise<void> {
  const keyboard = pin.shadowRoot?.querySelector('linli-keyboard');
  for (const key of keys) keyboard?.dispatchEvent(new KeyEvent(key));
  await pin.updateComplete;
}

const done = (pin: PinScreen) =>
  pin.shadowRoot?.querySelector<HTMLElement & { disabled: boolean }>('linli-button');

describe('the number of a card', () => {
  before(upright);

  it('is shown as dots, never as digits, neither to the eye nor to the ear', async () => {
    const pin = await screen();
    await type(pin, ['9', '7', '3']);
    expect(pin.shadowRoot?.querySelectorAll('.dot.typed').length).to.equal(3);
    expect(pin.shadowRoot?.querySelector('.dots')?.textContent).not.to.match(/[79]/u);
    expect(readableText(pin)).to.contain('已输入 3 位');
  });

  it('has four to six digits, and is gone once it was said', async () => {
    const pin = await screen();
    await type(pin, ['2', '5', '8']);
    expect(done(pin)?.disabled).to.equal(true);
    await type(pin, ['0', '1', 'delete']);
    const said = oneEvent<PinEvent>(pin, 'linli-pin');
    done(pin)?.click();
    expect((await said).pin).to.equal('2580');
    await pin.updateComplete;
    expect(pin.shadowRoot?.querySelectorAll('.dot.typed').length).to.equal(0);
  });

  it('says in words how often it may be tried again', async () => {
    expect(readableText(await screen(3))).to.contain('还可以试 3 次');
  });
});
