import { type Result, fail, ok } from '../../model/result.ts';
import { type CameraTraits, preferredCamera } from './choice.ts';
import type { CameraFrame } from './frame.ts';
import { FramePump } from './frame-pump.ts';
import type { View } from './picture.ts';

/**
 * Why there is no camera: refused by the person or by policy; none connected (or not the one named); held by
 * another program; connected but showing nothing (covered, switched off); a browser or page without cameras.
 */
export type CameraFault = 'denied' | 'missing' | 'busy' | 'black' | 'unsupported';

export interface CameraOptions {
  /** The camera to use; without it the one that looks away from the screen, else the sharpest. */
  readonly deviceId?: string;
  /** The camera was unplugged or taken away. Not called by `close()`. */
  readonly onEnded?: () => void;
  /** The lens was covered, or is free again. */
  readonly onView?: (view: View) => void;
  /** How long a camera may take to show a first picture that is not black. */
  readonly firstPictureMs?: number;
  /** At least this long between two frames. */
  readonly frameIntervalMs?: number;
  /** `navigator.mediaDevices`, or one that stands for it. */
  readonly mediaDevices?: MediaDevices;
}

export interface Camera {
  readonly stream: MediaStream;
  /** Shows the picture in an element of the page: muted, inline, playing. */
  attach(video: HTMLVideoElement): Promise<void>;
  /**
   * Hands out frames one at a time: the next one only after the promise for the last is settled.
   * @param onFrame gets the frame for itself and closes it, or hands it on to a decoder that does
   * @returns stops the frames
   */
  frames(onFrame: (frame: CameraFrame) => Promise<void>): () => void;
  /** The lamp, where the camera has one. */
  readonly torch?: { set(on: boolean): Promise<void> };
  close(): void;
}

/** Members that browsers have and lib.dom does not. */
type LampCapabilities = MediaTrackCapabilities & { readonly torch?: boolean };

const WIDTH = 1_280;
const HEIGHT = 720;

function faultOf(error: unknown): CameraFault {
  switch (error instanceof Error || error instanceof DOMException ? error.name : '') {
    case 'NotAllowedError':
    case 'SecurityError':
      return 'denied';
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'missing';
    case 'NotReadableError':
    case 'AbortError':
      return 'busy';
    case 'NotSupportedError':
    case 'TypeError':
      return 'unsupported';
    default:
      throw error;
  }
}

const constraintsFor = (deviceId: string | undefined): MediaStreamConstraints => ({
  audio: false,
  video: {
    width: { ideal: WIDTH },
    height: { ideal: HEIGHT },
    ...(deviceId ? { deviceId: { exact: deviceId } } : { facingMode: { ideal: 'environment' } }),
  },
});

const stop = (stream: MediaStream): void => {
  for (const track of stream.getTracks()) track.stop();
};

async function traitsOf(devices: MediaDevices): Promise<CameraTraits[]> {
  const all = await devices.enumerateDevices();
  return all
    .filter((device) => device.kind === 'videoinput')
    .map((device) => {
      const can = 'getCapabilities' in device ? (device as InputDeviceInfo).getCapabilities() : {};
      return {
        deviceId: device.deviceId,
        facing: can.facingMode ?? [],
        maxPixels: (can.width?.max ?? 0) * (can.height?.max ?? 0),
      };
    });
}

/** A stream of the camera named, or of the best one: what others can do is told only once one was allowed. */
async function openStream(devices: MediaDevices, deviceId: string | undefined): Promise<MediaStream> {
  const first = await devices.getUserMedia(constraintsFor(deviceId));
  if (deviceId) return first;
  const currentId = first.getVideoTracks()[0]?.getSettings().deviceId ?? '';
  const bestId = preferredCamera(await traitsOf(devices), currentId);
  if (bestId === currentId) return first;
  stop(first);
  // The better camera may be held by another program: then the first one is still good.
  return devices
    .getUserMedia(constraintsFor(bestId))
    .catch(() => devices.getUserMedia(constraintsFor(undefined)));
}

function torchOf(track: MediaStreamTrack): Camera['torch'] {
  // Not every browser can tell what a camera is able to do.
  const can: LampCapabilities = 'getCapabilities' in track ? track.getCapabilities() : {};
  if (!can.torch) return undefined;
  return {
    set: (on) => track.applyConstraints({ advanced: [{ torch: on } as MediaTrackConstraintSet] }),
  };
}

/**
 * Opens a camera, and answers only when it shows a picture.
 * @returns the camera, or why there is none
 */
export async function openCamera(options: CameraOptions = {}): Promise<Result<Camera, CameraFault>> {
  // Pages that are not served securely have no media devices at all, whatever lib.dom says.
  const devices =
    options.mediaDevices ?? (navigator as { readonly mediaDevices?: MediaDevices }).mediaDevices;
  if (!devices) return fail('unsupported');
  let stream: MediaStream;
  try {
    stream = await openStream(devices, options.deviceId);
  } catch (error) {
    return fail(faultOf(error));
  }
  const track = stream.getVideoTracks()[0];
  if (!track) return fail('missing');

  const pump = new FramePump(stream, options.frameIntervalMs ?? 100);
  if (!(await pump.firstPicture(options.firstPictureMs ?? 3_000))) {
    // A camera that ended meanwhile was pulled out.
    const fault = track.readyState === 'ended' ? 'missing' : 'black';
    pump.close();
    stop(stream);
    return fail(fault);
  }
  pump.onView = options.onView;
  track.addEventListener('ended', () => {
    pump.close();
    options.onEnded?.();
  });

  const torch = torchOf(track);
  return ok({
    stream,
    async attach(video) {
      video.muted = true;
      video.playsInline = true;
      video.srcObject = stream;
      await video.play();
    },
    frames: (onFrame) => pump.run(onFrame),
    ...(torch ? { torch } : {}),
    close() {
      // Tracks that are stopped by the page fire no `ended`.
      pump.close();
      stop(stream);
    },
  });
}
