import type { CameraFrame } from './frame.ts';
import { frameOf } from './video-frame.ts';
import { Glance } from './glance.ts';
import type { View } from './picture.ts';

const LOOK_EVERY_MS = 1_000;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Takes frames from a stream at a pace, and keeps an eye on whether there is anything to see. */
export class FramePump {
  onView: ((view: View) => void) | undefined;

  readonly #video = document.createElement('video');
  readonly #glance = new Glance();
  readonly #intervalMs: number;
  #closed = false;
  #view: View = 'clear';
  #lookedAtMs = 0;

  constructor(stream: MediaStream, intervalMs: number) {
    this.#intervalMs = intervalMs;
    this.#video.muted = true;
    this.#video.playsInline = true;
    this.#video.srcObject = stream;
  }

  /** @returns whether anything but black came within the time; sensors need a moment to find their exposure */
  async firstPicture(withinMs: number): Promise<boolean> {
    const endsAtMs = performance.now() + withinMs;
    // A track without a picture never starts to play: the wait below ends by itself.
    this.#video.play().catch(() => undefined);
    while (performance.now() < endsAtMs && !this.#closed) {
      if (this.#video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA && (await this.#look()) === 'clear')
        return true;
      await pause(50);
    }
    return false;
  }

  /** @returns stops; a frame that is being worked on is still finished */
  run(onFrame: (frame: CameraFrame) => Promise<void>): () => void {
    const running = { stopped: false };
    void this.#loop(onFrame, running);
    return () => {
      running.stopped = true;
    };
  }

  close(): void {
    this.#closed = true;
    this.#video.pause();
    this.#video.srcObject = null;
  }

  async #loop(
    onFrame: (frame: CameraFrame) => Promise<void>,
    running: { readonly stopped: boolean },
  ): Promise<void> {
    const over = () => running.stopped || this.#closed;
    while (!over()) {
      const startedAtMs = performance.now();
      await this.#nextPicture();
      if (over()) return;
      await this.#watch();
      if (over()) return;
      if (this.#view === 'clear') await onFrame(await frameOf(this.#video));
      await pause(Math.max(0, startedAtMs + this.#intervalMs - performance.now()));
    }
  }

  /** Waits until the camera delivered a picture that was not seen yet; not for ever, for a camera may be frozen. */
  #nextPicture(): Promise<void> {
    const arrived = new Promise<void>((resolve) => {
      if ('requestVideoFrameCallback' in this.#video) this.#video.requestVideoFrameCallback(() => resolve());
      else requestAnimationFrame(() => resolve());
    });
    return Promise.race([arrived, pause(LOOK_EVERY_MS)]);
  }

  async #watch(): Promise<void> {
    if (performance.now() - this.#lookedAtMs < LOOK_EVERY_MS) return;
    const view = await this.#look();
    if (view === this.#view) return;
    this.#view = view;
    this.onView?.(view);
  }

  #look(): Promise<View> {
    this.#lookedAtMs = performance.now();
    return this.#glance.of(this.#video);
  }
}
