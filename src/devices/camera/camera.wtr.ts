import { expect } from '@open-wc/testing';
import { type Camera, type CameraOptions, openCamera } from './camera.ts';
import { sizeOf } from './frame.ts';
import type { View } from './picture.ts';

/** A camera made of a canvas, which a test draws on, plugs in, holds back and pulls out. */
class FakeCamera {
  readonly asked: MediaStreamConstraints[] = [];
  readonly track: MediaStreamTrack;
  readonly #canvas = document.createElement('canvas');
  readonly #redraw: ReturnType<typeof setInterval>;
  #colours: readonly string[];

  constructor(...colours: readonly string[]) {
    this.#colours = colours;
    this.#canvas.width = 320;
    this.#canvas.height = 180;
    this.#paint();
    const track = this.#canvas.captureStream(25).getVideoTracks()[0];
    if (!track) throw new Error('no track');
    this.track = track;
    this.#redraw = setInterval(() => this.#paint(), 30);
  }

  get mediaDevices(): MediaDevices {
    return {
      getUserMedia: (constraints: MediaStreamConstraints) => {
        this.asked.push(constraints);
        return Promise.resolve(new MediaStream([this.track]));
      },
      enumerateDevices: () => Promise.resolve([]),
    } as unknown as MediaDevices;
  }

  /** Paints stripes of these colours from now on; one colour is a covered lens. */
  show(...colours: readonly string[]): void {
    this.#colours = colours;
  }

  unplug(): void {
    this.track.stop();
    this.track.dispatchEvent(new Event('ended'));
  }

  remove(): void {
    clearInterval(this.#redraw);
    this.track.stop();
  }

  #paint(): void {
    const context = this.#canvas.getContext('2d');
    if (!context) return;
    const width = this.#canvas.width / 8;
    for (let stripe = 0; stripe < 8; stripe += 1) {
      context.fillStyle = this.#colours[stripe % this.#colours.length] ?? '#000';
      context.fillRect(stripe * width, 0, width, this.#canvas.height);
    }
  }
}

const refusing = (name: string): MediaDevices =>
  ({ getUserMedia: () => Promise.reject(new DOMException('', name)) }) as unknown as MediaDevices;

describe('openCamera', () => {
  let fake: FakeCamera;
  let opened: Camera | undefined;
  beforeEach(() => {
    fake = new FakeCamera('#eee', '#333');
  });
  afterEach(() => {
    opened?.close();
    opened = undefined;
    fake.remove();
  });

  async function open(options: CameraOptions = {}): Promise<Camera> {
    const camera = await openCamera({ mediaDevices: fake.mediaDevices, frameIntervalMs: 20, ...options });
    if (!camera.ok) throw new Error(camera.error);
    opened = camera.value;
    return camera.value;
  }

  for (const [name, fault] of [
    ['NotAllowedError', 'denied'],
    ['SecurityError', 'denied'],
    ['NotFoundError', 'missing'],
    ['OverconstrainedError', 'missing'],
    ['NotReadableError', 'busy'],
    ['AbortError', 'busy'],
    ['NotSupportedError', 'unsupported'],
  ] as const)
    it(`says ${fault} for ${name}`, async () => {
      expect(await openCamera({ mediaDevices: refusing(name) })).to.deep.equal({ ok: false, error: fault });
    });

  it('says black for a covered lens, and lets the camera go', async () => {
    const covered = new FakeCamera('#000');
    const camera = await openCamera({ mediaDevices: covered.mediaDevices, firstPictureMs: 300 });
    expect(camera).to.deep.equal({ ok: false, error: 'black' });
    expect(covered.track.readyState).to.equal('ended');
    covered.remove();
  });

  it('waits for a sensor that starts in the dark', async () => {
    const waking = new FakeCamera('#000');
    setTimeout(() => waking.show('#eee', '#333'), 200);
    const camera = await open({ mediaDevices: waking.mediaDevices });
    expect(camera.stream.active).to.equal(true);
    waking.remove();
  });

  it('asks for the camera named, and for no other', async () => {
    await open({ deviceId: 'door' });
    expect(fake.asked).to.have.length(1);
    expect(fake.asked[0]?.video).to.deep.include({ deviceId: { exact: 'door' } });
  });

  it('shows the picture in an element', async () => {
    const video = document.createElement('video');
    document.body.append(video);
    await (await open()).attach(video);
    expect(video.paused).to.equal(false);
    expect(video.muted).to.equal(true);
    video.remove();
  });

  it('hands out the next frame only after the last was worked on', async () => {
    const camera = await open();
    let working = 0;
    let most = 0;
    let seen = 0;
    await new Promise<void>((resolve) => {
      const stop = camera.frames(async (frame) => {
        working += 1;
        most = Math.max(most, working);
        const { width, height } = sizeOf(frame);
        expect([width, height]).to.deep.equal([320, 180]);
        frame.close();
        await new Promise((done) => setTimeout(done, 60));
        working -= 1;
        seen += 1;
        if (seen < 4) return;
        stop();
        resolve();
      });
    });
    expect(most).to.equal(1);
  });

  it('says when the lens is covered and when it is free again', async () => {
    const views: View[] = [];
    let changed = () => {};
    const camera = await open({
      onView: (view) => {
        views.push(view);
        changed();
      },
    });
    camera.frames((frame) => Promise.resolve(frame.close()));
    const next = () =>
      new Promise<void>((resolve) => {
        changed = resolve;
      });
    fake.show('#111');
    await next();
    fake.show('#eee', '#333');
    await next();
    expect(views).to.deep.equal(['black', 'clear']);
  });

  it('says when it was unplugged, but not when it was closed', async () => {
    let ended = 0;
    const camera = await open({ onEnded: () => (ended += 1) });
    fake.unplug();
    expect(ended).to.equal(1);
    camera.close();
    expect(ended).to.equal(1);
  });

  it('stops every track when closed', async () => {
    const camera = await open();
    camera.close();
    expect(camera.stream.getTracks().map((track) => track.readyState)).to.deep.equal(['ended']);
  });

  it('changes to a sharper camera once it may know of it', async () => {
    const devices = fake.mediaDevices;
    devices.enumerateDevices = () =>
      Promise.resolve([
        {
          kind: 'videoinput',
          deviceId: 'sharp',
          getCapabilities: () => ({ width: { max: 1_920 }, height: { max: 1_080 } }),
        } as unknown as MediaDeviceInfo,
      ]);
    const first = fake.track.clone();
    let calls = 0;
    devices.getUserMedia = (constraints) => {
      fake.asked.push(constraints ?? {});
      calls += 1;
      return Promise.resolve(new MediaStream([calls === 1 ? first : fake.track]));
    };
    await open({ mediaDevices: devices });
    expect(fake.asked[1]?.video).to.deep.include({ deviceId: { exact: 'sharp' } });
    expect(first.readyState).to.equal('ended');
  });
});
