import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import '../../../access/messages/hand-off.ts';
import { deep } from '../../../../components/testing/measure.ts';
import { decodeBase64url } from '../../../model/base64url.ts';
import { readHandOffLink } from '../../../model/hand-off-link.ts';
import { openSealed, sealFor } from '../../../model/hand-off-seal.ts';
import { type HandOffAnswer, type ScanHandOff, readQuestion } from '../../../model/hand-off.ts';
import type { CommandBody } from '../../../model/schema/command.ts';
import { type MadeTerminal, document as made, madeTerminal } from '../testing/made-terminal.ts';
import { HandOffDesk, type HandOffState } from './hand-off-desk.ts';
import './hand-off-panel.ts';
import type { HandOffPanel } from './hand-off-panel.ts';

const QUESTION: ScanHandOff = { kind: 'scan', hall: { zh: '大厅' }, purpose: 'check-in' };
const SITE = 'demo';

async function panel(options?: Parameters<typeof madeTerminal>[1]) {
  const hall = await madeTerminal([], options);
  const answers: HandOffAnswer[] = [];
  const element = await fixture<HandOffPanel>(
    html`<linli-hand-off-panel
      .terminal=${hall.terminal}
      .question=${() => QUESTION}
      label="用手机"
      how="在手机上办"
      @linli-hand-off-answer=${(event: { answer: HandOffAnswer }) => answers.push(event.answer)}
    ></linli-hand-off-panel>`,
  );
  return { ...hall, element, answers };
}

const touch = (element: HandOffPanel, label: string): void =>
  [...deep(element)]
    .find(
      (each): each is HTMLButtonElement =>
        each instanceof HTMLButtonElement && each.textContent?.trim() === label,
    )
    ?.click();
const saysIt = (element: HandOffPanel, text: string) => () =>
  [...deep(element)].some(
    (each) => each.textContent?.includes(text) || each.getAttribute('heading') === text,
  );

/** What was left for the hub, and the hub's word on it. */
async function handedOver({ sent, answer, hear }: MadeTerminal) {
  await waitUntil(async () => (await sent()).length > 0, 'a hand-off leaves');
  const [command] = await sent();
  const body = command?.body as CommandBody<'hand-off'>;
  await answer({ status: 'done', until: body.until } as never);
  const become = (status: 'open' | 'taken' | 'answered', sealed?: string) =>
    hear(
      made('hand-off', body.handOff, {
        id: body.handOff,
        status,
        until: body.until,
        ...(sealed === undefined ? {} : { answer: sealed }),
      }),
    );
  return { body, become };
}

async function sealedAnswer(id: string, key: Uint8Array, text: string, way: 'to-terminal' | 'to-phone') {
  const plain = new TextEncoder().encode(JSON.stringify({ kind: 'code', text }));
  const nonce = crypto.getRandomValues(new Uint8Array(12));
  return (await sealFor(crypto.subtle, key, { site: SITE, id, way }, nonce, plain)) ?? '';
}

describe('linli-hand-off-panel', () => {
  it('shows a code once the hub has it, and tells when a phone took it', async () => {
    const hall = await panel();
    touch(hall.element, '用手机');
    const { become } = await handedOver(hall);
    await waitUntil(() => hall.element.shadowRoot?.querySelector('linli-qr'), 'the code');
    await expect(hall.element).to.be.accessible();
    await become('taken');
    await waitUntil(saysIt(hall.element, '手机已经打开'));
    expect(hall.element.shadowRoot?.querySelector('linli-qr')).to.equal(null);
    await expect(hall.element).to.be.accessible();
  });

  it('says at once that a phone cannot be used without a network, and sends nothing', async () => {
    const hall = await panel({ online: false });
    touch(hall.element, '用手机');
    await waitUntil(saysIt(hall.element, '现在没有网络，手机用不了'));
    expect(await hall.sent()).to.deep.equal([]);
  });

  it('takes what it handed over back when it leaves the page', async () => {
    const hall = await panel();
    touch(hall.element, '用手机');
    const { body } = await handedOver(hall);
    await waitUntil(() => hall.element.shadowRoot?.querySelector('linli-qr'), 'the code');
    hall.element.remove();
    await waitUntil(async () => (await hall.sent()).length > 0, 'the end is told');
    const [end] = await hall.sent();
    expect([end?.kind, (end?.body as CommandBody<'end-hand-off'>).handOff]).to.deep.equal([
      'end-hand-off',
      body.handOff,
    ]);
  });
});

describe('HandOffDesk', () => {
  async function desk() {
    const hall = await madeTerminal([]);
    const states: HandOffState[] = [];
    const answers: HandOffAnswer[] = [];
    const one = new HandOffDesk(
      (state) => states.push(state),
      (answer) => answers.push(answer),
    );
    const { runtime } = hall.terminal;
    if (!runtime) throw new Error('no runtime');
    await one.begin({ runtime, site: SITE, origin: 'https://hub.example' }, QUESTION);
    const handed = await handedOver(hall);
    const opened = () => states.find((state) => state.state === 'open');
    await waitUntil(() => opened() !== undefined, 'it is open');
    const found = opened();
    const link = found?.state === 'open' ? found.link : '';
    const { key = '' } = readHandOffLink(link.slice(link.indexOf('#'))) ?? {};
    return { ...handed, states, answers, key: decodeBase64url(key) ?? new Uint8Array() };
  }
  const last = (states: readonly HandOffState[]): HandOffState | undefined => states[states.length - 1];

  it('seals what only the code can open', async () => {
    const { body, key } = await desk();
    const target = { site: SITE, id: body.handOff, way: 'to-phone' } as const;
    const plain = await openSealed(crypto.subtle, key, target, body.sealed);
    expect(readQuestion(new TextDecoder().decode(plain))).to.deep.equal(QUESTION);
  });

  it('takes the answer that was sealed with its key', async () => {
    const { body, become, answers, states, key } = await desk();
    await become('answered', await sealedAnswer(body.handOff, key, '123456789', 'to-terminal'));
    await waitUntil(() => answers.length > 0, 'the answer');
    expect(answers).to.deep.equal([{ kind: 'code', text: '123456789' }]);
    expect(last(states)).to.deep.equal({ state: 'answered' });
  });

  it('does not use what somebody sent who knows only the id, nor its own words sent back', async () => {
    const stranger = crypto.getRandomValues(new Uint8Array(32));
    const first = await desk();
    const forged = await sealedAnswer(first.body.handOff, stranger, '123456789', 'to-terminal');
    await first.become('answered', forged);
    await waitUntil(() => last(first.states)?.state === 'ended');
    const second = await desk();
    await second.become(
      'answered',
      await sealedAnswer(second.body.handOff, second.key, '123456789', 'to-phone'),
    );
    await waitUntil(() => last(second.states)?.state === 'ended');
    for (const { states, answers } of [first, second]) {
      expect(last(states)).to.deep.equal({ state: 'ended', why: 'unreadable' });
      expect(answers).to.deep.equal([]);
    }
  });
});
