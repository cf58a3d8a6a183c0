import { MOST_CHARACTERS } from '../../model/other-code.ts';
import { type ScannerDriver, type ScannerSettings, defaultSettings, withoutPrefix } from './driver.ts';
import {
  type Collection,
  type ScanLayout,
  SCANNER_PAGE,
  SCANNER_USAGE,
  findLayout,
  partOf,
} from './hid-report.ts';

/** What of the WebHID API is used; a test stands in for it at this edge. */
export interface HidDeviceLike extends EventTarget {
  readonly opened: boolean;
  readonly collections: readonly Collection[];
  open(): Promise<void>;
  close(): Promise<void>;
}

export interface HidLike extends EventTarget {
  getDevices(): Promise<readonly HidDeviceLike[]>;
  requestDevice(options: {
    readonly filters: readonly { readonly usagePage: number; readonly usage: number }[];
  }): Promise<readonly HidDeviceLike[]>;
}

/** A report that a device sent (WebHID `HIDInputReportEvent`). */
export interface InputReport extends Event {
  readonly reportId: number;
  readonly data: DataView;
}

/** A text whose continuation never came is forgotten after this long. */
const GAP_MS = 1_000;
/** In UTF-8 a character takes at most four bytes. */
const MOST_BYTES = MOST_CHARACTERS * 4;

const here = (): HidLike | undefined => (globalThis.navigator as { readonly hid?: HidLike } | undefined)?.hid;

/** @returns what to do with each report of one device */
function textsOf(layout: ScanLayout, onText: (text: string) => void): (report: InputReport) => void {
  let bytes: number[] = [];
  let lastMs = 0;
  return ({ reportId, data, timeStamp }) => {
    if (reportId !== layout.reportId) return;
    if (timeStamp - lastMs > GAP_MS) bytes = [];
    lastMs = timeStamp;
    const part = partOf(data, layout);
    if (bytes.length < MOST_BYTES) bytes.push(...part.bytes);
    if (part.continued) return;
    const text = new TextDecoder().decode(Uint8Array.from(bytes));
    bytes = [];
    if (text !== '') onText(text.slice(0, MOST_CHARACTERS));
  };
}

/** A scanner in the mode HID POS (Bar Code Scanner page of the HID Point of Sale Usage Tables 1.02). */
export function hidScanner(
  settings: ScannerSettings = defaultSettings,
  hid: HidLike | undefined = here(),
): ScannerDriver & Required<Pick<ScannerDriver, 'request' | 'connected'>> {
  const heard = new Map<HidDeviceLike, (event: Event) => void>();
  let onScan: ((text: string) => void) | undefined;

  const hear = async (device: HidDeviceLike): Promise<void> => {
    const layout = findLayout(device.collections);
    if (!onScan || !layout || heard.has(device)) return;
    const onReport = textsOf(layout, (scanned) => {
      const text = withoutPrefix(scanned, settings.prefix);
      if (text !== undefined) onScan?.(text);
    });
    const listener = (event: Event): void => onReport(event as InputReport);
    heard.set(device, listener);
    device.addEventListener('inputreport', listener);
    try {
      if (!device.opened) await device.open();
    } catch {
      // Held by another program: heard when it is plugged in again.
      leave(device);
    }
  };
  const leave = (device: HidDeviceLike): void => {
    const listener = heard.get(device);
    if (listener) device.removeEventListener('inputreport', listener);
    heard.delete(device);
  };
  const hearAll = async (): Promise<void> => {
    await Promise.all(((await hid?.getDevices()) ?? []).map(hear));
  };
  const onConnect = (): void => void hearAll();
  const onDisconnect = (event: Event): void => {
    const { device } = event as Event & { readonly device?: HidDeviceLike };
    if (device) leave(device);
  };

  return {
    kind: 'hid',
    async start(listener) {
      if (!hid) return false;
      if (onScan) return true;
      onScan = listener;
      hid.addEventListener('connect', onConnect);
      hid.addEventListener('disconnect', onDisconnect);
      await hearAll();
      return true;
    },
    async stop() {
      onScan = undefined;
      hid?.removeEventListener('connect', onConnect);
      hid?.removeEventListener('disconnect', onDisconnect);
      const devices = [...heard.keys()];
      devices.forEach(leave);
      await Promise.all(devices.map((device) => device.close().catch(() => undefined)));
    },
    connected: () => heard.size,
    async request() {
      try {
        const filters = [{ usagePage: SCANNER_PAGE, usage: SCANNER_USAGE }];
        const devices = (await hid?.requestDevice({ filters })) ?? [];
        await Promise.all(devices.map(hear));
        return devices.length > 0;
      } catch {
        return false;
      }
    },
  };
}
