import { expect, fixture, html } from '@open-wc/testing';
import { type HelpDeskKey, helpDeskEn, helpDeskZh } from '../../access/messages/help-desk.ts';
import type { StaffCall } from '../../api/staff-client.ts';
import { fail, ok } from '../../model/result.ts';
import type { HelpCall } from '../../model/schema/help.ts';
import { deskWords } from '../shell/words.ts';
import type { HelpStrip } from './help-strip.ts';
import './help-strip.ts';
import { HelpWatch } from './help-watch.ts';

const START_MS = Date.parse('2026-11-23T01:00:00Z');
const words = deskWords<HelpDeskKey>({ zh: helpDeskZh, en: helpDeskEn }, 'zh-Hans', 'Asia/Shanghai');
const call = (id: string, more: object = {}): HelpCall =>
  ({
    id,
    terminal: 't',
    name: `机器 ${id}`,
    screen: 'home',
    status: 'open',
    at: new Date(START_MS).toISOString(),
    ...more,
  }) as unknown as HelpCall;

/** A hub that has these calls, so many seconds after they came; `sends` holds what was answered. */
function hub(seconds = 0) {
  const it = { calls: [] as HelpCall[], sends: [] as object[], deaf: false };
  const ask = (async (method: string, _path: string, body?: { commands: { id: string }[] }) => {
    if (it.deaf) return fail({ kind: 'unreachable' });
    if (method === 'GET')
      return ok({
        now: new Date(START_MS + seconds * 1_000).toISOString(),
        rule: [{ afterSeconds: 60, to: 'everyone' }],
        calls: it.calls,
        terminals: [],
      });
    it.sends.push(...(body?.commands ?? []));
    return ok({
      outcomes: (body?.commands ?? []).map(({ id }) => ({ command: id, status: 'done', at: '' })),
    });
  }) as unknown as StaffCall;
  return { it, watch: new HelpWatch({ call: ask, origin: location.origin, site: 'hall' }) };
}

async function strip(seconds = 0) {
  const { it, watch } = hub(seconds);
  const element = await fixture<HelpStrip>(
    html`<linli-help-strip .watch=${watch} .words=${words} href="/staff/hall/help/"></linli-help-strip>`,
  );
  const read = async (...calls: readonly HelpCall[]): Promise<void> => {
    it.calls = [...calls];
    await watch.read();
    await element.updateComplete;
  };
  const find = (selector: string): HTMLElement | null => element.renderRoot.querySelector(selector);
  return { it, element, read, find };
}

describe('linli-help-strip', () => {
  it('takes no room while nobody calls, and has the place where a call is read out', async () => {
    const { element, read, find } = await strip();
    await read();
    expect(element.getBoundingClientRect().height).to.equal(0);
    expect(find('[role=alert]')).not.to.equal(null);
  });

  it('says who calls; the seconds are not read out with it', async () => {
    const { element, read, find } = await strip(5);
    await read(call('一'), call('二'));
    expect(find('[role=alert]')?.textContent).to.contain('机器 一');
    expect(find('[role=alert]')?.textContent).to.contain(words.t('strip.more', { n: 1 }));
    expect(find('[aria-live=off]')?.textContent).to.contain('0:05');
    expect(element.getBoundingClientRect().height).to.be.greaterThan(0);
    await expect(element).to.be.accessible();
  });

  it('says it stronger when nobody came', async () => {
    const { read, find, element } = await strip(61);
    await read(call('一'));
    expect(find('.wider')).not.to.equal(null);
    expect(find('[role=alert]')?.textContent).to.contain(words.t('strip.wider'));
    await expect(element).to.be.accessible();
  });

  it('answers the call that it shows, and goes; what somebody else answered goes as well', async () => {
    const { it: seen, read, find } = await strip();
    await read(call('一'), call('二'));
    seen.calls = [call('一', { status: 'coming' }), call('二')];
    find('.primary')?.click();
    await new Promise((resolve) => setTimeout(resolve));
    expect(seen.sends.map((command) => (command as { body: object }).body)).to.deep.equal([
      { call: '一', answer: 'coming' },
    ]);
    await read(call('一', { status: 'coming' }), call('二'));
    expect(find('[role=alert]')?.textContent).to.contain('机器 二');
    await read(call('一', { status: 'coming' }), call('二', { status: 'coming' }));
    expect(find('[role=alert]')?.textContent).to.equal('');
  });

  it('says that an answer was not delivered; pressed again it is the same one', async () => {
    const { it: seen, read, find, element } = await strip();
    await read(call('一'));
    seen.deaf = true;
    find('.primary')?.click();
    await new Promise((resolve) => setTimeout(resolve));
    await element.updateComplete;
    expect(find('[role=alert]')?.textContent).to.contain(words.t('do.failed'));
    seen.deaf = false;
    find('.primary')?.click();
    await new Promise((resolve) => setTimeout(resolve));
    expect(seen.sends.length).to.equal(1);
  });
});
