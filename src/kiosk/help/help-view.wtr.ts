import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import { upright } from '../../../components/testing/measure.ts';
import { readableText } from '../../access/read-aloud.ts';
import type { Command } from '../../model/schema/command.ts';
import type { HelpCall } from '../../model/schema/help.ts';
import { type MadeTerminal, document, madeTerminal } from '../shell/testing/made-terminal.ts';
import './help-view.ts';

const show = ({ terminal }: MadeTerminal) =>
  fixture<HTMLElement>(html`<linli-help-view .terminal=${terminal} from="services"></linli-help-view>`);

const says = (view: HTMLElement, text: string) =>
  waitUntil(() => readableText(view).includes(text), `says ${text}`);

const press = (view: HTMLElement, label: string): void => {
  const buttons = view.shadowRoot?.querySelectorAll<HTMLElement & { label: string }>('linli-button') ?? [];
  const found = [...buttons].find((each) => each.label === label);
  if (!found) throw new Error(`no button ${label}`);
  found.click();
};

const callOf = (command: Command | undefined, status: HelpCall['status'], agoMs = 0) => {
  if (command?.kind !== 'call-for-help') throw new Error('no call was sent');
  return document('help-call', command.body.call, {
    id: command.body.call,
    terminal: 't',
    name: 'T-AAAA',
    screen: command.body.screen,
    status,
    at: new Date(Date.now() - agoMs).toISOString(),
  });
};

describe('help', () => {
  before(upright);

  it('calls for somebody, names the screen, and follows the call to its end', async () => {
    const made = await madeTerminal([]);
    const view = await show(made);
    await says(view, '请工作人员过来');
    press(view, '请工作人员过来');
    press(view, '请工作人员过来');
    await says(view, '正在呼叫');
    const [call, second] = await made.sent();
    expect(second, 'a button pressed twice is one call').to.equal(undefined);
    expect(call?.kind === 'call-for-help' && call.body.screen).to.equal('services');
    await made.answer({ status: 'done' });
    await says(view, '已呼叫工作人员');
    await made.hear(callOf(call, 'open', 61_000));
    await says(view, '还没有人应答，已通知更多人员');
    await made.hear(callOf(call, 'coming'));
    await says(view, '工作人员马上来');
    await made.hear(callOf(call, 'closed'));
    await says(view, '工作人员已处理好这次呼叫');
  });

  it('takes a call back that has not left, so that nobody hears of it', async () => {
    const made = await madeTerminal([]);
    const view = await show(made);
    await says(view, '请工作人员过来');
    press(view, '请工作人员过来');
    await says(view, '正在呼叫');
    press(view, '不用了，取消呼叫');
    await says(view, '请工作人员过来');
    expect(await made.sent()).to.deep.equal([]);
  });

  it('without a network it promises nothing, and says where people are', async () => {
    const view = await show(await madeTerminal([], { online: false }));
    await says(view, '本机现在不能呼叫');
    await says(view, '请到服务台找工作人员');
    expect(() => press(view, '请工作人员过来')).to.throw();
  });
});
