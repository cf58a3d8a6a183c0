import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, test } from 'node:test';
import { MemoryDriver } from '../local/memory-driver.ts';
import type {
  Order,
  OrderId,
  OrderOutcome,
  OrderWish,
  TerminalPicture,
} from '../model/schema/terminal-report.ts';
import { type OrderHands, Orders } from './orders.ts';

const nowMs = Date.parse('2026-11-22T10:00:00Z');
const orderOf = (wish: OrderWish, untilMs = nowMs + 3_600_000): Order => ({
  id: randomUUID() as OrderId,
  until: new Date(untilMs).toISOString(),
  wish,
});
const restart = (): Order => orderOf({ kind: 'restart' });
const word = ({ state, code }: OrderOutcome): string => (code === undefined ? state : `${state} ${code}`);

/** A terminal whose deeds a test can read. */
class Terminal {
  readonly driver = new MemoryDriver();
  readonly deeds: string[] = [];
  idle = true;
  picture: TerminalPicture | undefined = { type: 'image/jpeg', data: 'AAAA' };
  /** Happens while a restart is being prepared. */
  meanwhile: () => void = () => undefined;
  changes = 0;
  orders = this.start();

  /** The page is loaded anew: nothing is left but the database. */
  start(more: Partial<OrderHands> = {}): Orders {
    const note = (deed: string) => async (): Promise<void> => void this.deeds.push(deed);
    this.orders = new Orders({
      driver: this.driver,
      now: () => nowMs,
      run: randomUUID(),
      onChange: () => (this.changes += 1),
      hands: {
        isIdle: () => this.idle,
        prepareRestart: async () => this.meanwhile(),
        restart: () => void this.deeds.push('restart'),
        reload: note('reload'),
        message: async ({ text }) => void this.deeds.push(`message ${text?.zh ?? '-'}`),
        mode: async ({ mode }) => void this.deeds.push(`mode ${mode}`),
        screenshot: async () => {
          this.deeds.push('screenshot');
          return this.picture;
        },
        ...more,
      },
    });
    return this.orders;
  }

  async told(): Promise<readonly string[]> {
    return (await this.orders.outcomes()).map(word);
  }
}

describe('an order', () => {
  test('is done once, however often it is listed, and also after a restart', async () => {
    const terminal = new Terminal();
    const order = orderOf({ kind: 'reload' });
    await Promise.all([terminal.orders.take([order]), terminal.orders.take([order])]);
    terminal.start();
    await terminal.orders.take([order]);
    assert.deepEqual(terminal.deeds, ['reload']);
    assert.deepEqual(await terminal.told(), ['done']);
    await terminal.orders.noteTold(await terminal.orders.outcomes());
    assert.deepEqual(await terminal.told(), []);
    await terminal.orders.take([order]);
    assert.deepEqual(terminal.deeds, ['reload'], 'the hub came back from an older copy');
  });

  test('is begun by one of two tabs', async () => {
    const terminal = new Terminal();
    const order = orderOf({ kind: 'mode', mode: 'elder' });
    const one = terminal.orders;
    const other = terminal.start();
    await Promise.all([one.take([order]), other.take([order])]);
    assert.deepEqual(terminal.deeds, ['mode elder']);
  });

  test('whose time is over is not done', async () => {
    const terminal = new Terminal();
    await terminal.orders.take([orderOf({ kind: 'restart' }, nowMs - 1)]);
    assert.deepEqual(terminal.deeds, []);
  });

  test('that breaks says so, and those behind it are done', async () => {
    const terminal = new Terminal();
    terminal.start({ reload: () => Promise.reject(new Error('no')) });
    const until = new Date(nowMs + 1_000).toISOString();
    await terminal.orders.take([
      orderOf({ kind: 'reload' }),
      orderOf({ kind: 'message', text: { zh: '停电' }, until }),
    ]);
    assert.deepEqual((await terminal.told()).toSorted(), ['done', 'failed failed']);
    assert.deepEqual(terminal.deeds, ['message 停电']);
  });

  test('that was interrupted in the middle is not done again, and says so', async () => {
    const terminal = new Terminal();
    let began = (): void => undefined;
    const begun = new Promise<void>((resolve) => (began = resolve));
    terminal.start({
      reload: () => {
        began();
        return new Promise(() => undefined);
      },
    });
    const order = orderOf({ kind: 'reload' });
    void terminal.orders.take([order]);
    await begun;
    assert.deepEqual(await terminal.told(), [], 'while it is under way there is nothing to tell');
    terminal.start();
    await terminal.orders.take([order]);
    assert.deepEqual(terminal.deeds, []);
    assert.deepEqual(await terminal.told(), ['failed interrupted']);
  });

  test('for which there is no hand says so', async () => {
    const terminal = new Terminal();
    const orders = new Orders({
      driver: terminal.driver,
      now: () => nowMs,
      run: 'display',
      onChange: () => undefined,
      hands: {
        isIdle: () => true,
        prepareRestart: () => Promise.resolve(),
        restart: () => undefined,
        reload: () => Promise.resolve(),
      },
    });
    await orders.take([orderOf({ kind: 'mode', mode: 'elder' }), orderOf({ kind: 'screenshot' })]);
    assert.deepEqual((await orders.outcomes()).map(word), ['failed not-here', 'failed not-here']);
  });
});

describe('a restart', () => {
  test('ends with the start after it', async () => {
    const terminal = new Terminal();
    const order = restart();
    await terminal.orders.take([order]);
    assert.deepEqual([terminal.deeds, await terminal.told()], [['restart'], []]);
    terminal.start();
    assert.deepEqual(await terminal.told(), ['done']);
    await terminal.orders.take([order]);
    assert.deepEqual(terminal.deeds, ['restart']);
  });

  test('waits while somebody is there, and is told of that', async () => {
    const terminal = new Terminal();
    terminal.idle = false;
    const order = restart();
    await terminal.orders.take([order]);
    assert.deepEqual([terminal.deeds, await terminal.told()], [[], ['waiting visit']]);
    assert.equal(terminal.changes, 1);
    await terminal.orders.take([order]);
    assert.equal(terminal.changes, 1, 'once');
    terminal.idle = true;
    await terminal.orders.again();
    assert.deepEqual([terminal.deeds, terminal.orders.isWaiting], [['restart'], false]);
  });

  test('that is taken back while it waits does not happen', async () => {
    const terminal = new Terminal();
    terminal.idle = false;
    await terminal.orders.take([restart()]);
    await terminal.orders.take([]);
    terminal.idle = true;
    await terminal.orders.again();
    assert.deepEqual([terminal.deeds, await terminal.told()], [[], []]);
  });

  test('does not interrupt whoever came while it was being prepared', async () => {
    const terminal = new Terminal();
    terminal.meanwhile = () => (terminal.idle = false);
    await terminal.orders.take([restart()]);
    assert.deepEqual([terminal.deeds, await terminal.told()], [[], ['waiting visit']]);
    terminal.meanwhile = () => undefined;
    terminal.idle = true;
    await terminal.orders.again();
    assert.deepEqual(terminal.deeds, ['restart']);
  });
});

describe('a picture', () => {
  test('goes with its outcome, and once', async () => {
    const terminal = new Terminal();
    await terminal.orders.take([orderOf({ kind: 'screenshot' })]);
    assert.ok(terminal.orders.picture);
    await terminal.orders.noteTold(await terminal.orders.outcomes());
    assert.equal(terminal.orders.picture, undefined);
  });

  test('is not drawn while somebody is there, nor kept where somebody came', async () => {
    const terminal = new Terminal();
    terminal.idle = false;
    await terminal.orders.take([orderOf({ kind: 'screenshot' })]);
    assert.deepEqual([terminal.deeds, await terminal.told()], [[], ['failed visit']]);
    const other = new Terminal();
    other.start({
      screenshot: async () => {
        other.idle = false;
        return other.picture;
      },
    });
    await other.orders.take([orderOf({ kind: 'screenshot' })]);
    assert.deepEqual([other.orders.picture, await other.told()], [undefined, ['failed visit']]);
  });

  test('that is lost with a restart, or cannot be drawn, is said to be', async () => {
    const terminal = new Terminal();
    await terminal.orders.take([orderOf({ kind: 'screenshot' })]);
    terminal.start();
    assert.deepEqual(await terminal.told(), ['failed interrupted']);
    const other = new Terminal();
    other.picture = undefined;
    await other.orders.take([orderOf({ kind: 'screenshot' })]);
    assert.deepEqual(await other.told(), ['failed not-drawn']);
  });
});
