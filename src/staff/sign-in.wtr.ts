import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { staffZh } from '../access/messages/staff.ts';
import type { StaffClient } from '../api/staff-client.ts';
import { fail, ok } from '../model/result.ts';
import type { FactorStep, SignInWays } from '../model/schema/staff-factors.ts';
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

type Client = SignIn['client'];
const gone = async () => fail({ kind: 'unreachable' } as const);

/** The element with a hub that answers as told, and what it was asked. */
async function signIn(
  answer: Awaited<ReturnType<StaffClient['signIn']>>,
  more: Partial<Client> = {},
  ways: SignInWays = {},
) {
  const asked: Asked[] = [];
  const client: Client = {
    signIn: async (who) => {
      asked.push(who);
      return answer;
    },
    ways: async () => ok(ways),
    sendFactor: gone,
    askPasskey: gone,
    sendPasskey: gone,
    leaveForCity: gone,
    finishCity: gone,
    ...more,
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

  it('offers the city’s login only where there is one, by its name', async () => {
    const { element } = await signIn(ok(session));
    expect(element.shadowRoot?.textContent).not.to.contain('市民统一认证');
    const { element: other } = await signIn(ok(session), {}, { city: { name: '市民统一认证' } });
    await other.updateComplete;
    expect(other.shadowRoot?.textContent).to.contain('用市民统一认证登录');
    await expect(other).to.be.accessible();
  });

  it('says why it failed after the city’s login, and forgets it', async () => {
    history.replaceState(null, '', `${location.pathname}?city=failed`);
    const { element, find } = await signIn(ok(session));
    await element.updateComplete;
    expect(find('[role=alert]').textContent?.trim()).to.equal(staffZh['sign-in.city.failed']);
    expect(location.search).to.equal('');
  });

  it('fetches the session after the return from the city’s login', async () => {
    history.replaceState(null, '', `${location.pathname}?city=done`);
    let told: unknown;
    const listen = (event: Event): void => void (told = event);
    document.addEventListener('linli-signed-in', listen, true);
    const { element } = await signIn(ok(session), { finishCity: async () => ok(session) });
    await element.updateComplete;
    document.removeEventListener('linli-signed-in', listen, true);
    expect(told instanceof SignedInEvent && told.session).to.equal(session);
    expect(location.search).to.equal('');
  });
});

const step: FactorStep = { step: 'factor', token: 'half', ways: ['totp'] };

/** The sign-in where the password was right and a code is asked for. */
async function half(sendFactor: Client['sendFactor'], asked: FactorStep = step) {
  const made = await signIn(ok(asked), { sendFactor });
  await sendKeys({ type: 'wang' });
  await sendKeys({ press: 'Tab' });
  await sendKeys({ type: 'secret' });
  await sendKeys({ press: 'Enter' });
  await new Promise((resolve) => requestAnimationFrame(resolve));
  await made.element.updateComplete;
  const shown = made.element.shadowRoot?.querySelector('linli-factor-step');
  if (!shown) throw new Error('no second step');
  await shown.updateComplete;
  const root = shown.shadowRoot;
  const alert = (): string => root?.querySelector('[role=alert]')?.textContent?.trim() ?? '';
  return { ...made, shown, root, alert };
}

describe('linli-sign-in: the second step', () => {
  it('asks for the code, at whose field it begins, and signs in', async () => {
    const sent: unknown[] = [];
    const { element, root, shown } = await half(async (code) => {
      sent.push(code);
      return ok(session);
    });
    expect(root?.activeElement?.id).to.equal('code');
    await expect(shown).to.be.accessible();
    const signedIn = oneEvent(element, 'linli-signed-in');
    await sendKeys({ type: '123 456' });
    await sendKeys({ press: 'Enter' });
    const event: unknown = await signedIn;
    expect(event instanceof SignedInEvent && event.session).to.equal(session);
    expect(sent).to.deep.equal([{ token: 'half', code: '123 456' }]);
  });

  it('says that a code is wrong, empties the field and stays', async () => {
    const { alert, root, shown } = await half(async () => refused('staff.factor-wrong'));
    await sendKeys({ type: '000000' });
    await sendKeys({ press: 'Enter' });
    await new Promise((resolve) => requestAnimationFrame(resolve));
    await shown.updateComplete;
    expect(alert()).to.equal(staffZh['error.staff.factor-wrong']);
    expect(root?.querySelector('input')?.value).to.equal('');
    expect(root?.activeElement?.id).to.equal('code');
  });

  it('takes a recovery code instead', async () => {
    const { root, shown } = await half(async () => ok(session));
    const other = [...(root?.querySelectorAll('button') ?? [])].find(
      ({ textContent }) => textContent?.trim() === staffZh['factor.use-recovery'],
    );
    other?.click();
    await shown.updateComplete;
    expect(root?.querySelector('label')?.textContent).to.equal(staffZh['factor.recovery']);
    await expect(shown).to.be.accessible();
  });

  it('begins anew when the step is over, and says so', async () => {
    const { element, find } = await half(async () => refused('staff.step-over'));
    await sendKeys({ type: '123456' });
    await sendKeys({ press: 'Enter' });
    await new Promise((resolve) => requestAnimationFrame(resolve));
    await element.updateComplete;
    expect(find('[role=alert]').textContent?.trim()).to.equal(staffZh['error.staff.step-over']);
    expect(find('#name')).to.exist;
  });
});
