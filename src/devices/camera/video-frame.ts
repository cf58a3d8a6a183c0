import type { CameraFrame } from './frame.ts';

/**
 * The picture that a video shows now. A `VideoFrame` is a handle, so that no pixel is copied on the page's thread; where
 * the browser has none (before Chrome 94) the picture is copied.
 */
export async function frameOf(video: HTMLVideoElement): Promise<CameraFrame> {
  return 'VideoFrame' in globalThis ? new VideoFrame(video) : createImageBitmap(video);
}
