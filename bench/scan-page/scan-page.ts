import '../../components/tokens.css';
import '../../src/access/messages/rest.ts';
import '../../src/access/messages/scan.ts';
import { wordsFor } from '../../src/access/say.ts';
import { createDecoder } from '../../src/devices/decoder/decoder.ts';
import type { ScanHardware } from '../../src/kiosk/shell/scan/scan-panel.ts';
import '../../src/kiosk/shell/scan/scan-panel.ts';
import { openCamera } from '../../src/devices/camera/camera.ts';

const WIDE = { width: { ideal: 1_280 }, height: { ideal: 720 } };

/** The camera as it is, and a picture that nobody looks for codes in. */
const idle: ScanHardware = {
  openCamera: async (options) => {
    const camera = await openCamera(options);
    return camera.ok ? { ok: true, value: { ...camera.value, frames: () => () => undefined } } : camera;
  },
  createDecoder,
};

function addPanel(hardware?: ScanHardware) {
  const panel = document.createElement('linli-scan-panel');
  panel.words = wordsFor('zh-Hans');
  panel.sounds = { play: () => undefined };
  if (hardware) panel.hardware = hardware;
  document.body.append(panel);
  return panel;
}

const nextFrame = (): Promise<number> =>
  new Promise((resolve) => {
    requestAnimationFrame(resolve);
  });

/** Waits until the live picture runs. */
async function pictureOf(panel: HTMLElement): Promise<HTMLVideoElement> {
  for (;;) {
    const video = panel.shadowRoot?.querySelector('video');
    if (video && video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA && !video.paused) return video;
    await nextFrame();
  }
}

/** The times between a number of pictures that the live picture showed, and between the frames of the page meanwhile. */
async function gaps(
  decoding: boolean,
  count: number,
): Promise<{ readonly video: number[]; readonly page: number[] }> {
  const panel = addPanel(decoding ? undefined : idle);
  const video = await pictureOf(panel);
  const shown: number[] = [];
  const drawn: number[] = [];
  const draw = (atMs: number): void => {
    drawn.push(atMs);
    if (shown.length < count) requestAnimationFrame(draw);
  };
  requestAnimationFrame(draw);
  await new Promise<void>((resolve) => {
    const onPicture = (atMs: number): void => {
      shown.push(atMs);
      if (shown.length < count) video.requestVideoFrameCallback(onPicture);
      else resolve();
    };
    video.requestVideoFrameCallback(onPicture);
  });
  panel.remove();
  // The first pictures belong to the opening.
  const between = (times: readonly number[]) =>
    times
      .slice(1)
      .map((time, at) => time - (times[at] ?? time))
      .slice(5);
  return { video: between(shown), page: between(drawn) };
}

/** From the code being in view of a camera that is opened now, to what was read being on the screen. Milliseconds. */
async function read(): Promise<number> {
  const startedAtMs = performance.now();
  const panel = addPanel();
  const text = await new Promise<string>((resolve) => {
    panel.addEventListener('linli-scan', (event) =>
      resolve((event as Event & { readonly text: string }).text),
    );
  });
  const result = document.createElement('h1');
  result.textContent = text;
  document.body.append(result);
  await nextFrame();
  await nextFrame();
  const ms = performance.now() - startedAtMs;
  panel.remove();
  result.remove();
  return ms;
}

/** What cannot be done without: the camera's first picture, one look of a decoder that waits for it, one frame drawn. */
async function floor(): Promise<number> {
  const decoder = await createDecoder();
  const startedAtMs = performance.now();
  const stream = await navigator.mediaDevices.getUserMedia({ video: WIDE });
  const video = document.createElement('video');
  video.muted = true;
  video.srcObject = stream;
  const first = new Promise((resolve) => {
    video.requestVideoFrameCallback(resolve);
  });
  await video.play();
  await first;
  await decoder.decode(await createImageBitmap(video));
  await nextFrame();
  const ms = performance.now() - startedAtMs;
  for (const track of stream.getTracks()) track.stop();
  decoder.close();
  return ms;
}

Object.assign(globalThis, { scanBench: { gaps, read, floor } });
