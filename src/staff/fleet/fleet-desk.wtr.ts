import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import { fleetDeskEn, fleetDeskZh } from '../../access/messages/fleet-desk.ts';
import { type StaffClient } from '../../api/staff-client.ts';
import { ok } from '../../model/result.ts';
import type { AlertDesk, Fleet, FleetTerminal, OrderRow } from '../../model/schema/staff-fleet.ts';
import type { OrderId } from '../../model/schema/terminal-report.ts';
import type { StaffSession, StaffSite } from '../../model/schema/staff.ts';
import type { Language } from '../../model/schema/text.ts';
import type { StaffContext } from '../shell/staff-context.ts';
import { staffWords } from '../shell/words.ts';
import type { FleetDesk } from './fleet-desk.ts';
import './fleet-desk.ts';

const now = '2026-11-22T10:00:00.000Z';
const minutesAgo = (n: number): string => new Date(Date.parse(now) - n * 60_000).toISOString();

const terminal = (id: string, more: Partial<FleetTerminal> = {}): FleetTerminal => ({
  id,
  name: id,
  named: true,
  use: 'kiosk',
  status: 'paired',
  createdAt: minutesAgo(60),
  seenAt: now,
  up: true,
  errors: 0,
  alerts: [],
  orders: [],
  report: {
    at: now,
    version: '1.0.0',
    release: 12,
    screen: 'attract',
    outbox: { waiting: 0 },
    storage: { used: 10, quota: 100, durable: true },
    camera: 'there',
    scanners: 1,
    paper: 'unknown',
    visits: 4,
    lastVisitAt: minutesAgo(3),
    upMs: 7_200_000,
    page: { width: 1080, height: 1920, pixelRatio: 1 },
    mode: 'usual',
  },
  ...more,
});

const alerts: AlertDesk = {
  now,
  mail: false,
  rules: [
    { kind: 'offline', active: true, most: 10, urgent: false },
    { kind: 'release-halted', active: true, most: 0, urgent: false },
  ],
  targets: [
    {
      id: 'a',
      kind: 'webhook',
      address: 'https://example.org/hook',
      language: 'en',
      active: true,
      last: { at: minutesAgo(5), state: 'again', fault: 'http-500' },
    },
  ],
  alerts: [
    {
      id: '1',
      kind: 'offline',
      terminal: { id: 'one', name: '一号' },
      detail: { value: 12 },
      at: minutesAgo(2),
    },
  ],
};

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
}

/** The desk on a hub that answers from memory, and what it was asked. */
async function open(
  terminals: readonly FleetTerminal[],
  below: readonly string[] = [],
  language: Language = 'zh-Hans',
): Promise<{ desk: FleetDesk; asked: Asked[]; text: () => string; find: (selector: string) => HTMLElement }> {
  const asked: Asked[] = [];
  const fleet: Fleet = {
    now,
    version: '1.0.0',
    places: [{ id: 'hall', name: { zh: '大厅', en: 'Hall' } }],
    terminals: [...terminals],
  };
  const orders: OrderRow[] = [
    {
      id: 'x' as OrderId,
      terminal: 'one',
      wish: { kind: 'restart' },
      by: '小张',
      at: now,
      until: now,
      state: 'taken',
      code: 'visit',
    },
  ];
  const client = {
    call: async (method: string, path: string, body?: unknown) => {
      asked.push({ method, path, body });
      if (path.endsWith('/fleet')) return ok(fleet);
      if (path.endsWith('/alerts')) return ok(alerts);
      if (path.endsWith('/orders')) return ok({ orders });
      return ok({ errors: [], orders, leased: { times: 2, places: 5 } });
    },
  } as unknown as StaffClient;
  const site: StaffSite = {
    id: 'hall',
    name: { zh: '站点' },
    timeZone: 'Asia/Shanghai',
    demo: true,
    roles: ['fleet'],
  };
  const staff: StaffContext = {
    client,
    session: {} as StaffSession,
    words: staffWords(language, site.timeZone),
    site,
    below,
    go: () => undefined,
  };
  const desk = await fixture<FleetDesk>(html`<linli-fleet-desk .staff=${staff}></linli-fleet-desk>`);
  await waitUntil(
    () => asked.length > 0 && (desk.shadowRoot?.querySelector('nav, linli-terminal-page') ?? null) !== null,
  );
  await desk.updateComplete;
  const inside = (root: ParentNode, selector: string): HTMLElement | undefined => {
    for (const one of root.querySelectorAll<HTMLElement>('*')) {
      if (one.matches(selector)) return one;
      const found = one.shadowRoot ? inside(one.shadowRoot, selector) : undefined;
      if (found) return found;
    }
    return undefined;
  };
  // With what an element was given for its slots.
  const textOf = (node: Node): string =>
    node instanceof Text
      ? node.data
      : [...((node as Element).shadowRoot?.childNodes ?? []), ...node.childNodes].map(textOf).join(' ');
  return {
    desk,
    asked,
    text: () => textOf(desk).replaceAll(/\s+/gu, ' '),
    find: (selector) => {
      const found = desk.shadowRoot ? inside(desk.shadowRoot, selector) : undefined;
      if (!found) throw new Error(`no ${selector}`);
      return found;
    },
  };
}

const zh = (key: keyof typeof fleetDeskZh, values: Readonly<Record<string, string | number>> = {}): string =>
  fleetDeskZh[key].replace(/\{(\w+)\}/gu, (_brace, name: string) => String(values[name] ?? ''));

describe('linli-fleet-desk', () => {
  it('teaches how to pair where there is no terminal', async () => {
    const { desk, text } = await open([]);
    await waitUntil(() => text().includes(zh('none')));
    expect(text()).to.include('/kiosk/?site=hall');
    await expect(desk).to.be.accessible();
  });

  it('says of each terminal how it is, and what nobody knows', async () => {
    const { desk, text } = await open([
      terminal('一号'),
      terminal('二号', {
        up: false,
        seenAt: minutesAgo(45),
        errors: 3,
        alerts: ['offline'],
        place: 'hall',
        report: { ...terminal('x').report, outbox: { waiting: 2, oldestAt: minutesAgo(40) } } as never,
      }),
      terminal('三号', { status: 'revoked', up: false }),
    ]);
    await waitUntil(() => text().includes('一号'));
    expect(text()).to.include(zh('summary', { n: 2, up: 1 }));
    expect(text()).to.include(zh('summary.wrong', { n: 1 }));
    for (const words of [
      zh('paper.unknown'),
      zh('release', { n: 12 }),
      zh('state.revoked'),
      zh('errors.n', { n: 3 }),
      zh('outbox.n', { n: 2, age: zh('age.minutes', { n: 40 }) }),
      zh('seen', { when: zh('when.minutes', { n: 45 }) }),
      '大厅',
    ])
      expect(text()).to.include(words);
    await expect(desk).to.be.accessible();
  });

  it('gives the same order to all that are chosen', async () => {
    const { asked, text, find, desk } = await open([terminal('one'), terminal('two', { up: false })]);
    await waitUntil(() => text().includes('one'));
    expect(text()).to.include(zh('orders.none-chosen'));
    find('input[type=checkbox]').click();
    await desk.updateComplete;
    await waitUntil(() => text().includes(zh('orders.chosen', { n: 1 })));
    find('.order button').click();
    await waitUntil(() => asked.some(({ path }) => path.endsWith('/orders')));
    expect(asked.find(({ path }) => path.endsWith('/orders'))?.body).to.deep.equal({
      terminals: ['one'],
      wish: { kind: 'restart' },
    });
    await waitUntil(() => text().includes(zh('order.given', { n: 1 })));
  });

  it('asks before a terminal is shut out, and names what is lost', async () => {
    const { asked, text, find, desk } = await open(
      [
        terminal('one', {
          name: '一号',
          report: { ...terminal('x').report, outbox: { waiting: 3 } } as never,
        }),
      ],
      ['terminal', 'one'],
    );
    await waitUntil(() => text().includes(zh('revoke.do')));
    await waitUntil(() => text().includes(zh('revoke.leased', { times: 2, places: 5 })));
    expect(text()).to.include(zh('revoke.outbox', { n: 3 }));
    expect(text()).to.include(zh('outcome.taken.visit'));
    expect(asked.some(({ path }) => path.endsWith('/revoke'))).to.equal(false);
    find('wa-dialog button.danger').click();
    await waitUntil(() => asked.some(({ path }) => path.endsWith('/revoke')));
    await expect(desk).to.be.accessible();
  });

  it('sends no message without words, and one with words until its time', async () => {
    const { asked, text, find } = await open([terminal('one')], ['terminal', 'one']);
    await waitUntil(() => text().includes(zh('message.do')));
    const type = (selector: string, value: string): void => {
      const input = find(selector) as HTMLInputElement;
      input.value = value;
      input.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    };
    const send = (): void =>
      (find('linli-order-panel') as HTMLElement & { renderRoot: ParentNode }).renderRoot
        .querySelector('form')
        ?.requestSubmit();
    send();
    await waitUntil(() => text().includes(zh('message.empty')));
    type('#message-zh', '下午停电');
    type('#message-until', '2020-01-01T08:00');
    send();
    await waitUntil(() => text().includes(zh('message.past')));
    expect(asked.some(({ path }) => path.endsWith('/orders'))).to.equal(false);
    type('#message-until', '2099-01-01T08:00');
    send();
    await waitUntil(() => asked.some(({ path }) => path.endsWith('/orders')));
    expect(asked.find(({ path }) => path.endsWith('/orders'))?.body).to.deep.equal({
      terminals: ['one'],
      wish: { kind: 'message', text: { zh: '下午停电' }, until: '2099-01-01T00:00:00.000Z' },
    });
  });

  it('shows alerts, who is told and why it did not arrive, in English too', async () => {
    const { desk, text } = await open([terminal('one', { alerts: ['offline'] })], ['alerts'], 'en');
    await waitUntil(() => text().includes('一号'));
    expect(text()).to.include('Not heard of for 12 minutes');
    expect(text()).to.include(fleetDeskEn['targets.mail-off']);
    expect(text()).to.include('it answered 500');
    await expect(desk).to.be.accessible();
  });
});
