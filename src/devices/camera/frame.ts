/** One picture of a camera. Whoever gets one closes it, or hands it on. */
export type CameraFrame = ImageBitmap | VideoFrame;

/** Size of a frame, an image or bare pixels. */
export function sizeOf(frame: CameraFrame | ImageData): { readonly width: number; readonly height: number } {
  return 'displayWidth' in frame ? { width: frame.displayWidth, height: frame.displayHeight } : frame;
}

/**
 * The picture that a video shows now. A `VideoFrame` is a handle, so that no pixel is copied on the page's thread; where
 * the browser has none (before Chrome 94) the picture is copied.
 */
export async function frameOf(video: HTMLVideoElement): Promise<CameraFrame> {
  return 'VideoFrame' in globalThis ? new VideoFrame(video) : createImageBitmap(video);
}
