import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { staffZh } from '../access/messages/staff.ts';
import type { StaffClient } from '../api/staff-client.ts';
import { fail, ok } from '../model/result.ts';
import type { StaffId, StaffSession } from '../model/schema/staff.ts';
import { staffWords } from './shell/words.ts';
import { type SignIn, SignedInEvent } from './sign-in.ts';

const words = staffWords('zh-Hans', 'Asia/Shanghai');
const session: StaffSession = {
  staff: { id: 'id' as StaffId, name: 'wang', shownName: '王秀英' },
  mustChange: false,
  everywhere: [],
  sites: [],
};

type Asked = Parameters<StaffClient['signIn']>[0];

/** The element with a hub that answers as told, and what it was asked. */
async function signIn(answer: Awaited<ReturnType<StaffClient['signIn']>>) {
  const asked: Asked[] = [];
  const client: Pick<StaffClient, 'signIn'> = {
    signIn: async (who) => {
      asked.push(who);
      return answer;
    },
  };
  const element = await fixture<SignIn>(
    html`<linli-sign-in .client=${client} .words=${words}></linli-sign-in>`,
  );
  const find = (selector: string): HTMLElement => {
    const found = element.shadowRoot?.querySelector<HTMLElement>(selector);
    if (!found) throw new Error(`no ${selector}`);
    return found;
  };
  const input = (selector: string): HTMLInputElement => find(selector) as HTMLInputElement;
  return { element, asked, find, input };
}

const refused = (code: string) => fail({ kind: 'refused', status: 401, problem: { code } } as const);

describe('linli-sign-in', () => {
  it('begins at the name, and tells a password manager which field is which', async () => {
    const { element, input } = await signIn(ok(session));
    expect(element.shadowRoot?.activeElement?.id).to.equal('name');
    const [name, password] = [input('#name'), input('#password')];
    expect(name.labels?.[0]?.textContent).to.equal(staffZh['sign-in.name']);
    expect([name.autocomplete, password.autocomplete, password.type]).to.deep.equal([
      'username',
      'current-password',
      'password',
    ]);
    await expect(element).to.be.accessible();
  });

  it('is sent by the enter key and says who signed in', async () => {
    const { element, asked } = await signIn(ok(session));
    await sendKeys({ type: 'wang' });
    await sendKeys({ press: 'Tab' });
    await sendKeys({ type: 'kettle behind the door' });
    const signedIn = oneEvent(element, 'linli-signed-in');
    await sendKeys({ press: 'Enter' });
    const event: unknown = await signedIn;
    expect(event instanceof SignedInEvent && event.session).to.equal(session);
    expect(asked).to.deep.equal([{ name: 'wang', password: 'kettle behind the door' }]);
  });

  it('asks for what is missing without asking the hub', async () => {
    const { element, asked, find } = await signIn(ok(session));
    find('button[type=submit]').click();
    await element.updateComplete;
    expect(find('[role=alert]').textContent?.trim()).to.equal(staffZh['sign-in.empty-name']);
    expect(asked).to.deep.equal([]);
  });

  for (const [answer, said, kept] of [
    [refused('staff.sign-in'), staffZh['error.staff.sign-in'], ''],
    [refused('staff.locked'), staffZh['error.staff.locked'], ''],
    [refused('something.new'), staffZh['error.other'], ''],
    [fail({ kind: 'unreachable' } as const), staffZh['error.unreachable'], 'secret'],
  ] as const)
    it(`says: ${said}`, async () => {
      const { element, find, input } = await signIn(answer);
      await sendKeys({ type: 'wang' });
      await sendKeys({ press: 'Tab' });
      await sendKeys({ type: 'secret' });
      await sendKeys({ press: 'Enter' });
      await element.updateComplete;
      await new Promise((resolve) => requestAnimationFrame(resolve));
      expect(find('[role=alert]').textContent?.trim()).to.equal(said);
      expect(input('#name').value).to.equal('wang');
      expect(input('#password').value, 'typed again only where it was wrong').to.equal(kept);
      expect(element.shadowRoot?.activeElement?.id).to.equal('password');
      await expect(element).to.be.accessible();
    });

  it('shows what is typed only while asked to', async () => {
    const { element, input } = await signIn(ok(session));
    const check = input('input[type=checkbox]');
    check.click();
    await element.updateComplete;
    expect(input('#password').type).to.equal('text');
    check.click();
    await element.updateComplete;
    expect(input('#password').type).to.equal('password');
  });

  it('says why it is here again', async () => {
    const { element } = await signIn(ok(session));
    element.reason = 'ended';
    await element.updateComplete;
    expect(element.shadowRoot?.textContent).to.contain(staffZh['sign-in.ended']);
  });
});
