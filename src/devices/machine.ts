import type { TerminalReport } from '../model/schema/terminal-report.ts';

/** What a browser says of its machine: each part by itself, since old WebViews know some of them only. */

/** Bytes in use and bytes there are for this page's origin; empty where the browser does not say. */
export async function storageFacts(): Promise<Pick<TerminalReport['storage'], 'used' | 'quota'>> {
  try {
    const { usage, quota } = await navigator.storage.estimate();
    return {
      ...(usage === undefined ? {} : { used: usage }),
      ...(quota === undefined ? {} : { quota }),
    };
  } catch {
    return {};
  }
}

/** Whether there is a camera that this page may use, without switching it on. */
export async function cameraState(): Promise<TerminalReport['camera']> {
  const devices = (navigator as { mediaDevices?: MediaDevices }).mediaDevices;
  if (!devices) return 'unseen';
  try {
    if ((await cameraPermission()) === 'denied') return 'denied';
    const all = await devices.enumerateDevices();
    return all.some(({ kind }) => kind === 'videoinput') ? 'there' : 'none';
  } catch {
    return 'unseen';
  }
}

/** Some browsers do not know this permission by name. */
async function cameraPermission(): Promise<PermissionState | undefined> {
  try {
    return (await navigator.permissions.query({ name: 'camera' })).state;
  } catch {
    return undefined;
  }
}

/** The page in CSS pixels. */
export const pageFacts = (): TerminalReport['page'] => ({
  width: innerWidth,
  height: innerHeight,
  pixelRatio: devicePixelRatio,
});
