/** One picture of a camera. Whoever gets one closes it, or hands it on. */
export type CameraFrame = ImageBitmap | VideoFrame;

/** Size of a frame, an image or bare pixels. */
export function sizeOf(frame: CameraFrame | ImageData): { readonly width: number; readonly height: number } {
  return 'displayWidth' in frame ? { width: frame.displayWidth, height: frame.displayHeight } : frame;
}
