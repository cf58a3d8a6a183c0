import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it, mock } from 'node:test';
import { LineScanEvent } from './driver.ts';
import { Framing } from './framing.ts';
import { type HidDeviceLike, type HidLike, hidScanner } from './hid.ts';
import type { Collection } from './hid-report.ts';
import { LineScanners } from './line-scanners.ts';
import { type SerialLike, type SerialPortLike, serialScanner } from './serial.ts';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('cutting a line into scans', () => {
  beforeEach(() => mock.timers.enable({ apis: ['setTimeout'] }));
  afterEach(() => mock.timers.reset());

  const framing = (settings: ConstructorParameters<typeof Framing>[0]) => {
    const scans: string[] = [];
    return { scans, line: new Framing(settings, (text) => scans.push(text)) };
  };

  it('ends by the end of a line, however the text comes in pieces', () => {
    const { scans, line } = framing({ prefix: '', suffix: 'Enter' });
    for (const piece of ['6BF', 'OXN\r', '\n']) line.push(piece);
    mock.timers.tick(30);
    line.push('NEXT\r\n');
    mock.timers.tick(30);
    assert.deepEqual(scans, ['6BFOXN', 'NEXT']);
  });

  it('takes a code of several lines for one scan', () => {
    const { scans, line } = framing({ prefix: '', suffix: 'Enter' });
    for (const piece of ['BEGIN:VCARD\r\n', 'FN:A\r\n', 'END:VCARD\r\n']) line.push(piece);
    mock.timers.tick(30);
    assert.deepEqual(scans, ['BEGIN:VCARD\r\nFN:A\r\nEND:VCARD']);
  });

  it('ends by a pause where no end character comes', () => {
    const { scans, line } = framing({ prefix: '', suffix: 'none' });
    line.push('6BF');
    mock.timers.tick(149);
    assert.deepEqual(scans, []);
    mock.timers.tick(1);
    assert.deepEqual(scans, ['6BF']);
  });

  it('takes the prefix off, and drops what comes without it', () => {
    const { scans, line } = framing({ prefix: '~~', suffix: 'Tab' });
    for (const text of ['~~6BF\t', '6BF\t', '~~\t']) {
      line.push(text);
      mock.timers.tick(30);
    }
    assert.deepEqual(scans, ['6BF']);
  });

  it('passes on no more than 4,096 characters of a line without end', () => {
    const { scans, line } = framing({ prefix: '', suffix: 'Enter' });
    for (let piece = 0; piece < 100; piece += 1) line.push('a'.repeat(1_000));
    mock.timers.tick(150);
    assert.deepEqual(scans, ['a'.repeat(4_096)]);
  });
});

class FakePort implements SerialPortLike {
  readable: ReadableStream<Uint8Array> | null = null;
  opens = 0;
  #controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  readonly #busy: boolean;

  constructor(busy = false) {
    this.#busy = busy;
  }

  open(): Promise<void> {
    if (this.#busy) return Promise.reject(new DOMException('', 'NetworkError'));
    this.opens += 1;
    this.readable = new ReadableStream({ start: (controller) => void (this.#controller = controller) });
    return Promise.resolve();
  }

  close(): Promise<void> {
    this.readable = null;
    return Promise.resolve();
  }

  send(text: string): void {
    this.#controller?.enqueue(bytesOf(text));
  }
}

class FakeSerial extends EventTarget implements SerialLike {
  ports: FakePort[] = [];
  chosen: FakePort | undefined;
  getPorts = () => Promise.resolve(this.ports);
  requestPort = () =>
    this.chosen ? Promise.resolve(this.chosen) : Promise.reject(new DOMException('', 'NotFoundError'));
}

/** The next scan of a driver that was started. */
function listening(): { readonly onScan: (text: string) => void; readonly next: () => Promise<string> } {
  const scans: string[] = [];
  let tell: (() => void) | undefined;
  return {
    onScan: (text) => {
      scans.push(text);
      tell?.();
    },
    async next() {
      if (scans.length === 0) await new Promise<void>((resolve) => (tell = resolve));
      return scans.shift() ?? '';
    },
  };
}

describe('a scanner on a serial line', () => {
  it('is heard where its port was granted, in UTF-8 across pieces', async () => {
    const serial = new FakeSerial();
    const port = new FakePort();
    serial.ports = [port, new FakePort(true)];
    const { onScan, next } = listening();
    const driver = serialScanner(undefined, serial);
    assert.equal(await driver.start(onScan), true);
    assert.equal(await driver.start(onScan), true);
    assert.equal(port.opens, 1);
    port.send('老年助餐\r\n');
    assert.equal(await next(), '老年助餐');
    await driver.stop();
    assert.equal(port.readable, null);
  });

  it('is heard when it is plugged in later, and again when it comes back', async () => {
    const serial = new FakeSerial();
    const { onScan, next } = listening();
    const driver = serialScanner(undefined, serial);
    await driver.start(onScan);
    const port = new FakePort();
    serial.ports = [port];
    serial.dispatchEvent(new Event('connect'));
    await new Promise(setImmediate);
    port.send('A1\r');
    assert.equal(await next(), 'A1');
    await driver.stop();
  });

  it('asks for leave once, and says when nobody chose', async () => {
    const serial = new FakeSerial();
    const { onScan, next } = listening();
    const driver = serialScanner(undefined, serial);
    await driver.start(onScan);
    assert.equal(await driver.request(), false);
    serial.chosen = new FakePort();
    assert.equal(await driver.request(), true);
    serial.chosen.send('B2\n');
    assert.equal(await next(), 'B2');
    await driver.stop();
  });

  it('says so where the browser knows no serial lines', async () => {
    assert.equal(await serialScanner(undefined, undefined).start(() => undefined), false);
  });
});

const usage = (page: number, id: number): number => page * 0x1_0000 + id;

/** As makers describe it: byte count, symbology, 56 bytes of data, two of their own, a bit that says it goes on. */
const scanner: Collection = {
  usagePage: 0x8c,
  inputReports: [
    { reportId: 3, items: [{ usages: [usage(0x8c, 0x55)], reportSize: 8, reportCount: 1 }] },
    {
      reportId: 2,
      items: [
        { usages: [usage(1, 0x3b)], reportSize: 8, reportCount: 1 },
        { usages: [usage(0x8c, 0xfb), usage(0x8c, 0xfc), usage(0x8c, 0xfd)], reportSize: 8, reportCount: 3 },
        { usages: [usage(0x8c, 0xfe)], reportSize: 8, reportCount: 56 },
        { usages: [usage(0xff66, 4), usage(0xff66, 0)], reportSize: 8, reportCount: 2 },
        { usages: [usage(0x8c, 0xff)], reportSize: 1, reportCount: 1 },
        { reportSize: 7, reportCount: 1 },
      ],
    },
  ],
};

class FakeHidDevice extends EventTarget implements HidDeviceLike {
  opened = false;
  readonly collections: readonly Collection[];

  constructor(collections: readonly Collection[] = [scanner]) {
    super();
    this.collections = collections;
  }

  open(): Promise<void> {
    this.opened = true;
    return Promise.resolve();
  }

  close(): Promise<void> {
    this.opened = false;
    return Promise.resolve();
  }

  report(reportId: number, bytes: Uint8Array): void {
    this.dispatchEvent(
      Object.assign(new Event('inputreport'), { reportId, data: new DataView(bytes.buffer) }),
    );
  }

  /** A text as the scanner sends it: in as many reports as it takes. */
  scan(text: string): void {
    const all = bytesOf(text);
    for (let from = 0; from < all.length; from += 56) {
      const part = all.subarray(from, from + 56);
      const report = new Uint8Array(63);
      report.set([part.length, 0x5d, 0x51, 0x31]);
      report.set(part, 4);
      report[62] = from + 56 < all.length ? 1 : 0;
      this.report(2, report);
    }
  }
}

class FakeHid extends EventTarget implements HidLike {
  devices: FakeHidDevice[] = [];
  asked: unknown;
  getDevices = () => Promise.resolve(this.devices);
  requestDevice = (options: unknown) => {
    this.asked = options;
    return Promise.resolve(this.devices);
  };
}

describe('a scanner in the mode HID POS', () => {
  it('is heard where it was granted, over as many reports as a text takes', async () => {
    const hid = new FakeHid();
    const device = new FakeHidDevice();
    hid.devices = [device];
    const scans: string[] = [];
    const driver = hidScanner(undefined, hid);
    assert.equal(await driver.start((text) => scans.push(text)), true);
    const long = '社区'.repeat(40);
    device.report(3, new Uint8Array([7]));
    device.scan('6BFOXN%TSMA7U.*QE0-AB/C: $X+Z');
    device.scan(long);
    assert.deepEqual(scans, ['6BFOXN%TSMA7U.*QE0-AB/C: $X+Z', long]);
    await driver.stop();
    device.scan('AFTER');
    assert.equal(scans.length, 2);
    assert.equal(device.opened, false);
  });

  it('is understood without a byte count, and with its fields inside a collection', async () => {
    const bare: Collection = {
      children: [
        {
          inputReports: [
            { reportId: 0, items: [{ usages: [usage(0x8c, 0xfe)], reportSize: 8, reportCount: 32 }] },
          ],
        },
      ],
    };
    const hid = new FakeHid();
    const device = new FakeHidDevice([bare]);
    hid.devices = [device];
    const scans: string[] = [];
    await hidScanner(undefined, hid).start((text) => scans.push(text));
    const report = new Uint8Array(32);
    report.set(bytesOf('A1'));
    device.report(0, report);
    assert.deepEqual(scans, ['A1']);
  });

  it('takes the prefix off', async () => {
    const hid = new FakeHid();
    const device = new FakeHidDevice();
    hid.devices = [device];
    const scans: string[] = [];
    await hidScanner({ prefix: '~', suffix: 'Enter' }, hid).start((text) => scans.push(text));
    device.scan('~A1');
    device.scan('B2');
    assert.deepEqual(scans, ['A1']);
  });

  it('leaves a keyboard alone that calls itself something of the kind', async () => {
    const hid = new FakeHid();
    const device = new FakeHidDevice([{ usagePage: 0x8c, inputReports: [{ reportId: 0, items: [] }] }]);
    hid.devices = [device];
    await hidScanner(undefined, hid).start(() => undefined);
    assert.equal(device.opened, false);
  });

  it('asks for scanners alone', async () => {
    const hid = new FakeHid();
    hid.devices = [new FakeHidDevice()];
    assert.equal(await hidScanner(undefined, hid).request(), true);
    assert.deepEqual(hid.asked, { filters: [{ usagePage: 0x8c, usage: 2 }] });
  });
});

describe('the scanners of a page', () => {
  const scannersOf = (serial: SerialLike | undefined, hid: HidLike | undefined) => {
    const page = new EventTarget();
    const scans: string[] = [];
    page.addEventListener(LineScanEvent.type, (event) => {
      if (event instanceof LineScanEvent) scans.push(event.text);
    });
    const drivers = { serial: serialScanner(undefined, serial), hid: hidScanner(undefined, hid) };
    return { scans, scanners: new LineScanners(undefined, page, drivers) };
  };

  it('are all heard in one place, and counted by line', async () => {
    const hid = new FakeHid();
    const device = new FakeHidDevice();
    hid.devices = [device];
    const { scans, scanners } = scannersOf(new FakeSerial(), hid);
    await scanners.start();
    assert.deepEqual(scanners.lines, [
      { kind: 'serial', connected: 0 },
      { kind: 'hid', connected: 1 },
    ]);
    device.scan('A1');
    assert.deepEqual(scans, ['A1']);
  });

  it('are heard from the moment they are chosen', async () => {
    const serial = new FakeSerial();
    const { scanners } = scannersOf(serial, undefined);
    await scanners.start();
    assert.equal(await scanners.connect('serial'), false);
    serial.chosen = new FakePort();
    assert.equal(await scanners.connect('serial'), true);
    assert.deepEqual(scanners.lines, [{ kind: 'serial', connected: 1 }]);
  });

  it('of one kind go on where the browser forbids the other', async () => {
    const serial = new FakeSerial();
    serial.getPorts = () => Promise.reject(new DOMException('', 'SecurityError'));
    const { scanners } = scannersOf(serial, new FakeHid());
    await scanners.start();
    assert.deepEqual(scanners.lines, [{ kind: 'hid', connected: 0 }]);
  });
});
